package import SagaMachine
package import SagaValue

/// What the ending of a request means (`saga.md` §1.3, §1.6 and the table of outcomes in §2).
package struct HTTPOutcome: Sendable {
    /// Statuses after which it is known that nothing happened.
    package let noEffect: Set<Int>
    package let direction: Direction
    /// The error of a time that ran out: of the service's own sixty seconds it is the socket's.
    package let timeoutName: String

    package init(
        noEffect: Set<Int> = [], direction: Direction = .forward,
        timeoutName: String = Failure.timeoutName
    ) {
        self.noEffect = noEffect
        self.direction = direction
        self.timeoutName = timeoutName
    }

    /// - Parameters:
    ///   - now: By the wall clock; what a date in `Retry-After` is counted from.
    ///   - isInterrupted: Whether it was dropped because the run is being interrupted.
    package func ending(
        of http: HTTPEnding, now: Timestamp, isInterrupted: Bool = false
    ) -> TaskEnding {
        let (result, failure) = answer(of: http)
        var retryAfter: Double?
        var nothingToUndo = false
        if case .response(let response) = http.answer {
            retryAfter = RetryAfter.seconds(response.values(of: "retry-after").first, now: now)
            let isGone = [404, 410].contains(response.status) || noEffect.contains(response.status)
            nothingToUndo = direction == .undo && isGone
        }
        return TaskEnding(
            outcome: outcome(of: http), result: result, failure: failure,
            retryAfterSeconds: retryAfter, nothingToUndo: nothingToUndo,
            isInterrupted: isInterrupted, report: http.report)
    }

    private func outcome(of http: HTTPEnding) -> Outcome {
        switch http.answer {
        case .notSent: .noEffect
        case .lost, .timedOut, .dropped: .unknown
        case .response(let response):
            switch response.status {
            case 200...299: .succeeded
            case let status where noEffect.contains(status): .noEffect
            case 408, 425, 429: .unknown
            case 300...499: .failed
            default: .unknown
            }
        }
    }

    private func answer(of http: HTTPEnding) -> (Value?, Failure?) {
        switch http.answer {
        case .response(let response) where 200...299 ~= response.status: success(response)
        case .response(let response): (nil, failure(response))
        case .notSent(let reason), .lost(let reason):
            (nil, Failure(Failure.socketName, classes: [Failure.connectionClass], cause: reason))
        case .timedOut where timeoutName == Failure.timeoutName:
            (nil, Failure(timeoutName, cause: "no answer in time"))
        case .timedOut:
            (
                nil,
                Failure(
                    timeoutName, classes: [Failure.connectionClass], cause: "no answer in time")
            )
        case .dropped:
            (
                nil,
                Failure(
                    Failure.socketName, classes: [Failure.connectionClass],
                    cause: "the request was dropped")
            )
        }
    }

    private func success(_ response: HTTPResponse) -> (Value?, Failure?) {
        guard !response.isCut else {
            return (
                nil,
                Failure(
                    "States.DataLimitExceeded", cause: "the response is too long for a result")
            )
        }
        guard let result = response.result else {
            return (
                nil,
                Failure(
                    Failure.runtimeName, cause: "the response is neither text nor JSON")
            )
        }
        return (result, nil)
    }

    /// The type of a problem (RFC 9457) stands among the classes, so that `ErrorEquals` matches it.
    private func failure(_ response: HTTPResponse) -> Failure {
        let name = Failure.statusName(response.status)
        let problem = response.problem
        let classes = (problem?.type).map { [$0] } ?? []
        return Failure(
            name, classes: classes + Failure.classes(of: name),
            cause: problem?.cause ?? response.cause)
    }
}
