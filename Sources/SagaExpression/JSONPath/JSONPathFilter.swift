import SagaValue

/// The condition of a filter step.
indirect enum JSONPathFilter: Sendable {
    case any([JSONPathFilter])
    case all([JSONPathFilter])
    case not(JSONPathFilter)
    /// Whether the path finds something.
    case exists(JSONPath)
    case comparison(JSONPathOperand, JSONPathOperator, JSONPathOperand)
}

/// One side of a comparison in a filter.
enum JSONPathOperand: Sendable {
    case path(JSONPath)
    case value(Value)
}

/// The relations of the dialect, but for regular expressions, which the service does not offer.
enum JSONPathOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case identical = "==="
    case notIdentical = "!=="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "IN"
    case isNotIn = "NIN"
    case contains = "CONTAINS"
    case containsAll = "ALL"
    case hasSize = "SIZE"
    case isEmpty = "EMPTY"
    case isSubsetOf = "SUBSETOF"
    case meetsAnyOf = "ANYOF"
    case meetsNoneOf = "NONEOF"
}
