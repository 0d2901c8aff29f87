/// The operators of a Choice rule: 39 that compare and test, `And`, `Or` and `Not` aside.
package enum ComparisonOperator: Hashable, Sendable, CaseIterable {
    /// The operand of each is a constant, or with `isPath` a path to one.
    case string(Order, isPath: Bool)
    case numeric(Order, isPath: Bool)
    case timestamp(Order, isPath: Bool)
    case boolean(isPath: Bool)
    /// The operand is a string with `*` for any characters.
    case stringMatches
    /// The operand says whether the variable shall be of the kind or shall not.
    case isKind(Kind)
    case isPresent

    package enum Order: String, CaseIterable, Sendable {
        case equals = "Equals"
        case lessThan = "LessThan"
        case greaterThan = "GreaterThan"
        case lessThanEquals = "LessThanEquals"
        case greaterThanEquals = "GreaterThanEquals"
    }

    package enum Kind: String, CaseIterable, Sendable {
        case null = "IsNull"
        case numeric = "IsNumeric"
        case string = "IsString"
        case boolean = "IsBoolean"
        case timestamp = "IsTimestamp"
    }

    package static let allCases: [ComparisonOperator] = {
        var all: [ComparisonOperator] = [.stringMatches, .isPresent]
        all += Kind.allCases.map { .isKind($0) }
        for isPath in [false, true] {
            all.append(.boolean(isPath: isPath))
            for order in Order.allCases {
                all.append(.string(order, isPath: isPath))
                all.append(.numeric(order, isPath: isPath))
                all.append(.timestamp(order, isPath: isPath))
            }
        }
        return all
    }()

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// The operator with a name of the language; nil where there is none.
    package init?(name: String) {
        guard let found = Self.byName[name] else { return nil }
        self = found
    }

    /// The operator's name in the language, such as `NumericLessThanPath`.
    package var name: String {
        switch self {
        case .string(let order, let isPath): "String" + order.rawValue + (isPath ? "Path" : "")
        case .numeric(let order, let isPath): "Numeric" + order.rawValue + (isPath ? "Path" : "")
        case .timestamp(let order, let isPath):
            "Timestamp" + order.rawValue + (isPath ? "Path" : "")
        case .boolean(let isPath): "BooleanEquals" + (isPath ? "Path" : "")
        case .stringMatches: "StringMatches"
        case .isKind(let kind): kind.rawValue
        case .isPresent: "IsPresent"
        }
    }
}
