import SagaExpression
import SagaValue
import Testing

/// The value of an expression under the reference implementation's rules; nil is undefined.
func evaluateJSONata(
    _ text: String, _ input: Value? = nil, seed: UInt64 = 1
) throws(JSONataError) -> Value? {
    let environment = JSONataEnvironment(
        dialect: .reference, nowMilliseconds: 1_700_000_000_000,
        chance: RandomSequence(seed: seed))
    return try JSONataExpression(parsing: text).evaluate(input: input, environment: environment)
}

/// The value of an expression as a field of a state, where `$states.input` is the input.
func evaluateInService(
    _ text: String, _ input: Value = .emptyObject, seed: UInt64 = 1
) throws(JSONataError) -> Value? {
    let environment = JSONataEnvironment(
        dialect: .service, nowMilliseconds: 1_700_000_000_000,
        chance: RandomSequence(seed: seed)
    ) { $0 == "states" ? ["input": input] : nil }
    return try JSONataExpression(parsing: text).evaluate(input: nil, environment: environment)
}

/// The code of the error that evaluating ends with; nil when it yields a value.
func jsonataFailure(_ body: () throws(JSONataError) -> Value?) -> JSONataError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
