package import SagaValue

/// Compares with what was recorded, in which a text may be a pattern: `@@any@@`, `@@re@@…`.
package enum Recorded {
    /// Where two values differ, and how; nil where they do not.
    package static func difference(_ expected: Value, _ actual: Value, _ path: String) -> String? {
        if case .object(let wanted) = expected, case .object(let given) = actual {
            for key in given.keys where !wanted.contains(key) { return "\(path): extra \(key)" }
            for (key, value) in wanted {
                guard let found = given[key] else { return "\(path): \(key) is missing" }
                if let different = difference(value, found, "\(path).\(key)") { return different }
            }
            return nil
        }
        if case .array(let wanted) = expected, case .array(let given) = actual {
            guard wanted.count == given.count else {
                return "\(path): \(given.count) elements instead of \(wanted.count)"
            }
            for (index, pair) in zip(wanted, given).enumerated() {
                let different = difference(pair.0, pair.1, "\(path)[\(index)]")
                if let different { return different }
            }
            return nil
        }
        if case .string(let pattern) = expected, matches(pattern, actual) { return nil }
        return expected == actual ? nil : "\(path): \(actual.json) instead of \(expected.json)"
    }

    private static func matches(_ pattern: String, _ actual: Value) -> Bool {
        if pattern == "@@any@@" { return true }
        guard pattern.hasPrefix("@@re@@"), let text = actual.string,
            let regex = try? Regex(String(pattern.dropFirst("@@re@@".count)))
        else { return false }
        return text.wholeMatch(of: regex) != nil
    }
}
