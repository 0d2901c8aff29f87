package import SagaValue

/// A value with computed parts, of either query language.
package indirect enum Template: Sendable {
    case constant(Value)
    case path(PathTemplate)
    /// One expression in the place of a value.
    case expression(Expression)
    case array([Template])
    case object([(key: String, template: Template)])

    /// Computes the value.
    ///
    /// - Parameter field: How the cause of a failure names the place; parts add `/key` and `[0]`.
    package func evaluate(
        in scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Value {
        switch self {
        case .constant(let value): return value
        case .path(let template): return try template.evaluate(in: scope, place: field)
        case .expression(let expression): return try expression.evaluate(in: scope, field: field)
        case .array(let elements):
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for (position, element) in elements.enumerated() {
                values.append(try element.evaluate(in: scope, field: "\(field)[\(position)]"))
            }
            return .array(values)
        case .object(let members):
            var object = Object()
            for (key, template) in members {
                object[key] = try template.evaluate(in: scope, field: "\(field)/\(key)")
            }
            return .object(object)
        }
    }
}

extension Template {
    /// The failure of a value of the wrong type, in the service's words.
    package func unexpected(
        _ value: Value, expected: String, field: String
    ) -> EvaluationFailure {
        if case .expression(let expression) = self {
            return expression.unexpected(value, expected: expected, field: field)
        }
        return EvaluationFailure(
            error: "States.QueryEvaluationError",
            cause: "The field '\(field)' has an unexpected type. Expected '\(expected)', but was "
                + "'\(value.typeName)' for value: \(value.json)")
    }
}
