import SagaValue

package struct JSONataExpression: Sendable { package let text: String }
extension JSONataExpression {
    func evaluate(in s: EvaluationScope, field: String) throws(EvaluationFailure) -> Value {
        s.input
    }
}
