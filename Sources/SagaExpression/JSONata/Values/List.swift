import SagaValue

/// An array that an expression computed.
struct List {
    private(set) var items: [Datum]
    var flags: Flags
    /// One more than the deepest of the items.
    private(set) var depth: Int

    struct Flags: OptionSet {
        let rawValue: UInt8
        /// A result of a path or a function: it flattens into others, and one of one item is
        /// that item.
        static let sequence = Flags(rawValue: 1)
        /// A sequence of one stays a sequence.
        static let keepsSingleton = Flags(rawValue: 2)
        /// A constructed array that stands in a path as one item.
        static let constructed = Flags(rawValue: 4)
        /// The array that was the whole input, wrapped so that it counts as one item.
        static let wrapper = Flags(rawValue: 8)
    }

    init(_ items: [Datum] = [], _ flags: Flags = []) {
        self.items = items
        self.flags = flags
        depth = 1
        for item in items where item.depth >= depth { depth = item.depth + 1 }
    }

    /// Items of which none is deeper than `depth`.
    init(_ items: [Datum], _ flags: Flags, itemDepth: Int) {
        self.items = items
        self.flags = flags
        depth = itemDepth + 1
    }

    static func sequence(_ items: [Datum] = []) -> List { List(items, .sequence) }

    var count: Int { items.count }
    var isSequence: Bool { flags.contains(.sequence) }

    mutating func append(_ item: Datum) {
        items.append(item)
        let itemDepth = item.depth
        if itemDepth >= depth { depth = itemDepth + 1 }
    }

    mutating func append(contentsOf elements: Elements) {
        items.reserveCapacity(items.count + elements.count)
        for index in 0..<elements.count { append(elements[index]) }
    }
}

/// The elements of an array in any form, without a copy.
enum Elements {
    case one(Datum)
    case json([Value])
    case items([Datum])

    var count: Int {
        switch self {
        case .one: 1
        case .json(let values): values.count
        case .items(let items): items.count
        }
    }

    /// The element at an index that exists.
    subscript(index: Int) -> Datum {
        switch self {
        case .one(let item): item
        case .json(let values): Datum(values[index])
        case .items(let items): items[index]
        }
    }

    /// All elements in an array of their own.
    var array: [Datum] {
        switch self {
        case .one(let item): [item]
        case .json(let values): values.map { Datum($0) }
        case .items(let items): items
        }
    }
}
