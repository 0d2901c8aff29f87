import SagaValue

/// An object that an expression computed, in the order of its members.
///
/// It has an identity because a transform changes the objects that its pattern finds inside of
/// the copy that it returns. Nothing else changes a record once it is made.
final class Record {
    private(set) var keys: [String] = []
    private(set) var values: [Datum] = []
    /// One more than the deepest of the values; a transform measures it anew.
    var depth = 1
    private var index: [Key: Int]?

    private static let indexThreshold = 12

    init() {}

    init(key: String, value: Datum) {
        keys = [key]
        values = [value]
        depth = value.depth + 1
    }

    var count: Int { keys.count }

    subscript(key: String) -> Datum? {
        position(of: key).map { values[$0] }
    }

    func set(_ key: String, _ value: Datum) {
        let valueDepth = value.depth
        if valueDepth >= depth { depth = valueDepth + 1 }
        if let position = position(of: key) {
            values[position] = value
        } else {
            append(key, value)
        }
    }

    func replaceValue(at position: Int, by value: Datum) { values[position] = value }

    func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        keys.remove(at: position)
        values.remove(at: position)
        index = nil
    }

    private func append(_ key: String, _ value: Datum) {
        keys.append(key)
        values.append(value)
        if index != nil { index?[Key(text: key)] = keys.count - 1 }
    }

    private func position(of key: String) -> Int? {
        guard keys.count > Self.indexThreshold else {
            for position in keys.indices where keys[position].hasSameCodePoints(as: key) {
                return position
            }
            return nil
        }
        if index == nil {
            var built: [Key: Int] = [:]
            for (position, key) in keys.enumerated() { built[Key(text: key)] = position }
            index = built
        }
        return index?[Key(text: key)]
    }
}

/// A text that is hashed and compared by its code points.
struct Key: Hashable {
    let text: String

    static func == (left: Key, right: Key) -> Bool {
        left.text.hasSameCodePoints(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

/// The members of an object in either form.
struct Members {
    private let object: Object?
    private let record: Record?

    /// Nil for anything but an object.
    init?(_ datum: Datum) {
        switch datum {
        case .jsonObject(let object):
            self.object = object
            record = nil
        case .record(let record):
            object = nil
            self.record = record
        default: return nil
        }
    }

    var count: Int { object?.count ?? record?.count ?? 0 }

    subscript(index: Int) -> (key: String, value: Datum) {
        if let object {
            let member = object.members[index]
            return (member.key, Datum(member.value))
        }
        guard let record else { return ("", .undefined) }
        return (record.keys[index], record.values[index])
    }
}
