package import SagaValue

/// What an expression may read.
///
/// Everything is given; nothing is looked up outside. The same scope always gives the same value,
/// which is what makes a replay a function.
package struct EvaluationScope: Sendable {
    /// What `$` stands for.
    package var input: Value
    /// What `$$` stands for: the context object.
    package var context: Value
    /// The result of the state's work, `$states.result`; nil before there is one.
    package var result: Value?
    /// The error that a Catcher caught, `$states.errorOutput`; nil anywhere else.
    package var errorOutput: Value?
    /// What `$name` stands for.
    package var variables: Variables
    /// Where `States.UUID` and unseeded random numbers come from.
    ///
    /// One evaluation draws as many different numbers from it as it needs; two evaluations that
    /// must differ need two seeds.
    package var entropy: UInt64
    /// The time of the decision, in milliseconds since 1970.
    package var nowMilliseconds: Int

    package init(
        input: Value, context: Value = .emptyObject, result: Value? = nil,
        errorOutput: Value? = nil, variables: Variables = Variables(), entropy: UInt64 = 0,
        nowMilliseconds: Int = 0
    ) {
        self.input = input
        self.context = context
        self.result = result
        self.errorOutput = errorOutput
        self.variables = variables
        self.entropy = entropy
        self.nowMilliseconds = nowMilliseconds
    }
}
