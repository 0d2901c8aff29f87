import Glibc

/// Numbers that the environment gives to tests: where to begin, and how much to do.
package enum TestSetting {
    /// The number in a variable; nil where it is not set or no number.
    package static func number(_ name: String) -> Int? {
        guard let text = unsafe getenv(name) else { return nil }
        return Int(unsafe String(cString: text))
    }
}
