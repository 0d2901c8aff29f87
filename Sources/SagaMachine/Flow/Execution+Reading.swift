import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// Evaluates something for a state, with the raw input of its visit as `$`.
    ///
    /// - Parameter moment: Of the decision; not the decision itself, which the body may change and
    ///   would first have to be copied.
    /// - Throws: The failure as the service words it: where and since which event it happened,
    ///   then why.
    func reading<Result>(
        _ state: State, _ scope: Int, _ moment: Moment,
        _ body: (EvaluationScope) throws(EvaluationFailure) -> Result
    ) throws(Failure) -> Result {
        do throws(EvaluationFailure) {
            return try body(evaluationScope(state, scope, moment))
        } catch {
            throw located(error, state, scope)
        }
    }

    func evaluationScope(_ state: State, _ id: Int, _ moment: Moment) -> EvaluationScope {
        guard let place = scopes.index(forKey: id) else { return EvaluationScope(input: .null) }
        return EvaluationScope(
            input: scopes.values[place].visit.input,
            context: state.readsContext ? context(state, scopes.values[place]) : .null,
            variables: scopes.values[place].variables,
            entropy: moment.entropy &+ UInt64(scopes.values[place].visit.id),
            nowMilliseconds: moment.wall.milliseconds)
    }

    /// The failure of an evaluation in the words of the service (`states-language.md` §1.11).
    func located(_ error: EvaluationFailure, _ state: State, _ scope: Int) -> Failure {
        guard error.namesState else { return Failure(error.error, cause: error.cause) }
        let event = scopes[scope]?.visit.historyID ?? 0
        return Failure(
            error.error,
            cause: "An error occurred while executing the state '\(state.name)' "
                + "(entered at the event id #\(event)). \(error.cause)")
    }

    /// The context object, `$$` or `$states.context`.
    ///
    /// Ids have the service's shape, so that a definition which takes one apart finds what it looks
    /// for.
    func context(_ state: State, _ scope: Scope) -> Value {
        if let given = given?.context {
            guard state.hasKey, case .object(var context) = given, context["Task"] == nil else {
                return given
            }
            context["Task"] = ["IdempotencyKey": .string(key(.forward, state, scope))]
            return .object(context)
        }
        var context: Object = Object([
            ("Execution", executionContext(of: scope)),
            (
                "StateMachine",
                [
                    "Id": .string(
                        "arn:aws:states:us-east-1:111111111111:stateMachine:"
                            + (start?.definition.name ?? "")),
                    "Name": .string(start?.definition.name ?? ""),
                ]
            ),
            ("State", stateContext(state, scope)),
        ])
        context["Task"] = taskContext(state, scope)
        context["Map"] = mapContext(around: scope)
        return .object(context)
    }

    /// `State` of the context object; recordings have no count of retries where none can be.
    private func stateContext(_ state: State, _ scope: Scope) -> Value {
        var context = Object([
            ("Name", .string(state.name)), ("EnteredTime", .string(scope.visit.entered.text)),
        ])
        switch state.kind {
        case .task, .parallel, .map: context["RetryCount"] = .integer(scope.visit.retryCount)
        case .pass, .choice, .wait, .succeed, .fail: break
        }
        return .object(context)
    }

    /// `Task` of the context object: the key of the visit, and the token of the attempt that is
    /// under way, or else of the next one.
    private func taskContext(_ state: State, _ scope: Scope) -> Value? {
        var task = Object()
        if state.hasKey { task["IdempotencyKey"] = .string(key(.forward, state, scope)) }
        if case .task(let own) = state.kind, own.body.offersToken {
            var number = scope.visit.attempts
            if case .entered = scope.visit.phase { number += 1 }
            let attempt = AttemptID(visit: scope.visit.id, direction: .forward, number: number)
            task["Token"] = token(of: attempt).map { .string($0.text) }
        }
        return task.isEmpty ? nil : .object(task)
    }

    /// `Execution` of the context object; inside a distributed Map it is the iteration's own.
    private func executionContext(of scope: Scope) -> Value {
        var execution = Object()
        if let child = childExecution(of: scope) {
            execution = child
        } else if let start {
            execution["Id"] = .string(
                "arn:aws:states:us-east-1:111111111111:execution:"
                    + "\(start.definition.name):\(start.id)")
            execution["Input"] = start.input
            execution["Name"] = .string(start.id.description)
            execution["RoleArn"] = .string("")
            execution["StartTime"] = .string(start.startTime.text)
        }
        execution["RedriveCount"] = .integer(redriveCount)
        return .object(execution)
    }

    /// The iteration of a distributed Map that a scope is part of, as an execution.
    private func childExecution(of scope: Scope) -> Object? {
        guard scope.historyScope != 0,
            let child = scope.id == scope.historyScope ? scope : scopes[scope.historyScope],
            let parent = child.parent, let run = forks[parent.visit]?.run
        else { return nil }
        return Object([
            ("Id", .string(run.childARN(parent.index))), ("Input", child.origin.input),
            ("Name", .string(run.childName(parent.index))), ("RoleArn", ""),
            ("StartTime", .string(child.started.text)),
        ])
    }

    /// `Map` of the context object: which item it is; nil of a branch and of a batch.
    private func mapContext(of visit: Int, _ index: Int) -> Value? {
        guard let fork = forks[visit], fork.start.batches == nil else { return nil }
        return fork.list?.context(index)
    }

    /// `Map` of the context object, of the innermost Map around a scope.
    private func mapContext(around scope: Scope) -> Value? {
        var parent = scope.parent
        var child = scope.id
        while let place = parent {
            if let context = mapContext(of: place.visit, place.index) { return context }
            // An execution of its own knows nothing of a Map around it.
            if let inner = scopes[child], inner.historyScope == child { return nil }
            child = place.scope
            parent = scopes[place.scope]?.parent
        }
        return nil
    }
}

extension State {
    /// Whether its expressions, or those of its compensation, may need the key of the visit.
    fileprivate var hasKey: Bool {
        if case .handler = compensation { return true }
        guard case .task(let task) = kind, case .resource = task.body.kind else {
            return kind.typeName == "Task"
        }
        return false
    }
}

extension DefinitionText {
    /// The file's name without its folder and endings: what the machine is called.
    package var name: String { Self.name(ofFile: file) }

    static func name(ofFile file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.split(separator: ".", omittingEmptySubsequences: true).first
            .map(String.init) ?? last
    }
}
