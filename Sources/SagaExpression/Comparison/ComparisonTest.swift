package import SagaValue

/// What a Choice rule asks of its variable: an operator and its operand, compiled.
package enum ComparisonTest: Sendable {
    case string(ComparisonOperator.Order, Operand<String>)
    case numeric(ComparisonOperator.Order, Operand<Number>)
    case timestamp(ComparisonOperator.Order, Operand<Timestamp>)
    case boolean(Operand<Bool>)
    case matches(StringPattern)
    case isKind(ComparisonOperator.Kind, Bool)
    case isPresent(Bool)

    /// What the variable is compared with.
    package enum Operand<Constant: Sendable>: Sendable {
        case constant(Constant)
        case path(PathExpression)
    }

    /// Compiles an operator's operand.
    ///
    /// - Throws: What is wrong with the operand: its type, its path, its timestamp.
    package init(
        _ comparison: ComparisonOperator, operand: Value
    ) throws(ExpressionSyntaxError) {
        switch comparison {
        case .string(let order, isPath: true): self = .string(order, .path(try Self.path(operand)))
        case .string(let order, isPath: false):
            self = .string(order, .constant(try Self.string(operand)))
        case .numeric(let order, isPath: true):
            self = .numeric(order, .path(try Self.path(operand)))
        case .numeric(let order, isPath: false):
            self = .numeric(order, .constant(try Self.number(operand)))
        case .timestamp(let order, isPath: true):
            self = .timestamp(order, .path(try Self.path(operand)))
        case .timestamp(let order, isPath: false):
            self = .timestamp(order, .constant(try Self.timestamp(operand)))
        case .boolean(isPath: true): self = .boolean(.path(try Self.path(operand)))
        case .boolean(isPath: false): self = .boolean(.constant(try Self.bool(operand)))
        case .stringMatches: self = .matches(StringPattern(try Self.string(operand)))
        case .isKind(let kind): self = .isKind(kind, try Self.bool(operand))
        case .isPresent: self = .isPresent(try Self.bool(operand))
        }
    }

    private static func path(_ operand: Value) throws(ExpressionSyntaxError) -> PathExpression {
        try PathExpression(path: try string(operand))
    }

    private static func string(_ operand: Value) throws(ExpressionSyntaxError) -> String {
        guard case .string(let text) = operand else { throw wrongType(operand, "a string") }
        return text
    }

    private static func number(_ operand: Value) throws(ExpressionSyntaxError) -> Number {
        guard case .number(let number) = operand else { throw wrongType(operand, "a number") }
        return number
    }

    private static func bool(_ operand: Value) throws(ExpressionSyntaxError) -> Bool {
        guard case .bool(let flag) = operand else { throw wrongType(operand, "true or false") }
        return flag
    }

    private static func timestamp(_ operand: Value) throws(ExpressionSyntaxError) -> Timestamp {
        let text = try string(operand)
        guard let timestamp = Timestamp(text) else {
            throw ExpressionSyntaxError(
                "`\(text)` is no timestamp such as `2016-03-14T01:59:00Z`", at: 0)
        }
        return timestamp
    }

    private static func wrongType(_ operand: Value, _ expected: String) -> ExpressionSyntaxError {
        ExpressionSyntaxError("expected \(expected), not \(operand.typeName)", at: 0)
    }
}
