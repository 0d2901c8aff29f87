import Glibc
package import SagaValue

/// The codes of the journal's faults.
package enum JournalCode: String, Coded {
    case executionNotFound = "SAGA4001"
    case executionTaken = "SAGA4002"
    case noSpace = "SAGA4003"
    case inputOutput = "SAGA4004"
    case owned = "SAGA4005"
    case damaged = "SAGA4006"
    case newerFormat = "SAGA4007"
    case unsafeFile = "SAGA4008"
    case networkFileSystem = "SAGA4009"
    case copied = "SAGA4010"
    case ambiguousExecution = "SAGA4011"
    case recordTooLong = "SAGA4012"
    case damagedBlob = "SAGA4013"
    case badRequest = "SAGA4014"
    case damagedEnding = "SAGA4020"
    case unendable = "SAGA4021"

    package var code: String { rawValue }

    /// The code of what the system reports by `errorNumber`.
    init(errorNumber: Int32) {
        switch errorNumber {
        case ENOSPC, EDQUOT, EFBIG: self = .noSpace
        case ELOOP: self = .unsafeFile
        default: self = .inputOutput
        }
    }

    /// The status with which the program ends: the constants of BSD's sysexits.
    package var exitStatus: Int32 {
        switch self {
        case .executionTaken: 64
        case .damaged, .newerFormat, .damagedBlob, .badRequest, .damagedEnding: 65
        case .executionNotFound, .ambiguousExecution: 66
        case .recordTooLong: 70
        case .noSpace, .inputOutput, .unendable: 74
        case .owned, .copied: 75
        case .unsafeFile, .networkFileSystem: 78
        }
    }
}

extension JournalCode {
    package var explanation: Explanation {
        switch self {
        case .executionNotFound: .executionNotFound
        case .executionTaken: .executionTaken
        case .noSpace: .noSpace
        case .inputOutput: .inputOutput
        case .owned: .owned
        case .damaged: .damaged
        case .newerFormat: .newerFormat
        case .unsafeFile: .unsafeFile
        case .networkFileSystem: .networkFileSystem
        case .copied: .copied
        case .ambiguousExecution: .ambiguousExecution
        case .recordTooLong: .recordTooLong
        case .damagedBlob: .damagedBlob
        case .badRequest: .badRequest
        case .damagedEnding: .damagedEnding
        case .unendable: .unendable
        }
    }
}
