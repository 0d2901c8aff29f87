import SagaValue

extension Builtin {
    func callStructural(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        let first = arguments[0]
        if self == .append { return try Self.append(first, arguments[1], call) }
        try call.run.spend(first.elements?.count ?? 1)
        switch self {
        case .zip: return try Self.zip(arguments.all, call)
        case .keys: return .list(try Self.keys(of: first, call))
        case .lookup:
            guard let key = arguments.string(1) else { return .undefined }
            return first.lookup(key)
        case .partition: return try Self.partition(arguments, call)
        case .range: return try Self.range(arguments, call)
        case _ where first.isUndefined: return .undefined
        case .spread: return try Self.spread(first, call)
        case .merge: return try Self.merge(first, call)
        case .distinct: return try Self.distinct(first, call)
        case .reverse:
            let elements = first.elementsOrSelf
            if elements.count <= 1 { return first }
            return .list(List(elements.array.reversed()))
        case .shuffling: return Self.mix(first, call)
        default: return .undefined
        }
    }

    /// Both in one array.
    ///
    /// What is an array of the expression's own already is copied as one block, which takes a
    /// small part of the time that an added element does: an array that `$reduce` gathers is
    /// copied for each element.
    private static func append(
        _ left: Datum, _ right: Datum, _ call: Call
    ) throws(JSONataError) -> Datum {
        let known = left.elements?.count ?? 1
        if case .list = left, !right.isUndefined {
            try call.run.spend(1 + known / 16)
        } else {
            try call.run.spend(known)
        }
        try call.run.spend(right.elements?.count ?? 1)
        return .appending(left, right)
    }

    private static func zip(_ arrays: [Datum], _ call: Call) throws(JSONataError) -> Datum {
        let columns = arrays.map { $0.elements ?? .items([]) }
        let count = columns.map(\.count).min() ?? 0
        try call.run.reserve(count * columns.count, each: 8)
        var rows = List()
        for index in 0..<count { rows.append(.list(List(columns.map { $0[index] }))) }
        return .list(rows)
    }

    private static func keys(of datum: Datum, _ call: Call) throws(JSONataError) -> List {
        var names: [String] = []
        var seen: Set<Key> = []
        try collectKeys(of: datum, into: &names, &seen, call)
        return List(names.map { .string($0) }, .sequence, itemDepth: 0)
    }

    private static func collectKeys(
        of datum: Datum, into names: inout [String], _ seen: inout Set<Key>, _ call: Call
    ) throws(JSONataError) {
        if let members = Members(datum) {
            try call.run.spend(2 * members.count)
            for index in 0..<members.count {
                let key = members[index].key
                if seen.insert(Key(text: key)).inserted { names.append(key) }
            }
        } else if let elements = datum.elements {
            for index in 0..<elements.count {
                try collectKeys(of: elements[index], into: &names, &seen, call)
            }
        }
    }

    private static func spread(_ datum: Datum, _ call: Call) throws(JSONataError) -> Datum {
        guard datum.isArray || Members(datum) != nil else { return datum }
        var found = List.sequence()
        try spread(datum, into: &found, call)
        return .list(found)
    }

    private static func spread(
        _ datum: Datum, into found: inout List, _ call: Call
    ) throws(JSONataError) {
        if let members = Members(datum) {
            try call.run.spend(2 * members.count)
            for index in 0..<members.count {
                let (key, value) = members[index]
                found.append(.record(Record(key: key, value: value)))
            }
        } else if let elements = datum.elements {
            for index in 0..<elements.count {
                try spread(elements[index], into: &found, call)
            }
        } else {
            found.append(datum)
        }
    }

    private static func merge(_ datum: Datum, _ call: Call) throws(JSONataError) -> Datum {
        let record = Record()
        let elements = datum.elementsOrSelf
        for index in 0..<elements.count {
            guard let members = Members(elements[index]) else { continue }
            try call.run.spend(2 * members.count)
            for member in 0..<members.count {
                record.set(members[member].key, members[member].value)
            }
        }
        return .record(record)
    }

    private static func distinct(_ datum: Datum, _ call: Call) throws(JSONataError) -> Datum {
        guard let elements = datum.elements, elements.count > 1 else { return datum }
        var flags: List.Flags = []
        if case .list(let list) = datum, list.isSequence { flags = .sequence }
        var found = List([], flags)
        // Each is compared with those of its hash only.
        var texts: Set<Key> = []
        var numbers: Set<Double> = []
        var others: [Int: [Datum]] = [:]
        for index in 0..<elements.count {
            let element = elements[index]
            switch element {
            case .string(let text):
                try call.run.spend(text.utf8.count / 4)
                if texts.insert(Key(text: text)).inserted { found.append(element) }
            case .number, .literal:
                if numbers.insert(element.double ?? .nan).inserted { found.append(element) }
            default:
                let hash = try call.run.hash(of: element)
                var isNew = true
                for other in others[hash] ?? [] where try call.run.areEqual(other, element) {
                    isNew = false
                    break
                }
                guard isNew else { continue }
                others[hash, default: []].append(element)
                found.append(element)
            }
        }
        return .list(found)
    }

    /// The elements in an order that the environment's entropy decides.
    private static func mix(_ datum: Datum, _ call: Call) -> Datum {
        var items = datum.elementsOrSelf.array
        if items.count <= 1 { return datum }
        for index in items.indices.dropFirst().reversed() {
            let bound = UInt64(index + 1)
            let other = Int(bound.multipliedFullWidth(by: call.run.drawBits()).high)
            items.swapAt(index, other)
        }
        return .list(List(items))
    }

    /// The service's `$partition`: arrays of so many elements, the last of the rest.
    private static func partition(
        _ arguments: Arguments, _ call: Call
    ) throws(JSONataError) -> Datum {
        guard let elements = arguments[0].elements, elements.count > 0,
            let width = arguments.double(1)?.rounded(.towardZero), width >= 1
        else { return .undefined }
        let size = width < Double(elements.count) ? Int(width) : elements.count
        var parts = List()
        let all = elements.array
        for start in stride(from: 0, to: all.count, by: size) {
            parts.append(.list(List(Array(all[start..<Swift.min(start + size, all.count)]))))
        }
        return .list(parts)
    }

    /// The service's `$range`: from the first number to the last, in steps.
    private static func range(
        _ arguments: Arguments, _ call: Call
    ) throws(JSONataError) -> Datum {
        guard let first = arguments.double(0)?.rounded(.towardZero),
            let last = arguments.double(1)?.rounded(.towardZero),
            let step = arguments.double(2)?.rounded(.towardZero), step != 0,
            step > 0 ? first <= last : first >= last
        else { return .undefined }
        let count = ((last - first) / step).rounded(.down) + 1
        guard count <= Double(JSONataLimits.rangeFunctionElements) else {
            throw JSONataError("U1002")
        }
        try call.run.reserve(Int(count), each: 8)
        try call.run.spend(Int(count) / 2)
        let items = (0..<Int(count)).map { Datum.number(first + Double($0) * step) }
        return .list(List(items, .sequence, itemDepth: 0))
    }
}
