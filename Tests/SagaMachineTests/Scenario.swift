import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue

/// A definition and what happens to it, line by line; the answer is what the machine decides.
///
///     start {"order": 7}        begins; `keep` begins with `--no-rollback`
///     A succeeds {"id": 1}      the running attempt of the state A ends so; also
///     A fails Name cause        A is unknown, A has no effect, A stops (interrupted)
///     undo A succeeds           the same of its compensation
///     A ends Name cause         a child that has undone itself; A stands: one that is suspended;
///                               undo A leaves: one that could not undo everything
///     tick 5                    so many seconds pass; without a number, until the next timer
///     answer 1.2 succeeds {}    the attempt 2 of the visit 1 is answered by token; also
///     answer 1.2 fails Name     answer 1.2 lives; with @-5 at the end, said 5 seconds before
///     abort reason              interrupt; crash; resume; resume from STATE INPUT; rest
///     resolve PATH={}           what an operator knows of a visit; also skip PATH
///     abort-to NAME reason      stop reason
///     … and abort               an end of an attempt, or a tick, and an abort decided with it
///     undo reason               of an execution that has ended; the reason is one word
struct Scenario {
    private var driver: MachineDriver
    private let lines: [String]
    /// Orders that were started and have not ended.
    private var running: [TaskOrder] = []
    /// Whether an abort is decided together with what happens.
    private var abortsToo = false

    /// - Parameter text: The definition, a line `====`, and the lines.
    init(_ text: String) throws {
        let parts = text.split(separator: "\n====\n", maxSplits: 1)
        driver = MachineDriver(try MachineDriver.workflow(String(parts[0])))
        lines = parts.count > 1 ? parts[1].split(separator: "\n").map(String.init) : []
    }

    /// Plays all lines and tells what was decided.
    mutating func play() throws -> String {
        var told = ""
        for line in lines where !line.hasPrefix("#") {
            told += "> \(line)\n"
            guard let (events, effects) = try? decide(line) else {
                told += "  there is no such thing to end, or no timer\n"
                continue
            }
            for event in events { told += "  \(tell(event))\n" }
            for effect in effects { told += "  \(tell(effect))\n" }
        }
        return told
    }

    private mutating func decide(_ line: String) throws -> ([Event], [Effect]) {
        let andAbort = " and abort"
        abortsToo = line.hasSuffix(andAbort)
        let line = abortsToo ? String(line.dropLast(andAbort.count)) : line
        var words = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words.removeLast() : ""
        switch words[0] {
        case "keep":
            return driver.start(
                rest.isEmpty ? .emptyObject : try Value(json: rest), keepsEffects: true)
        case "start": return driver.start(rest.isEmpty ? .emptyObject : try Value(json: rest))
        case "abort": return driver.decide(.abort(note(rest)))
        case "undo" where !rest.contains(" "): return driver.decide(.undo(note(rest)))
        case "abort-to":
            let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
            return driver.decide(
                .abortTo(parts[0], note(parts.count > 1 ? parts[1] : nil)))
        case "stop": return driver.decide(.stop(note(rest)))
        case "interrupt": return driver.decide(.interrupt(signal: 2))
        case "rest": return driver.decide(.rest)
        case "answer": return driver.decide(.callback(try delivery(rest)))
        case "resume":
            return driver.decide(.resume(Resumption(note: note(nil), restart: try restart(rest))))
        case "resolve":
            let parts = rest.split(separator: "=", maxSplits: 1).map(String.init)
            let resolution = Resumption.Resolution.resolved(try Value(json: parts[1]))
            return driver.decide(
                .resume(
                    Resumption(
                        note: OperatorNote(by: "me", reason: nil),
                        resolutions: [parts[0]: resolution])))
        case "skip":
            return driver.decide(
                .resume(Resumption(note: note(nil), resolutions: [rest: .skipped])))
        case "crash":
            driver.crash(keeping: driver.log.count)
            running = []
            return ([], [])
        case "tick":
            if let seconds = Int(rest) {
                driver.now = driver.now.adding(seconds: seconds)
            } else if !driver.passTime() {
                throw Misplaced(line: line)
            }
            return driver.decide(abortsToo ? [.abort(note(nil))] : [.clock])
        default: return try ending(line)
        }
    }

    /// `from STATE INPUT`, as `resume --from` has it.
    private func restart(_ text: String) throws -> Restart? {
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3, let state = driver.workflow.state(named: words[1]) else {
            return nil
        }
        return Restart(state: state, input: try Value(json: words[2]))
    }

    private func note(_ reason: String?) -> OperatorNote { OperatorNote(by: "me", reason: reason) }

