import SagaDefinition
import SagaExpression
import SagaValue

// The service's quotas, in an execution that was started with them (`--aws-limits`).
extension Execution {
    private var keepsQuotas: Bool { start?.keepsQuotas == true }

    /// Why a state may not end like this; nil if it may.
    ///
    /// - Parameter result: What a task, a Parallel or a Map gave, before the state made its output
    ///   of it.
    func quotaFailure(
        _ yield: StateYield, result: Value? = nil, _ state: State, _ scope: Int
    ) -> Failure? {
        guard keepsQuotas else { return nil }
        let payloads = [result, yield.output].compactMap(\.self)
        if payloads.contains(where: { $0.byteCount > ServiceQuotas.payloadBytes }) {
            return tooLarge("The state/task '\(state.workName)' returned a result")
        }
        return yield.assigned.flatMap { assignFailure($0, scope) }
    }

    private func assignFailure(_ assigned: Object, _ scope: Int) -> Failure? {
        for (name, value) in assigned where value.byteCount > ServiceQuotas.assignBytes {
            return tooLarge("The variable '\(name)' was assigned a value")
        }
        if Value.object(assigned).byteCount > ServiceQuotas.assignBytes {
            return tooLarge("The Assign field set variables")
        }
        let bytes = scopes.values.reduce(0) { bytes, other in
            var own = other.variables.own
            if other.id == scope { for (name, value) in assigned { own[name] = value } }
            return bytes + Value.object(own).byteCount
        }
        return bytes > ServiceQuotas.variablesBytes
            ? tooLarge("The execution holds variables") : nil
    }

    /// The service's words for a result; those for variables are in their manner.
    private func tooLarge(_ what: String) -> Failure {
        Failure(
            "States.DataLimitExceeded",
            cause: "\(what) with a size exceeding the maximum number of bytes service limit.")
    }

    /// Fails the execution where the service's history would have room for nothing but its end.
    mutating func checkHistory(_ decision: inout Decision) {
        guard keepsQuotas, historyCount >= ServiceQuotas.historyEvents - 1, let root,
            root.recovery == nil, root.output == nil
        else { return }
        let failure = Failure(
            Failure.runtimeName,
            cause: "The execution reached the maximum number of history events "
                + "(\(ServiceQuotas.historyEvents)).")
        decideRecovery(
            RecoveryDecision(scope: 0, reason: .failure, failure: failure, catching: nil),
            &decision)
    }
}

extension Value {
    fileprivate var byteCount: Int { json.utf8.count }
}

extension State {
    /// What the service calls the work of the state when it complains: of an integration its
    /// name, of a function its ARN.
    fileprivate var workName: String {
        guard case .task(let task) = kind, case .resource(let spec) = task.body.kind else {
            return name
        }
        let integration = "arn:aws:states:::"
        guard spec.resource.hasPrefix(integration) else { return spec.resource }
        return String(spec.resource.dropFirst(integration.count).prefix { $0 != ":" })
    }
}
