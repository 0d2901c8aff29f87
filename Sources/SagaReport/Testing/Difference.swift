package import SagaValue

/// Where two values differ.
package struct Difference: Sendable {
    /// The first place where they do, and how; nil where they are equal.
    package let first: String?

    package init(_ expected: Value, _ actual: Value) {
        first = Self.find(expected, actual, "$")
    }

    private static func find(_ expected: Value, _ actual: Value, _ path: String) -> String? {
        if case .object(let wanted) = expected, case .object(let given) = actual {
            for (key, value) in wanted {
                guard let found = given[key] else { return "\(path).\(key) is missing" }
                if let difference = find(value, found, "\(path).\(key)") { return difference }
            }
            let extra = given.keys.first { !wanted.contains($0) }
            return extra.map { "\(path).\($0) was not expected: \(given[$0]?.json ?? "")" }
        }
        if case .array(let wanted) = expected, case .array(let given) = actual {
            for (index, pair) in zip(wanted, given).enumerated() {
                let difference = find(pair.0, pair.1, "\(path)[\(index)]")
                if let difference { return difference }
            }
            guard wanted.count != given.count else { return nil }
            return "\(path): expected \(wanted.count) elements, got \(given.count)"
        }
        guard expected != actual else { return nil }
        return "\(path): expected \(expected.json), got \(actual.json)"
    }
}
