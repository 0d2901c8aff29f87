package import SagaValue

/// One computed value of either query language: `{% … %}`, or what a `…Path` field holds.
package enum Expression: Sendable {
    case path(PathExpression)
    case query(JSONataExpression)

    /// The expression as it was written, JSONata without its `{%` and `%}`.
    package var text: String {
        switch self {
        case .path(let path): path.text
        case .query(let query): query.text
        }
    }

    /// Computes the value.
    ///
    /// - Parameter field: How the cause of a failure names the place, such as `Output/result`.
    package func evaluate(
        in scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Value {
        switch self {
        case .path(let path): try path.evaluate(in: scope)
        case .query(let query): try query.evaluate(in: scope, field: field)
        }
    }

    /// The failure of a value of the wrong type, in the service's words.
    package func unexpected(
        _ value: Value, expected: String, field: String
    ) -> EvaluationFailure {
        switch self {
        case .path(let path):
            EvaluationFailure(
                error: "States.Runtime",
                cause: "The \(field)Path parameter does not reference a \(expected) value: "
                    + "\(path.text) == \(value.json)")
        case .query(let query):
            EvaluationFailure(
                error: "States.QueryEvaluationError",
                cause: "The JSONata expression '\(query.text)' specified for the field '\(field)' "
                    + "returned an unexpected result type. Expected '\(expected)', but was "
                    + "'\(value.typeName)' for value: \(value.json)")
        }
    }
}
