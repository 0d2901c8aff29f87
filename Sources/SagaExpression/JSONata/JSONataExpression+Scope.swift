package import SagaValue

extension JSONataExpression {
    /// Computes the value of a field of a state, as the service does: the expression reads
    /// `$states` and variables, and has no input.
    ///
    /// - Parameter field: How the cause of a failure names the place, such as `Output/result`.
    /// - Throws: `States.QueryEvaluationError`, in the service's words.
    package func evaluate(
        in scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Value {
        let environment = JSONataEnvironment(
            dialect: .service, nowMilliseconds: scope.nowMilliseconds,
            chance: RandomSequence(seed: scope.entropy, place: field)
        ) { name in
            name.hasSameCodePoints(as: "states") ? scope.states : scope.variables[name]
        }
        let value: Value?
        do {
            value = try evaluate(input: nil, environment: environment)
        } catch  where error.code == JSONataError.unsupportedResultCode {
            throw failure(field, "returned an unsupported result type.")
        } catch {
            // A limit has words of its own, and no code of the language's.
            let code = error.code.hasPrefix("U") ? "" : "\(error.code): "
            throw failure(field, "threw an error during evaluation. \(code)\(error.message)")
        }
        guard let value else { throw failure(field, "returned nothing (undefined).") }
        return value
    }

    private func failure(_ field: String, _ outcome: String) -> EvaluationFailure {
        EvaluationFailure(
            error: "States.QueryEvaluationError",
            cause: "The JSONata expression '\(text)' specified for the field '\(field)' "
                + outcome)
    }
}

extension EvaluationScope {
    /// What `$states` stands for.
    fileprivate var states: Value {
        var members = Object()
        members["input"] = input
        if let result { members["result"] = result }
        if let errorOutput { members["errorOutput"] = errorOutput }
        members["context"] = context
        return .object(members)
    }
}
