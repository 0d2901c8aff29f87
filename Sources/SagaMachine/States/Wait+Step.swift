import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// A time that has passed is no wait; else a timer starts.
    mutating func visitWait(
        _ wait: WaitState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        let moment = decision.moment
        let until = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> Deadline in
            var inner = reading
            inner.input = try state.effectiveInput(reading, &decision.step.trace)
            return try wait.deadline(inner, moment)
        }
        guard let visit = scopes[scope]?.visit.id else { return }
        if until.isDue(at: moment) {
            exitWait(in: scope, &decision)
        } else {
            emit(.waitStarted(visit: visit, until: until), &decision)
        }
    }

    mutating func exitWait(in scope: Int, _ decision: inout Decision) {
        guard let visit = scopes[scope]?.visit else { return }
        let state = decision.workflow[visit.state]
        do throws(Failure) {
            let yield = try reading(state, scope, decision.moment) {
                (reading) throws(EvaluationFailure) -> StateYield in
                try state.passOn(
                    state.effectiveInput(reading, &decision.step.trace), reading,
                    assign: state.assign, output: state.flow.output)
            }
            exit(scope, state, yield, &decision)
        } catch {
            fail(scope, error, &decision)
        }
    }
}

extension WaitState {
    fileprivate func deadline(
        _ scope: EvaluationScope, _ moment: Moment
    ) throws(EvaluationFailure) -> Deadline {
        switch until {
        case .seconds(let field):
            let seconds = try field.waitSeconds(scope)
            return Deadline(moment.steady.adding(seconds: seconds))
        case .timestamp(let time): return Deadline(time, isByWall: true)
        case .computedTimestamp(let expression):
            let time = try expression.timestamp(scope)
            guard time <= moment.wall.adding(seconds: Self.longestSeconds) else {
                throw EvaluationFailure(
                    error: Failure.runtimeName, cause: "Wait state delay is too long.")
            }
            return Deadline(time, isByWall: true)
        }
    }

    /// How far a `Timestamp` may lie ahead on the service, which counts 32-bit seconds.
    private static let longestSeconds = Int(Int32.max)
}

extension SecondsField {
    /// The seconds of a Wait, with the service's words for what is none.
    fileprivate func waitSeconds(_ scope: EvaluationScope) throws(EvaluationFailure) -> Int {
        switch self {
        case .constant(let seconds): return seconds
        case .computed(let expression):
            let value = try expression.secondsValue(scope, field: "Seconds")
            return try expression.seconds(value, field: "Seconds")
        }
    }
}

extension Expression {
    /// The value at the path of a `SecondsPath`; a missing one is no input value.
    fileprivate func secondsValue(
        _ scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Value {
        guard case .path(let path) = self else { return try evaluate(in: scope, field: field) }
        guard let value = try? path.evaluate(in: scope) else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "The \(field)Path parameter does not reference an input value: \(path.text)")
        }
        return value
    }

    /// A whole number of seconds, from 0 up to the largest that the language knows.
    fileprivate func seconds(_ value: Value, field: String) throws(EvaluationFailure) -> Int {
        guard case .path(let path) = self else {
            guard case .number(let number) = value else {
                throw unexpected(value, expected: "number", field: field)
            }
            guard let seconds = number.exactInteger, (0...Limits.maximumSeconds).contains(seconds)
            else {
                throw EvaluationFailure(
                    error: "States.QueryEvaluationError",
                    cause: "The JSONata expression '\(text)' specified for the field '\(field)' "
                        + "returned a value that is no whole number of seconds from 0 to "
                        + "\(Limits.maximumSeconds): \(number.text)")
            }
            return seconds
        }
        func refusal(_ cause: String) -> EvaluationFailure {
            EvaluationFailure(error: Failure.runtimeName, cause: cause)
        }
        guard case .number(let number) = value else {
            throw refusal(
                "The \(field)Path parameter does not reference an input value: \(path.text)")
        }
        guard case .integer(let seconds) = number else {
            throw refusal(
                "The \(field)Path parameter cannot be parsed as a long value: "
                    + "\(path.text) == \(number.text)")
        }
        guard seconds >= 0 else {
            throw refusal(
                "The \(field)Path parameter references a negative value: "
                    + "\(path.text) == \(seconds)")
        }
        guard seconds <= Limits.maximumSeconds else {
            throw refusal("Wait state delay is too long.")
        }
        return seconds
    }

    /// The instant of a `Timestamp` or `TimestampPath`.
    fileprivate func timestamp(_ scope: EvaluationScope) throws(EvaluationFailure) -> Timestamp {
        guard case .path(let path) = self else {
            let value = try evaluate(in: scope, field: "Timestamp")
            guard case .string(let text) = value else {
                throw unexpected(value, expected: "string", field: "Timestamp")
            }
            guard let time = Timestamp(text) else {
                throw EvaluationFailure(
                    error: "States.QueryEvaluationError",
                    cause: "The Timestamp field cannot be parsed as an ISO-8601 extended offset "
                        + "date-time format string: \(text)")
            }
            return time
        }
        guard case .string(let text)? = try? path.evaluate(in: scope) else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "The TimestampPath parameter does not reference an input value: \(path.text)"
            )
        }
        guard let time = Timestamp(text) else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "The TimestampPath parameter does not reference a valid ISO-8601 extended "
                    + "offset date-time format string: \(path.text) == \(text)")
        }
        return time
    }
}
