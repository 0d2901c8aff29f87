import SagaValue

/// Pairs that make an object of the items of a sequence: `{key: value}`.
struct Group: Sendable {
    struct Pair: Sendable {
        let key: any Node
        let value: any Node
        let keyNames: ScopeNames
        let valueNames: ScopeNames
    }

    private let pairs: [Pair]
    private let position: Int

    init(_ pairs: [Pair], position: Int) {
        self.pairs = pairs
        self.position = position
    }

    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if case .tuples(let stream) = input {
            return try evaluate(stream, frame, run)
        }
        let elements = input.elementsOrSelf
        if elements.count == 1 { return try evaluateOne(elements[0], frame, run) }
        if elements.count == 0 { return try evaluateOne(.undefined, frame, run) }
        var entries = Entries<[Datum]>()
        for index in 0..<elements.count {
            let item = elements[index]
            for (number, pair) in pairs.enumerated() {
                guard let key = try key(pair, item, frame, run) else { continue }
                try entries.add([item], to: key, from: number, at: position) { $0.append(item) }
            }
        }
        let record = Record()
        for entry in entries.all {
            let context = Self.joined(entry.data)
            let value = try pairs[entry.number].value.evaluate(context, frame, run)
            if !value.isUndefined { record.set(entry.key, value) }
        }
        return try run.checked(.record(record))
    }

    /// The object that one item makes, which is all of an object constructor.
    private func evaluateOne(
        _ item: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let record = Record()
        var keys: [String] = []
        keys.reserveCapacity(pairs.count)
        var numbers: [Int] = []
        var seen: Set<Key> = []
        for (number, pair) in pairs.enumerated() {
            guard let key = try key(pair, item, frame, run) else { continue }
            let isKnown =
                pairs.count > 8
                ? !seen.insert(Key(text: key)).inserted
                : keys.contains { $0.hasSameCodePoints(as: key) }
            if isKnown { throw Self.duplicate(key, at: position) }
            keys.append(key)
            numbers.append(number)
        }
        for (key, number) in zip(keys, numbers) {
            let value = try pairs[number].value.evaluate(item, frame, run)
            if !value.isUndefined { record.set(key, value) }
        }
        return try run.checked(.record(record))
    }

    private func evaluate(
        _ stream: TupleStream, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var entries = Entries<Tuple>()
        for tuple in stream.tuples {
            for (number, pair) in pairs.enumerated() {
                let scope = Frame(pair.keyNames, parent: frame, slots: tuple.values)
                guard let key = try key(pair, tuple.item, scope, run) else { continue }
                try entries.add(tuple, to: key, from: number, at: position) { $0.join(tuple) }
            }
        }
        let record = Record()
        for entry in entries.all {
            let pair = pairs[entry.number]
            let scope = Frame(pair.valueNames, parent: frame, slots: entry.data.values)
            let value = try pair.value.evaluate(entry.data.item, scope, run)
            if !value.isUndefined { record.set(entry.key, value) }
        }
        return try run.checked(.record(record))
    }

    private func key(
        _ pair: Pair, _ item: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> String? {
        let key = try pair.key.evaluate(item, frame, run)
        switch key {
        case .string(let text): return text
        case .undefined: return nil
        default: throw JSONataError("T1003", position: position, value: key.shown)
        }
    }

    /// One item as it is, several as one array of them all.
    private static func joined(_ items: [Datum]) -> Datum {
        if items.count == 1 { return items[0] }
        var list = List()
        for item in items { list.append(contentsOf: item.elementsOrSelf) }
        return .list(list)
    }

    fileprivate static func duplicate(_ key: String, at position: Int) -> JSONataError {
        JSONataError("D1009", position: position, value: Value.string(key).json)
    }
}

/// What was gathered under each key, in the order in which the keys came.
private struct Entries<Data> {
    private(set) var all: [(key: String, number: Int, data: Data)] = []
    private var positions: [Key: Int] = [:]

    /// Adds to a key, which only one pair may yield.
    mutating func add(
        _ first: @autoclosure () -> Data, to key: String, from number: Int, at position: Int,
        join: (inout Data) -> Void
    ) throws(JSONataError) {
        guard let known = positions[Key(text: key)] else {
            positions[Key(text: key)] = all.count
            all.append((key, number, first()))
            return
        }
        guard all[known].number == number else { throw Group.duplicate(key, at: position) }
        join(&all[known].data)
    }
}

extension Tuple {
    /// Takes over another tuple of the same stream: item to item, variable to variable.
    fileprivate mutating func join(_ other: Tuple) {
        item = .appending(item, other.item)
        for slot in values.indices {
            guard let added = other.values[slot] else { continue }
            values[slot] = .appending(values[slot] ?? .undefined, added)
        }
    }
}
