import SagaDefinition
import SagaExpression
import SagaValue

/// A Map's reader and writer: attempts of its visit that run no state.
extension Execution {
    /// Asks for the items that a reader reads; the iterations start when they have come.
    mutating func startReading(
        _ reader: ItemReader, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let (arguments, input) = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> (Value, Value) in
            var inner = reading
            inner.input = try state.effectiveInput(reading, &decision.step.trace)
            let field = state.queryLanguage == .jsonata ? "Arguments" : "Parameters"
            let place = "ItemReader/\(field)"
            var arguments =
                try reader.arguments?.evaluate(in: inner, field: place).object ?? Object()
            arguments["MaxItems"] = try reader.maxItems.map { maxItems throws(EvaluationFailure) in
                .integer(try maxItems.count(inner, field: "MaxItems"))
            }
            return (.object(arguments), inner.input)
        }
        if let maxItems = arguments["MaxItems"]?.number?.exactInteger, maxItems < 0 {
            throw .itemReader("field MaxItems must be positive")
        }
        startFileAttempt(.reader, arguments, input, nil, state, scope, &decision)
    }

    /// Goes on with what of a Map is not an iteration's.
    ///
    /// - Returns: Whether there was any.
    mutating func settleFiles(
        _ scope: Int, _ visit: Visit, _ state: State, _ ending: TaskEnding,
        _ decision: inout Decision
    ) -> Bool {
        if visit.role == .reader, ending.isInterrupted {
            scopes[scope]?.visit.phase = .entered
            markReady(scope)
            return true
        }
        guard case .unwritten(let fork, let failure)? = visit.progress,
            case .map(let map) = state.kind, let writer = map.writer
        else { return false }
        do throws(Failure) {
            try startWriting(writer, fork, state, scope, &decision)
        } catch {
            fail(scope, failure ?? error, &decision)
        }
        return true
    }

    private mutating func startWriting(
        _ writer: ResultWriter, _ fork: Fork, _ state: State, _ id: Int,
        _ decision: inout Decision
    ) throws(Failure) {
        let arguments = try reading(state, id, decision.moment) {
            (reading) throws(EvaluationFailure) -> Value in
            var inner = reading
            inner.input = fork.start.input
            let field = state.queryLanguage == .jsonata ? "Arguments" : "Parameters"
            return try writer.arguments?
                .evaluate(in: inner, field: "ResultWriter/\(field)") ?? .emptyObject
        }
        startFileAttempt(
            .writer, arguments, fork.start.input, MapResults(fork, writer), state, id, &decision)
    }

    private mutating func startFileAttempt(
        _ role: BodyRole, _ arguments: Value, _ input: Value, _ results: MapResults?,
        _ state: State, _ id: Int, _ decision: inout Decision
    ) {
        guard let scope = scopes[id] else { return }
        let attempt = AttemptID(
            visit: scope.visit.id, direction: .forward, number: scope.visit.attempts + 1)
        let path = "\(scope.path(of: state))#\(scope.visit.number)"
        let key = self.key(.forward, state, scope)
        emit(
            .attemptStarted(
                AttemptStart(
                    id: attempt, state: state.id, role: role, arguments: arguments,
                    timeoutSeconds: nil, key: key)), &decision)
        decision.step.append(
            .start(
                TaskOrder(
                    attempt: attempt, state: state.id, role: role, path: path,
                    arguments: arguments, input: input, key: key, forwardKey: nil,
                    timeoutSeconds: nil, results: results)))
    }

    /// The names of the run that a visit of a Parallel or Map begins.
    func mapRun(_ state: State, _ scope: Scope) -> MapRun {
        var label = state.name
        if case .map(let map) = state.kind, let written = map.label { label = written }
        let visit = scope.visit
        let id = start.map { "\($0.id)|\($0.startTime.text)" } ?? ""
        return MapRun(
            machine: start?.definition.name ?? "", label: label,
            seed: "\(id)|\(scope.path(of: state))#\(visit.number)|\(visit.retryCount)")
    }
}

extension AttemptStart {
    /// How the context object names what a reader reads.
    var source: String? {
        guard role == .reader, let bucket = arguments?["Bucket"]?.string else { return nil }
        guard let key = arguments?["Key"]?.string else { return "S3://\(bucket)" }
        return "S3://\(bucket)/\(key)"
    }
}
