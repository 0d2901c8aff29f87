package import SagaValue

extension Code {
    package var explanation: Explanation {
        switch self {
        case .notUTF8: .notUTF8
        case .textTooLarge: .textTooLarge
        case .tooManyNodes: .tooManyNodes
        case .nestedTooDeeply: .nestedTooDeeply
        case .scalarTooLong: .scalarTooLong
        case .brokenYAML: .brokenYAML
        case .brokenJSON: .brokenJSON
        case .emptyText: .emptyText
        case .duplicateKey: .duplicateKey
        case .refusedTag: .refusedTag
        case .keyNotScalar: .keyNotScalar
        case .unquotedExpression: .unquotedExpression
        case .severalDocuments: .severalDocuments
        case .tabIndentation: .tabIndentation
        case .controlCharacter: .controlCharacter
        case .unknownAlias: .unknownAlias
        case .brokenMerge: .brokenMerge
        case .notJSONNumber: .notJSONNumber
        case .tooManyFindings: .tooManyFindings
        case .directionControl: .directionControl
        case .wordLikeBoolean: .wordLikeBoolean
        case .octalLike: .octalLike
        case .dateLike: .dateLike
        case .sexagesimalLike: .sexagesimalLike
        }
    }
}
