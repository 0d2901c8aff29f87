package import SagaValue

package struct Variables: Sendable {
    package init() {}; package mutating func assign(_ o: Object) {}
}
package struct EvaluationScope: Sendable {
    package var input: Value; package var context: Value; package var variables: Variables;
    package var entropy: UInt64; package var nowMilliseconds: Int
    package var result: Value?; package var errorOutput: Value?
    package init(
        input: Value, context: Value = .null, variables: Variables = Variables(),
        entropy: UInt64 = 0, nowMilliseconds: Int = 0
    ) {
        self.input = input; self.context = context; self.variables = variables;
        self.entropy = entropy; self.nowMilliseconds = nowMilliseconds
    }
}
package struct EvaluationFailure: Error {
    package let error: String; package let cause: String;
    package init(error: String, cause: String) { self.error = error; self.cause = cause }
}
package struct PathExpression: Sendable {
    package let text: String;
    package func evaluate(in s: EvaluationScope) throws(EvaluationFailure) -> Value { s.input }
}
package struct PathTemplate: Sendable {
    package func evaluate(in s: EvaluationScope) throws(EvaluationFailure) -> Value { s.input }
}
package struct ReferencePath: Sendable {
    package static let root = ReferencePath(); package var isRoot: Bool { true };
    package func set(_ v: Value, in t: inout Value) throws(EvaluationFailure) {}
}
package struct Comparison: Sendable {
    package func evaluate(in s: EvaluationScope) throws(EvaluationFailure) -> Bool { true }
}
package struct JSONataExpression: Sendable { package let text: String }
extension JSONataExpression {
    func evaluate(in s: EvaluationScope, field: String) throws(EvaluationFailure) -> Value {
        s.input
    }
}
