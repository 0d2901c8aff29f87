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

    package var code: String { rawValue }

    /// Errors make a definition unusable, warnings do not.
    package var severity: Finding.Severity {
        switch self {
        case .tooManyFindings, .directionControl, .wordLikeBoolean, .octalLike, .dateLike,
            .sexagesimalLike:
            .warning
        default: .error
        }
    }
}
