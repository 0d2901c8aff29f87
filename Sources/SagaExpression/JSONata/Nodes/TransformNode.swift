import SagaValue

/// `|pattern|update, delete|`: a function that returns a changed copy of its argument.
final class TransformNode: Node {
    static let signature = Signature(parameters: [
        Signature.Parameter(types: [.object, .array, .missing])
    ])

    private let pattern: any Node
    private let update: any Node
    private let delete: (any Node)?
    private let updatePosition: Int
    private let deletePosition: Int

    init(
        pattern: any Node, update: any Node, delete: (any Node)?, updatePosition: Int,
        deletePosition: Int
    ) {
        self.pattern = pattern
        self.update = update
        self.delete = delete
        self.updatePosition = updatePosition
        self.deletePosition = deletePosition
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try frame.keep(in: run)
        return .function(Function(.transform(self, frame)))
    }

    func transform(
        _ argument: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if argument.isUndefined { return argument }
        let copy = try Self.copy(argument, run)
        let matches = try pattern.evaluate(copy, frame, run)
        if matches.isUndefined { return copy }
        let elements = matches.elementsOrSelf
        for index in 0..<elements.count {
            try change(elements[index], frame, run)
        }
        Self.measure(copy)
        return try run.checked(copy)
    }

    private func change(
        _ match: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) {
        let change = try update.evaluate(match, frame, run)
        guard case .record(let record) = match else {
            try check(change)
            return
        }
        if !change.isUndefined {
            try check(change)
            // A copy of the values keeps an object from becoming a part of itself.
            let values = try Self.copy(change, run)
            if let members = Members(values) {
                for index in 0..<members.count {
                    record.set(members[index].key, members[index].value)
                }
            }
        }
        guard let delete else { return }
        let names = try delete.evaluate(match, frame, run)
        if names.isUndefined { return }
        let elements = names.elementsOrSelf
        guard elements.areStrings else {
            throw JSONataError("T2012", position: deletePosition, value: names.shown)
        }
        for index in 0..<elements.count {
            try run.spend(record.count)
            if case .string(let name) = elements[index] { record.remove(name) }
        }
    }

    private func check(_ change: Datum) throws(JSONataError) {
        if !change.isUndefined, Members(change) == nil {
            throw JSONataError("T2011", position: updatePosition, value: change.shown)
        }
    }

    /// A copy whose objects are all records of its own.
    private static func copy(_ datum: Datum, _ run: Run) throws(JSONataError) -> Datum {
        try run.spend(1)
        if let members = Members(datum) {
            let record = Record()
            for index in 0..<members.count {
                record.set(members[index].key, try copy(members[index].value, run))
            }
            return .record(record)
        }
        guard let elements = datum.elements else { return datum }
        var list = List()
        for index in 0..<elements.count { list.append(try copy(elements[index], run)) }
        return .list(list)
    }

    /// Brings the depths up to date after members were changed.
    @discardableResult
    private static func measure(_ datum: Datum) -> Int {
        switch datum {
        case .record(let record):
            record.depth = 1 + (record.values.map { measure($0) }.max() ?? 0)
        case .list(let list):
            return 1 + (list.items.map { measure($0) }.max() ?? 0)
        default: break
        }
        return datum.depth
    }
}