    struct Misplaced: Error { let line: String }

    /// `VISIT.ATTEMPT WORD … [@-SECONDS]`; `forged` makes up a token.
    private func delivery(_ text: String) throws -> CallbackDelivery {
        var words = text.split(separator: " ").map(String.init)
        var said: ClosedRange<Timestamp>?
        if let last = words.last, last.hasPrefix("@"), let seconds = Int(last.dropFirst()) {
            let time = driver.now.adding(seconds: seconds)
            said = time...time
            words.removeLast()
        }
        let numbers = words[0].split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 2, words.count > 1, let start = driver.execution.start else {
            throw Misplaced(line: text)
        }
        let id = AttemptID(visit: numbers[0], direction: .forward, number: numbers[1])
        let rest = words.dropFirst(2).joined(separator: " ")
        var word = Callback.Word.alive
        if words[1] == "succeeds" {
            word = .succeeded(rest.isEmpty ? .null : try Value(json: rest))
        } else if words[1] == "fails" {
            word = .failed(Failure(words.count > 2 ? words[2] : nil))
        }
        var token = TaskToken(of: id, in: start)
        if words[1] == "forged" {
            let seal = String(repeating: "0", count: 32)
            token = TaskToken("test.\(numbers[0]).\(numbers[1]).\(seal)") ?? token
        }
        return CallbackDelivery(
            Callback(attempt: id, word: word, by: "me", request: nil), token: token, said: said)
    }

    /// The end of an attempt: `[undo] STATE VERB …`.
    private mutating func ending(_ line: String) throws -> ([Event], [Effect]) {
        var words = line.split(separator: " ").map(String.init)
        var direction = Direction.forward
        if words[0] == "undo" {
            direction = .undo
            words.removeFirst()
        }
        guard words.count > 1,
            let index = running.firstIndex(where: {
                ($0.path == words[0] || driver.workflow[$0.state].name == words[0])
                    && $0.attempt.direction == direction
            })
        else { throw Misplaced(line: line) }
        let order = running.remove(at: index)
        let rest = words.dropFirst(2).joined(separator: " ")
        let ending: TaskEnding
        switch words[1] {
        case "succeeds":
            ending = TaskEnding(
                outcome: .succeeded, result: rest.isEmpty ? .null : try Value(json: rest))
        case "fails":
            ending = TaskEnding(outcome: .failed, failure: failure(words, "Exit.1"))
        case "is":
            ending = TaskEnding(
                outcome: .unknown, failure: Failure(Failure.timeoutName))
        case "has":
            ending = TaskEnding(outcome: .noEffect, failure: failure(words, "Saga.NotStarted"))
        case "leaves": ending = TaskEnding(outcome: .succeeded, isPartial: true)
        case "ends":
            ending = TaskEnding(
                outcome: .failed, failure: failure(words, "Exit.1"), isSpent: true)
        case "stands":
            ending = TaskEnding(
                outcome: .unknown, failure: Failure(Failure.interruptedName),
                isInterrupted: true, isSuspended: true)
        case "stops":
            ending = TaskEnding(
                outcome: .unknown, failure: Failure("Exit.143"), isInterrupted: true)
        default: throw Misplaced(line: line)
        }
        let end = Trigger.taskEnded(order.attempt, ending)
        return driver.decide(abortsToo ? [end, .abort(note(nil))] : [end])
    }

    private func failure(_ words: [String], _ name: String) -> Failure {
        guard words.count > 2, ["fails", "ends"].contains(words[1]) else { return Failure(name) }
        let cause = words.dropFirst(3).joined(separator: " ")
        return Failure(words[2], cause: cause.isEmpty ? nil : cause)
    }

    private mutating func tell(_ effect: Effect) -> String {
        switch effect {
        case .cancel(let attempt):
            return "cancel \(attempt.direction.rawValue) \(attempt.visit).\(attempt.number)"
        case .start(let order):
            running.append(order)
            let what = order.role == .forward ? "run" : order.role.rawValue
            return "\(what) \(order.path) attempt \(order.attempt.number) "
                + "\(order.arguments?.json ?? order.input.json)"
                + order.executions.map { " → \($0)" }.joined()
        }
    }

