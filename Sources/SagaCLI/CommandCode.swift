import SagaValue

/// The codes of the command line's own faults.
package enum CommandCode: String, Coded {
    case unknownCommand = "SAGA6001"
    case badArguments = "SAGA6002"
    case fileNotFound = "SAGA6003"
    case fileNotReadable = "SAGA6004"
    case badInput = "SAGA6005"
    case badExecutionName = "SAGA6006"
    case unknownCode = "SAGA6007"
    case badDefinition = "SAGA6008"
    case unknownState = "SAGA6009"
    case outputNotWritten = "SAGA6010"
    case expressionFailed = "SAGA6011"
    case badEnvironment = "SAGA6012"
    case refused = "SAGA6013"
    case nothingFits = "SAGA6014"
    case noSuchLog = "SAGA6015"
    case unboundResource = "SAGA6016"
    case badMock = "SAGA6017"
    case notRunnable = "SAGA6018"
    case badToken = "SAGA6020"
    case badAnswer = "SAGA6021"
    case tooLate = "SAGA6022"
    case missingSecret = "SAGA6023"
    case badSecret = "SAGA6024"
    case badWorkflowFile = "SAGA6025"
    case childOnly = "SAGA6026"
    case unboundBucket = "SAGA6030"
    case unreadableItems = "SAGA6031"
    case unknownSelection = "SAGA6035"
    case testStateRefused = "SAGA6040"
    case badTestFile = "SAGA6041"
    case noTestFile = "SAGA6042"
    case unknownTestCase = "SAGA6043"
    case unfitSavePoint = "SAGA6050"
    case unfitState = "SAGA6051"
    case unfitDefinition = "SAGA6052"
    case keyUndone = "SAGA6060"
    case keyInDoubt = "SAGA6061"
    case keyBusy = "SAGA6062"
    case badKey = "SAGA6063"
    case programNotFound = "SAGA6064"
    case effectLeft = "SAGA6070"
    case effectUnknown = "SAGA6071"
    case personNeeded = "SAGA6072"
    case endless = "SAGA6073"
    case waiting = "SAGA6074"

    package var code: String { rawValue }

    /// The status with which the program ends.
    var exitStatus: ExitStatus {
        switch self {
        case .keyUndone, .badKey: .usage
        case .keyInDoubt: .inDoubt
        case .keyBusy: .owned
        case .programNotFound: .notFound
        case .effectLeft, .effectUnknown, .personNeeded, .endless, .waiting: .failed
        case .unknownCommand, .badArguments, .badExecutionName, .unknownCode, .refused, .childOnly,
            .unknownSelection, .unfitSavePoint, .unfitState, .unfitDefinition:
            .usage
        case .badInput, .badDefinition, .badMock, .notRunnable, .unreadableItems,
            .testStateRefused, .badTestFile, .badToken, .badAnswer:
            .invalidData
        case .fileNotFound, .fileNotReadable, .unknownState, .nothingFits, .noSuchLog,
            .noTestFile, .unknownTestCase:
            .notFound
        case .outputNotWritten: .inputOutput
        case .expressionFailed, .tooLate: .failed
        case .badEnvironment, .unboundResource, .badWorkflowFile, .unboundBucket,
            .missingSecret, .badSecret:
            .configuration
        }
    }
}
