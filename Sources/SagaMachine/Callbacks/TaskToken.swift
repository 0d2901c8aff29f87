package import SagaValue

/// What an attempt that waits for an answer is known by outside: `ID.VISIT.ATTEMPT.SEAL`.
///
/// The seal is derived from a secret of the execution, so a token cannot be made up, and that of
/// one attempt says nothing about the next one's. Its characters need no quotes in a shell and no
/// escapes in an address.
package struct TaskToken: Hashable, Sendable {
    package let execution: ExecutionID
    /// Of a forward attempt: undos wait for nobody.
    package let attempt: AttemptID
    private let seal: String

    /// The token of an attempt of an execution that was started.
    package init(of attempt: AttemptID, in start: ExecutionStart) {
        execution = start.id
        self.attempt = attempt
        let name =
            "\(start.secret ?? "")|\(start.id)|\(start.startTime.text)|\(attempt.visit)|"
            + "\(attempt.number)"
        seal = String(Digest.sha256.hexadecimal(of: name).prefix(Self.sealLength))
    }

    /// The token that `text` writes; nil where it has not the form of one.
    ///
    /// Whether it is one of the execution's is seen by comparing it with `init(of:in:)`.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let execution = ExecutionID(parts[0]),
            let visit = Self.number(parts[1]), let number = Self.number(parts[2]),
            parts[3].utf8.count == Self.sealLength,
            parts[3].utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
        else { return nil }
        self.execution = execution
        attempt = AttemptID(visit: visit, direction: .forward, number: number)
        seal = parts[3]
    }

    /// At most 138 characters of ASCII.
    package var text: String { "\(execution).\(attempt.visit).\(attempt.number).\(seal)" }

    /// Hexadecimal digits: 128 bits.
    private static let sealLength = 32

    /// Digits alone, not beginning with a zero: a number has one form.
    private static func number(_ text: String) -> Int? {
        guard let number = Int(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