    private func tell(_ event: Event) -> String {
        let name = { (state: StateID) in driver.workflow[state].name }
        switch event {
        case .executionStarted: return "executionStarted"
        case .stateExited(let exit):
            let next = exit.next.map { " → \(name($0))" } ?? ""
            let caught = exit.caught.map { " caught \($0.name ?? "")" } ?? ""
            let assigned = exit.assigned.map { " assigned \(Value.object($0).json)" } ?? ""
            return "stateExited \(name(exit.state)) \(exit.output?.json ?? "unchanged")"
                + assigned + caught + next
        case .attemptStarted(let start):
            return "attemptStarted \(start.id.direction.rawValue) \(name(start.state)) "
                + "\(start.id.visit).\(start.id.number)"
        case .attemptSubmitted(let id, _): return "attemptSubmitted \(id.visit).\(id.number)"
        case .callbackReceived(let callback, _):
            return "callbackReceived \(callback.attempt.visit).\(callback.attempt.number) "
                + callback.word.told
        case .callbackRefused(let refusal):
            return "callbackRefused \(refusal.attempt.visit).\(refusal.attempt.number) "
                + refusal.reason.rawValue
        case .attemptEnded(let id, let ending):
            return "attemptEnded \(id.direction.rawValue) \(id.visit).\(id.number) "
                + ending.outcome.rawValue + (ending.isInterrupted ? " interrupted" : "")
        case .forkStarted(let start): return "forkStarted \(start.visit) of \(start.count)"
        case .scopeStarted(let start):
            return "scopeStarted \(start.scope) [\(start.index)] \(start.input?.json ?? "")"
        case .scopeEnded(let end):
            switch end.ending {
            case .succeeded: return "scopeEnded \(end.scope) succeeded"
            case .aborted: return "scopeEnded \(end.scope) aborted"
            case .failed(let failure, let fork):
                return "scopeEnded \(end.scope) failed \(failure.name ?? "")"
                    + (fork == nil ? " tolerated" : "")
            }
        case .forkFailed(let visit, let failure):
            return "forkFailed \(visit) \(failure.name ?? "")"
        case .forkEnded(let visit, let failure):
            return "forkEnded \(visit) \(failure.map { $0.name ?? "aborted" } ?? "succeeded")"
        case .retryScheduled(let retry):
            let delay = retry.until.time.milliseconds - driver.now.milliseconds
            return "retryScheduled \(retry.direction.rawValue) \(retry.visit) in \(delay) ms"
        case .waitStarted(let visit, let until):
            return "waitStarted \(visit) until \(until.time)"
        case .undoRegistered(let registration):
            return "undoRegistered \(registration.visit) \(registration.outcome.rawValue)"
                + tell(registration.primary)
        case .requestRefused(let refusal): return "requestRefused \(refusal.file) \(refusal.why)"
        case .abortRequested(let note): return "abortRequested \(note.reason ?? "")"
        case .recoveryDecided(let decision):
            let why = decision.note?.reason.map { " because \($0)" } ?? ""
            return "recoveryDecided \(decision.scope) \(decision.reason.rawValue)\(why)"
        case .compensationPlanned(let scope, let visits):
            return "compensationPlanned \(scope) \(visits)"
        case .compensationSettled(let visit, let settlement):
            return "compensationSettled \(visit) \(settlement.rawValue)"
        case .deadLettered(let visit, let failure):
            return "deadLettered \(visit) \(failure.name ?? "")"
        case .scopeRewound(let rewind):
            return "scopeRewound \(rewind.scope) → \(name(rewind.next)) \(rewind.input.json)"
        case .executionSuspended(let suspension):
            let why = suspension.note?.reason.map { " because \($0)" } ?? ""
            return "executionSuspended \(suspension.reason.rawValue)\(why)"
        case .executionResumed: return "executionResumed"
        case .doubtResolved(let visit, _, _): return "doubtResolved \(visit)"
        case .stuckRetried: return "stuckRetried"
        case .executionRedriven(let redrive):
            let place = redrive.restart.map { " from \(name($0.state)) \($0.input.json)" } ?? ""
            return "executionRedriven\(place)"
        case .executionEnded(let end):
            let what = end.output?.json ?? end.failure.map { "\($0.name ?? "") \($0.cause ?? "")" }
            return "executionEnded \(end.status.rawValue) \(end.compensation.rawValue) "
                + (what ?? "")
        }
    }

    private func tell(_ frozen: UndoRegistration.Frozen?) -> String {
        switch frozen {
        case .arguments(let arguments, _)?: " \(arguments?.json ?? "")"
        case .failed(let failure)?: " failed \(failure.name ?? "")"
        case nil: ""
        }
    }
}

extension Callback.Word {
    fileprivate var told: String {
        switch self {
        case .alive: "alive"
        case .succeeded(let result): "succeeded \(result.json)"
        case .failed(let failure): "failed \(failure.name ?? "")"
        }
    }
}
