/// The name of a field.
final class NameNode: Node {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if let elements = input.elements { try run.spend(elements.count) }
        return input.lookup(name)
    }
}

/// `*`: the values of all fields.
final class WildcardNode: Node {
    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var found = List.sequence()
        let input = input.unwrapped
        if let members = Members(input) {
            try run.spend(members.count)
            for index in 0..<members.count { add(members[index].value, to: &found) }
        } else if let elements = input.elements {
            try run.spend(elements.count)
            for index in 0..<elements.count { add(elements[index], to: &found) }
        }
        return .list(found)
    }

    private func add(_ value: Datum, to found: inout List) {
        guard let elements = value.elements else { return found.append(value) }
        // What arrays were joined to is an array itself, also when it has one element.
        found.flags = []
        for index in 0..<elements.count { add(elements[index], to: &found) }
    }
}

/// `**`: the input and everything in it.
final class DescendantsNode: Node {
    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if input.isUndefined { return .undefined }
        var found = List.sequence()
        try collect(input, into: &found, run)
        return .list(found)
    }

    private func collect(
        _ datum: Datum, into found: inout List, _ run: Run
    ) throws(JSONataError) {
        try run.spend(1)
        if let elements = datum.elements {
            for index in 0..<elements.count { try collect(elements[index], into: &found, run) }
            return
        }
        found.append(datum)
        guard let members = Members(datum) else { return }
        for index in 0..<members.count { try collect(members[index].value, into: &found, run) }
    }
}
