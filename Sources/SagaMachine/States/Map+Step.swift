import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// One iteration an item, as many at the same time as `MaxConcurrency` allows.
    mutating func visitMap(
        _ map: MapState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        guard let visit = scopes[scope]?.visit.id else { return }
        let start = try reading(state, scope, decision) {
            (reading) throws(EvaluationFailure) -> ForkStart in
            var inner = reading
            inner.input = try state.effectiveInput(reading)
            let items = try map.items(inner, state.queryLanguage)
            return ForkStart(
                visit: visit, count: items.count, input: inner.input, items: items,
                limit: try map.concurrency(inner), tolerance: try map.tolerance(inner))
        }
        emit(.forkStarted(start), &decision)
    }
}

extension MapState {
    fileprivate func items(
        _ scope: EvaluationScope, _ language: QueryLanguage
    ) throws(EvaluationFailure) -> [Value] {
        let value: Value
        var place = "$"
        switch items {
        case nil where language == .jsonata:
            guard case .array(let elements) = scope.input else {
                throw EvaluationFailure(
                    error: "States.QueryEvaluationError",
                    cause: "Map state input must be an array but was: \(scope.input.json)")
            }
            return elements
        case nil: value = scope.input
        case .path(let path)?:
            value = try path.evaluate(in: scope)
            place = path.text
        case .template(let template)?:
            value = try template.evaluate(in: scope, field: "Items")
            guard case .array(let elements) = value else {
                throw template.unexpected(value, expected: "array", field: "Items")
            }
            return elements
        }
        guard case .array(let elements) = value else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "Reference path \"\(place)\" must point to array.")
        }
        return elements
    }

    /// How many iterations run at the same time; 0 is as many as are good for a machine.
    fileprivate func concurrency(_ scope: EvaluationScope) throws(EvaluationFailure) -> Int {
        let unlimited = Limits.mapConcurrency
        guard let field = maxConcurrency else { return unlimited }
        let value = try field.number(scope, field: "MaxConcurrency")
        guard let count = Int(exactly: value), count >= 0 else {
            throw EvaluationFailure(
                error: Failure.runtimeName, cause: "MaxConcurrency cannot be negative.")
        }
        return count == 0 ? unlimited : count
    }

    fileprivate func tolerance(
        _ scope: EvaluationScope
    ) throws(EvaluationFailure) -> ForkStart.Tolerance? {
        let count = try toleratedFailureCount.map { field throws(EvaluationFailure) in
            try field.number(scope, field: "ToleratedFailureCount")
        }
        let percentage = try toleratedFailurePercentage.map { field throws(EvaluationFailure) in
            try field.number(scope, field: "ToleratedFailurePercentage")
        }
        if let count, count < 0 {
            throw EvaluationFailure(
                error: Failure.runtimeName, cause: "ToleratedFailureCount cannot be negative.")
        }
        if let percentage, !(0...100).contains(percentage) {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "ToleratedFailurePercentage must be between 0 and 100.")
        }
        guard count != nil || percentage != nil else { return nil }
        return ForkStart.Tolerance(count: count, percentage: percentage)
    }
}

extension MapState.CountField {
    fileprivate func number(
        _ scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Double {
        switch self {
        case .constant(let number): return number
        case .computed(let expression):
            let value = try expression.evaluate(in: scope, field: field)
            if case .number(let number) = value { return number.double }
            guard case .path(let path) = expression else {
                throw expression.unexpected(value, expected: "number", field: field)
            }
            // The service reads a number out of a string, too.
            if case .string(let text) = value, let number = Int(text) { return Double(number) }
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "The \(field)Path field refers to value \"\(value.string ?? value.json)\" "
                    + "which is not a valid integer: \(path.text)")
        }
    }
}
