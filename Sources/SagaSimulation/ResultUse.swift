package import SagaExpression
import SagaValue

/// Whether the arguments of a compensation can be evaluated while the result of what they undo is
/// not known.
package enum ResultUse {
    /// Arguments that can be evaluated only where there is a result.
    static let probe: Template? = {
        let text = "$states.result = null ? $error('the result is not known') : {}"
        return (try? JSONataExpression(parsing: text)).map { .expression(.query($0)) }
    }()

    /// Whether some part reads the result, and fails or comes to nothing without it.
    package static func isNeeded(by template: Template) -> Bool {
        switch template {
        case .constant: false
        case .path(let template): isNeeded(by: template)
        case .expression(.query(let query)):
            query.references.stateFields.contains { $0.name == "result" }
                && isEmptyWithoutResult(.expression(.query(query)))
        case .expression(.path(let path)): reads(path)
        case .array(let elements): elements.contains { isNeeded(by: $0) }
        case .object(let members): members.contains { isNeeded(by: $0.template) }
        }
    }

    private static func isNeeded(by template: PathTemplate) -> Bool {
        switch template {
        case .constant: false
        case .expression(let path, _): reads(path)
        case .array(let elements): elements.contains { isNeeded(by: $0) }
        case .object(let members): members.contains { isNeeded(by: $0.template) }
        }
    }

    private static func reads(_ path: PathExpression) -> Bool {
        path.text == "$.result" || path.text.hasPrefix("$.result.")
            || path.text.hasPrefix("$.result[")
    }

    private static func isEmptyWithoutResult(_ template: Template) -> Bool {
        let context: Value = ["Task": ["IdempotencyKey": "key"]]
        let scope = EvaluationScope(input: .emptyObject, context: context, result: .null)
        guard let value = try? template.evaluate(in: scope, field: "Arguments") else { return true }
        return value == .null
    }
}
