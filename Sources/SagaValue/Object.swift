/// The members of a JSON object, in the order in which they were first written.
///
/// A linear search serves up to `indexThreshold` members; beyond it an index is kept. Keys are
/// compared by code points.
package struct Object: Sendable {
    package typealias Member = (key: String, value: Value)

    package private(set) var members: [Member] = []
    private var index: [Key: Int]?

    private static let indexThreshold = 16

    package init() {}

    /// Members with distinct keys, in their order; of equal keys the last value counts.
    package init(_ members: [Member]) {
        self.members.reserveCapacity(members.count)
        for (key, value) in members { self[key] = value }
    }

    /// Members whose keys are known to be distinct, as those of a compiled template are.
    package init(distinct members: [Member]) {
        self.members = members
        if members.count > Self.indexThreshold { rebuildIndex() }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
    package var keys: [String] { members.map(\.key) }

    package subscript(key: String) -> Value? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Whether there is a member `key`; cheaper than asking for its value.
    package func contains(_ key: String) -> Bool { position(of: key) != nil }

    /// Changes the member `key` in place, so that a value held once is not copied.
    package mutating func update<Result, Failure: Error>(
        _ key: String, default fallback: Value,
        _ change: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let known = position(of: key)
        if known == nil { append(key, fallback) }
        return try change(&members[known ?? members.count - 1].value)
    }

    private mutating func append(_ key: String, _ value: Value) {
        members.append((key, value))
        if index != nil {
            index?[Key(key)] = members.count - 1
        } else if members.count > Self.indexThreshold {
            rebuildIndex()
        }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        if index != nil { rebuildIndex() }
    }

    private mutating func rebuildIndex() {
        var built: [Key: Int] = [:]
        built.reserveCapacity(members.count)
        for (position, member) in members.enumerated() { built[Key(member.key)] = position }
        index = built
    }

    private func position(of key: String) -> Int? {
        if let index { return index[Key(key)] }
        for position in members.indices where members[position].key.hasSameCodePoints(as: key) {
            return position
        }
        return nil
    }

    /// A key that is hashed and compared by its code points.
    private struct Key: Hashable {
        let text: String
        init(_ text: String) { self.text = text }
        static func == (left: Key, right: Key) -> Bool {
            left.text.hasSameCodePoints(as: right.text)
        }
        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

extension Object: Equatable {
    package static func == (left: Object, right: Object) -> Bool {
        left.count == right.count
            && left.members.allSatisfy { member in right[member.key] == member.value }
    }
}

extension Object: Sequence {
    package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}
