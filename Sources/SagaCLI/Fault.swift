package import SagaJournal
package import SagaRuntime
import SagaValue

/// What keeps a command from doing what was asked, in the form in which it leaves the program.
package struct Fault: Error, Sendable {
    /// `SAGA` and four digits.
    package let code: String
    /// One sentence without a full stop.
    package let message: String
    package let exitStatus: ExitStatus
    /// Further lines: proposals, candidates.
    package let notes: [String]

    package init(code: String, message: String, exitStatus: ExitStatus, notes: [String] = []) {
        self.code = code
        self.message = message
        self.exitStatus = exitStatus
        self.notes = notes
    }

    package init(_ code: CommandCode, _ message: String, notes: [String] = []) {
        self.init(
            code: code.code, message: message, exitStatus: code.exitStatus, notes: notes)
    }

    package init(_ fault: JournalFault) {
        self.init(
            code: fault.code.code, message: fault.message,
            exitStatus: ExitStatus(rawValue: fault.exitStatus) ?? .inputOutput)
    }

    package init(_ fault: RuntimeFault) {
        self.init(
            code: fault.code.code, message: fault.message,
            exitStatus: ExitStatus(rawValue: fault.exitStatus) ?? .bug)
    }

    /// The lines that standard error gets.
    package var text: String {
        let lines = ["error[\(code)]: \(message)"] + notes.map { "  = \($0)" }
        return lines.map(terminalText).joined(separator: "\n") + "\n"
    }
}
