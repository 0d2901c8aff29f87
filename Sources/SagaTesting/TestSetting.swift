import Glibc

/// What the environment gives to tests: where to begin, how much to do, and which build to try.
package enum TestSetting {
    /// The number in a variable; nil where it is not set or no number.
    package static func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    /// The text in a variable; nil where it is not set.
    package static func text(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe String(cString: text)
    }
}
