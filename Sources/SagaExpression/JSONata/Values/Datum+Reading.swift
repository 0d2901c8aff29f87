import SagaValue

extension Datum {
    /// The member `key`; of an array, those of all its elements, flattened.
    func lookup(_ key: String) -> Datum {
        switch self {
        case .jsonObject(let object):
            guard let value = object[key] else { return .undefined }
            return Datum(value)
        case .record(let record): return record[key] ?? .undefined
        case .jsonArray, .list:
            var found = List.sequence()
            collect(key, into: &found)
            return .list(found)
        default: return .undefined
        }
    }

    private func collect(_ key: String, into found: inout List) {
        guard let elements else { return }
        for index in 0..<elements.count {
            let element = elements[index]
            if element.isArray {
                element.collect(key, into: &found)
                continue
            }
            let value = element.lookup(key)
            if case .undefined = value { continue }
            if let inner = value.elements {
                found.append(contentsOf: inner)
            } else {
                found.append(value)
            }
        }
    }

    /// A sequence of none is undefined, and one of one is its item unless that is to be kept.
    func collapsed(keepsArray: Bool = false) -> Datum {
        guard case .list(var list) = self, list.flags.contains(.sequence) else { return self }
        switch list.count {
        case 0: return .undefined
        case 1 where !keepsArray && !list.flags.contains(.keepsSingleton): return list.items[0]
        default:
            guard keepsArray else { return self }
            list.flags.insert(.keepsSingleton)
            return .list(list)
        }
    }

    /// Both joined to one array, as `$append` does.
    static func appending(_ left: Datum, _ right: Datum) -> Datum {
        if left.isUndefined { return right }
        if right.isUndefined { return left }
        var list: List
        if case .list(let known) = left {
            list = known
            list.flags = []
        } else {
            list = List(left.elementsOrSelf.array)
        }
        list.append(contentsOf: right.elementsOrSelf)
        return .list(list)
    }

    /// The effective boolean value, as `$boolean` has it; undefined counts as false.
    var isTruthy: Bool {
        switch self {
        case .undefined, .null, .function, .tuples: false
        case .bool(let flag): flag
        case .number(let number): number != 0 && !number.isNaN
        case .literal: double != 0
        case .string(let text): !text.isEmpty
        case .jsonObject(let object): !object.isEmpty
        case .record(let record): record.count > 0
        case .jsonArray(let values): values.contains { Datum($0).isTruthy }
        case .list(let list): list.items.contains(where: \.isTruthy)
        }
    }
}
