import SagaValue

package struct JSONataExpression: Sendable {
    package let text: String
    package init(_ text: String) throws(ExpressionSyntaxError) { self.text = text }
}
extension JSONataExpression {
    func evaluate(in s: EvaluationScope, field: String) throws(EvaluationFailure) -> Value {
        s.input
    }
}
