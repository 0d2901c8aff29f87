import SagaValue

/// The codes of all findings; the first digit is the stage, the second a topic.
///
/// A code is never renamed or reused. Its explanation is in `Catalogue/`.
package enum Code: String, Coded {
    // The text
    case notUTF8 = "SAGA1001"
    case textTooLarge = "SAGA1002"
    case tooManyNodes = "SAGA1003"
    case nestedTooDeeply = "SAGA1004"
    case scalarTooLong = "SAGA1005"
    case brokenYAML = "SAGA1006"
    case brokenJSON = "SAGA1007"
    case emptyText = "SAGA1008"
    case duplicateKey = "SAGA1009"
    case refusedTag = "SAGA1010"
    case keyNotScalar = "SAGA1011"
    case unquotedExpression = "SAGA1012"
    case severalDocuments = "SAGA1013"
    case tabIndentation = "SAGA1014"
    case controlCharacter = "SAGA1015"
    case unknownAlias = "SAGA1016"
    case brokenMerge = "SAGA1017"
    case notJSONNumber = "SAGA1018"
    case tooManyFindings = "SAGA1019"
    case directionControl = "SAGA1101"
    case wordLikeBoolean = "SAGA1102"
    case octalLike = "SAGA1103"
    case dateLike = "SAGA1104"
    case sexagesimalLike = "SAGA1105"

    // Fields and their values
    case wrongType = "SAGA2001"
    case missingField = "SAGA2002"
    case unknownField = "SAGA2003"
    case outOfRange = "SAGA2004"
    case unknownWord = "SAGA2005"
    case emptyValue = "SAGA2006"
    case exclusiveFields = "SAGA2007"

    // States and the ways between them
    case unknownStateType = "SAGA2101"
    case duplicateStateName = "SAGA2102"
    case badStateName = "SAGA2103"
    case unknownState = "SAGA2104"
    case unreachableState = "SAGA2105"
    case noTerminalState = "SAGA2106"
    case brokenListEntry = "SAGA2107"
    case startInList = "SAGA2108"
    case fallThroughToTarget = "SAGA2109"
    case badLabel = "SAGA2110"
    case duplicateLabel = "SAGA2111"
    case unreachableCircle = "SAGA2112"
    case choiceWithoutDefault = "SAGA2113"

    // Items read and results written by a Map
    case badStorageResource = "SAGA2120"
    case parquetItems = "SAGA2121"
    case duplicateHeader = "SAGA2122"
    case badItemsPointer = "SAGA2123"
    case hiddenVariable = "SAGA2124"

    // Query languages and variables
    case pathStateInQueryMachine = "SAGA2201"
    case wrongLanguageField = "SAGA2202"
    case badVariableName = "SAGA2203"
    case unassignedVariable = "SAGA2204"
    case shadowedVariable = "SAGA2205"
    case brokenDelimiters = "SAGA2206"
    case paddedExpression = "SAGA2207"
    case uncomputedMember = "SAGA2208"
    case pathInPlainField = "SAGA2209"
    case staticResult = "SAGA2210"

    // Retry and Catch
    case allNotAlone = "SAGA2301"
    case allNotLast = "SAGA2302"
    case unknownReservedError = "SAGA2303"
    case delayNotAboveInterval = "SAGA2304"
    case heartbeatNotBelowTimeout = "SAGA2305"
    case unmatchableError = "SAGA2306"
    case waitsForever = "SAGA2307"
    case shadowedHandler = "SAGA2308"

    // Undoing
    case refusedInCompensation = "SAGA2401"
    case noUndo = "SAGA2402"
    case unknownUndoTask = "SAGA2403"
    case unfitUndoTask = "SAGA2404"
    case whenOnComposite = "SAGA2405"
    case badSavePoint = "SAGA2406"
    case unknownSavePoint = "SAGA2407"
    case rewindsWithoutSavePoint = "SAGA2408"
    case resultMayBeMissing = "SAGA2409"
    case halfMadeScript = "SAGA2410"

    // Commands
    case expressionInScript = "SAGA2501"
    case pathInScript = "SAGA2502"
    case partialExpression = "SAGA2503"
    case badExitCode = "SAGA2504"
    case badEnvironmentName = "SAGA2505"
    case guardedVariable = "SAGA2506"
    case missingCommandFile = "SAGA2507"
    case nulInCommand = "SAGA2508"
    case shellWithoutScript = "SAGA2509"
    case commandFieldWithoutCommand = "SAGA2510"
    case optionLikeArgument = "SAGA2511"

    // Requests and resources
    case forbiddenHeader = "SAGA2601"
    case badHeader = "SAGA2602"
    case badAddress = "SAGA2603"
    case badResource = "SAGA2604"
    case notForExpress = "SAGA2605"
    case missingWorkflowFile = "SAGA2615"
    case badWorkflowName = "SAGA2616"
    case unknownWorkflowForm = "SAGA2617"
    case detachedUndo = "SAGA2618"

    // Answers by token, and secrets
    case heartbeatWithoutToken = "SAGA2610"
    case callbackInCompensation = "SAGA2611"
    // Files of test cases
    case unknownTestedState = "SAGA2801"
    case mockOfNoTask = "SAGA2802"
    case duplicateTestCase = "SAGA2803"
    case impossibleExpectation = "SAGA2804"

    // What the service does not take
    case extensionRefused = "SAGA2701"
    case beyondQuota = "SAGA2702"

    // Expressions
    case brokenPath = "SAGA3001"
    case brokenReferencePath = "SAGA3002"
    case brokenTemplate = "SAGA3003"
    case brokenComparison = "SAGA3004"
    case badTimestamp = "SAGA3005"
    case queryInPathState = "SAGA3006"
    case brokenQuery = "SAGA3101"
    case unsupportedQuery = "SAGA3102"

    package var code: String { rawValue }

    /// Errors make a definition unusable, warnings do not.
    package var severity: Finding.Severity {
        switch self {
        case .tooManyFindings, .directionControl, .wordLikeBoolean, .octalLike, .dateLike,
            .sexagesimalLike, .fallThroughToTarget, .noUndo, .pathInScript, .missingCommandFile,
            .missingWorkflowFile, .badWorkflowName, .queryInPathState, .unassignedVariable,
            .shadowedVariable, .unmatchableError, .parquetItems, .duplicateHeader, .hiddenVariable,
            .heartbeatWithoutToken:
            .warning
        case .unreachableCircle, .choiceWithoutDefault, .paddedExpression, .uncomputedMember,
            .pathInPlainField, .staticResult, .waitsForever, .shadowedHandler,
            .resultMayBeMissing, .halfMadeScript, .optionLikeArgument:
            .warning
        default: .error
        }
    }
}
