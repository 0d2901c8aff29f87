import Glibc
package import SagaJournal
package import SagaValue

/// What keeps the loop itself from going on; how a task ends is never one.
package enum RuntimeFault: Error, Equatable, Sendable {
    /// Facts can no longer be written.
    case journal(JournalFault)
    /// `SAGA5001`: a call of the loop failed.
    case system(call: String, errorNumber: Int32)
    /// `SAGA5002`: no libcurl, or one that lacks a function; the loader's words.
    case httpLibrary(String)
    /// `SAGA5040`: what failed, in words.
    case noSupervisor(String)
    /// `SAGA5041`
    case supervisorsLost
    /// `SAGA5042`
    case foreignSupervisor

    package var code: any Coded {
        switch self {
        case .journal(let fault): fault.code
        case .system: RuntimeCode.systemCallFailed
        case .httpLibrary: RuntimeCode.httpLibraryMissing
        case .noSupervisor: RuntimeCode.noSupervisor
        case .supervisorsLost: RuntimeCode.supervisorsLost
        case .foreignSupervisor: RuntimeCode.foreignSupervisor
        }
    }

    /// One sentence without a full stop, for people.
    package var message: String {
        switch self {
        case .journal(let fault): fault.message
        case .system(let call, let errorNumber):
            "\(code.explanation.title): `\(call)`: \(describe(errorNumber))"
        case .httpLibrary(let detail), .noSupervisor(let detail):
            "\(code.explanation.title): \(detail)"
        case .supervisorsLost, .foreignSupervisor: code.explanation.title
        }
    }

    /// The status with which the program ends.
    package var exitStatus: Int32 {
        switch self {
        case .journal(let fault): fault.exitStatus
        case .system: RuntimeCode.systemCallFailed.exitStatus
        case .httpLibrary: RuntimeCode.httpLibraryMissing.exitStatus
        case .noSupervisor: RuntimeCode.noSupervisor.exitStatus
        case .supervisorsLost: RuntimeCode.supervisorsLost.exitStatus
        case .foreignSupervisor: RuntimeCode.foreignSupervisor.exitStatus
        }
    }
}

/// The system's words for an `errno`.
func describe(_ errorNumber: Int32) -> String {
    unsafe String(cString: strerror(errorNumber))
}
