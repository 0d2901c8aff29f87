import SagaDefinition
package import SagaValue

extension Execution {
    /// Takes what somebody says about an attempt, or says why not.
    ///
    /// An answer is only kept here; `advance` ends the attempt with it when its work has ended.
    mutating func receive(_ delivery: CallbackDelivery, _ decision: inout Decision) {
        guard start != nil, phase != .ended else { return }
        let callback = delivery.callback
        // Nothing is said in the future, whatever a sender's clock tells.
        let now = decision.moment.steady
        let said =
            delivery.said.map { min($0.lowerBound, now)...min($0.upperBound, now) } ?? now...now
        if let reason = refusal(of: delivery.token, word: callback.word, said: said) {
            emit(
                .callbackRefused(
                    CallbackRefusal(
                        attempt: callback.attempt, reason: reason, request: callback.request)),
                &decision)
        } else {
            emit(.callbackReceived(callback, said: said.upperBound), &decision)
        }
    }

    /// Why a callback would change nothing; nil when it would be taken.
    package func refusal(
        of token: TaskToken, word: Callback.Word, said: ClosedRange<Timestamp>
    ) -> CallbackRefusal.Reason? {
        let id = token.attempt
        guard let start, token == TaskToken(of: id, in: start) else { return .forged }
        guard phase != .ended, let scope = scope(of: id.visit), let visit = scopes[scope]?.visit,
            visit.attempts == id.number, let waiting = visit.waiting
        else { return .ended }
        switch visit.phase {
        case .running, .awaiting: break
        case .entered, .forked, .settling, .backingOff, .waiting, .exited, .failed: return .ended
        }
        if waiting.answer != nil { return .answered }
        if let until = waiting.deadline(isAwaited: visit.isAwaited), said.lowerBound >= until.time {
            return .late
        }
        return nil
    }

    /// Ends an attempt that nothing runs for any more: with its answer, or without one.
    mutating func endWait(of visit: Visit, _ decision: inout Decision) {
        let ending =
            visit.waiting?.ending
            ?? TaskEnding(
                outcome: .unknown,
                failure: Failure(
                    Failure.interruptedName, cause: "it was given up while it waited for an answer"
                ))
        emit(.attemptEnded(visit.latestAttempt, ending), &decision)
    }

    /// The time is up for an answer, or for a sign of life.
    mutating func expireWait(of visit: Visit, _ decision: inout Decision) {
        guard let waiting = visit.waiting else { return }
        let isSilent = waiting.isSilent(at: decision.moment.steady)
        let failure = Failure(
            Failure.timeoutName, classes: isSilent ? [Failure.heartbeatName] : [])
        emit(
            .attemptEnded(
                visit.latestAttempt,
                waiting.ending ?? TaskEnding(outcome: .unknown, failure: failure)),
            &decision)
    }
}

extension Visit {
    /// The forward attempt that was started last.
    package var latestAttempt: AttemptID {
        AttemptID(visit: id, direction: .forward, number: attempts)
    }

    /// Whether its work has ended well and an answer is waited for.
    package var isAwaited: Bool {
        guard case .awaiting = phase else { return false }
        return true
    }
}

/// What an attempt that waits for an answer, or soon will, has heard so far.
package struct CallbackWait: Sendable {
    package let limits: CallbackLimits
    /// When the attempt started.
    let started: Timestamp
    /// The end of its work or the latest heartbeat, whichever came last.
    var heard: Timestamp
    var answer: Callback.Word?

    /// When it is given up; nil is never.
    ///
    /// While its work still goes on nobody is silent.
    package func deadline(isAwaited: Bool) -> Deadline? {
        [waitEnd, isAwaited ? silenceEnd : nil].compactMap(\.self).min().map { Deadline($0) }
    }

    /// Whether it is silence that ends it, and not the limit of the whole.
    func isSilent(at time: Timestamp) -> Bool {
        guard let silenceEnd, silenceEnd <= time else { return false }
        return waitEnd.map { silenceEnd < $0 } ?? true
    }

    private var waitEnd: Timestamp? {
        limits.waitSeconds.map { started.adding(seconds: $0) }
    }

    private var silenceEnd: Timestamp? {
        limits.heartbeatSeconds.map { heard.adding(seconds: $0) }
    }

    /// The ending that the answer is; nil before there is one.
    var ending: TaskEnding? {
        switch answer {
        case .succeeded(let result): TaskEnding(outcome: .succeeded, result: result)
        case .failed(let failure): TaskEnding(outcome: .failed, failure: failure)
        case .alive, nil: nil
        }
    }
}
