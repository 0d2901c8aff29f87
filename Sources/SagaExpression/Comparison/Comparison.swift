import SagaValue

/// The condition of a Choice rule in a JSONPath state.
package indirect enum Comparison: Sendable {
    /// `And`: all of them, at least one.
    case all([Comparison])
    /// `Or`: any of them, at least one.
    case any([Comparison])
    /// `Not`.
    case not(Comparison)
    /// A test of a `Variable`.
    case test(PathExpression, ComparisonTest)

    /// Whether the condition holds.
    ///
    /// A variable of another type than the operator's does not match; it is no failure.
    ///
    /// - Throws: `States.Runtime` where a path finds nothing, except the variable of `IsPresent`.
    package func evaluate(in scope: EvaluationScope) throws(EvaluationFailure) -> Bool {
        switch self {
        case .all(let conditions):
            for condition in conditions {
                guard try condition.evaluate(in: scope) else { return false }
            }
            return true
        case .any(let conditions):
            for condition in conditions {
                if try condition.evaluate(in: scope) { return true }
            }
            return false
        case .not(let condition): return try !condition.evaluate(in: scope)
        case .test(let variable, .isPresent(let isExpected)):
            return (try variable.find(in: scope) != nil) == isExpected
        case .test(let variable, let test):
            return try test.holds(for: try Self.value(of: variable, in: scope), in: scope)
        }
    }

    /// The value that a path of a rule names; a rule must not name what is not there.
    static func value(
        of path: PathExpression, in scope: EvaluationScope
    ) throws(EvaluationFailure) -> Value {
        // The service takes no input for an input that is null (states-language#29).
        if path.text == "$", scope.input.isNull {
            throw .runtime("Unable to apply Path transformation to null or empty input")
        }
        if let value = try path.find(in: scope) { return value }
        throw .runtime(
            "Invalid path '\(path.text)': The choice state's condition path references an "
                + "invalid value.")
    }
}

extension ComparisonTest {
    /// Whether a value passes the test.
    func holds(for value: Value, in scope: EvaluationScope) throws(EvaluationFailure) -> Bool {
        switch self {
        case .string(let order, let operand):
            guard let right = try operand.resolved(in: scope, \.string), let left = value.string
            else { return false }
            return order.holds(left.javaOrder(to: right), 0)
        case .numeric(let order, let operand):
            guard let right = try operand.resolved(in: scope, \.number), let left = value.number
            else { return false }
            return order.holds(left, right)
        case .timestamp(let order, let operand):
            guard let right = try operand.resolved(in: scope, \.timestamp),
                let left = value.timestamp
            else { return false }
            return order.holds(left, right)
        case .boolean(let operand):
            guard let right = try operand.resolved(in: scope, \.bool) else { return false }
            return value.bool == right
        case .matches(let pattern): return value.string.map(pattern.matches) ?? false
        case .isKind(let kind, let isExpected): return kind.holds(for: value) == isExpected
        case .isPresent(let isExpected): return isExpected
        }
    }
}

extension ComparisonTest.Operand {
    /// The constant; from a path what `convert` makes of its value, nil for another type.
    fileprivate func resolved(
        in scope: EvaluationScope, _ convert: (Value) -> Constant?
    ) throws(EvaluationFailure) -> Constant? {
        switch self {
        case .constant(let constant): constant
        case .path(let path): convert(try Comparison.value(of: path, in: scope))
        }
    }
}

extension ComparisonOperator.Order {
    fileprivate func holds<Operand: Comparable>(_ left: Operand, _ right: Operand) -> Bool {
        switch self {
        case .equals: left == right
        case .lessThan: left < right
        case .greaterThan: left > right
        case .lessThanEquals: left <= right
        case .greaterThanEquals: left >= right
        }
    }
}

extension ComparisonOperator.Kind {
    fileprivate func holds(for value: Value) -> Bool {
        switch self {
        case .null: value.isNull
        case .numeric: value.number != nil
        case .string: value.string != nil
        case .boolean: value.bool != nil
        case .timestamp: value.timestamp != nil
        }
    }
}

extension Value {
    fileprivate var timestamp: Timestamp? { string.flatMap { Timestamp($0) } }
}
