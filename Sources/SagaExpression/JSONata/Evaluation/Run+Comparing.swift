import SagaValue

extension Run {
    /// Whether both are the same value, all the way down; charged for what is looked at.
    func areEqual(_ left: Datum, _ right: Datum) throws(JSONataError) -> Bool {
        try spend(1)
        switch (left, right) {
        case (.null, .null), (.undefined, .undefined): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)):
            try spend(min(a.utf8.count, b.utf8.count) / 512)
            return a.hasSameCodePoints(as: b)
        case (.number(let a), .number(let b)): return a == b
        case (.function(let a), .function(let b)): return a === b
        default: break
        }
        if let a = left.double, let b = right.double { return a == b }
        if let a = left.elements, let b = right.elements {
            guard a.count == b.count else { return false }
            for index in 0..<a.count {
                guard try areEqual(a[index], b[index]) else { return false }
            }
            return true
        }
        guard let a = Members(left), let b = Members(right), a.count == b.count else {
            return false
        }
        for index in 0..<a.count {
            let (key, value) = a[index]
            let other = right.lookup(key)
            if other.isUndefined, !value.isUndefined { return false }
            guard try areEqual(value, other) else { return false }
        }
        return true
    }

    /// A number that is the same for values that are equal; charged for what is looked at.
    func hash(of datum: Datum) throws(JSONataError) -> Int {
        try spend(1)
        var hasher = Hasher()
        switch datum {
        case .undefined, .null, .function, .tuples: break
        case .bool(let flag): hasher.combine(flag)
        case .number, .literal: hasher.combine(datum.double)
        case .string(let text):
            try spend(text.utf8.count / 4)
            Key(text: text).hash(into: &hasher)
        case .jsonArray, .list:
            let elements = datum.elementsOrSelf
            hasher.combine(elements.count)
            for index in 0..<elements.count { hasher.combine(try hash(of: elements[index])) }
        case .jsonObject, .record:
            guard let members = Members(datum) else { break }
            // Members are equal in any order, and an undefined one to one that is missing.
            var sum = members.count
            for index in 0..<members.count {
                let (key, value) = members[index]
                if value.isUndefined { continue }
                var member = Hasher()
                try spend(key.utf8.count / 4)
                Key(text: key).hash(into: &member)
                member.combine(try hash(of: value))
                sum &+= member.finalize()
            }
            hasher.combine(sum)
        }
        return hasher.finalize()
    }
}
