package import SagaDefinition
package import SagaMachine
package import SagaValue

/// What happens to an execution, line by line, with the time at which it happens: the facts that
/// views are folded from.
///
///     start {"order": 7}        begins
///     +2500                     so many milliseconds pass
///     A succeeds {"id": 1}      the running attempt of the state A ends so; also
///     A fails Name cause        A is unknown, A stops (interrupted)
///     undo A succeeds           the same of its compensation
///     tick                      time passes until the next timer
///     answer A {"id": 1}        the attempt of A is answered by token; rest
///     abort reason              interrupt; crash; resume; keep (`--no-rollback`)
package struct Story {
    private var driver: MachineDriver
    private var running: [TaskOrder] = []

    package var workflow: Workflow { driver.workflow }
    package var execution: Execution { driver.execution }
    package var log: [(event: Event, time: Timestamp)] { driver.log }
    package var now: Timestamp { driver.now }

    /// A line that tells of something that cannot happen.
    package struct Misplaced: Error { let line: String }

    /// - Parameter text: The definition, a line `====`, and the lines.
    package init(_ text: String) throws {
        let parts = text.split(separator: "\n====\n", maxSplits: 1).map(String.init)
        driver = MachineDriver(try MachineDriver.workflow(parts[0]))
        let lines = parts.count > 1 ? parts[1].split(separator: "\n").map(String.init) : []
        for line in lines where !line.hasPrefix("#") { try tell(line, definition: parts[0]) }
    }

    private mutating func tell(_ line: String, definition: String) throws {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count > 1 ? words[1] : ""
        let note = OperatorNote(by: "me", reason: rest.isEmpty ? nil : rest)
        switch words[0] {
        case "start", "keep": try start(rest, definition, keepsEffects: words[0] == "keep")
        case "abort": decide(.abort(note))
        case "interrupt": decide(.interrupt(signal: 2))
        case "rest": decide(.rest)
        case "answer": try answer(rest)
        case "resume": decide(.resume(Resumption(note: note)))
        case "skip": decide(.resume(Resumption(note: note, resolutions: [rest: .skipped])))
        case "crash":
            driver.crash(keeping: driver.log.count)
            running = []
        case "tick":
            guard driver.passTime() else { throw Misplaced(line: line) }
            decide(.clock)
        case let word where word.hasPrefix("+"):
            guard let milliseconds = Int(word.dropFirst()) else { throw Misplaced(line: line) }
            driver.now = driver.now.adding(milliseconds: milliseconds)
        default: try end(line)
        }
    }

    private mutating func start(
        _ input: String, _ definition: String, keepsEffects: Bool
    ) throws {
        guard let id = ExecutionID("test-20251124-160000-x7q2") else { return }
        decide(
            .start(
                ExecutionStart(
                    id: id, startTime: driver.now,
                    input: input.isEmpty ? .emptyObject : try Value(json: input),
                    definition: DefinitionText(
                        file: "/home/me/test.saga.yaml", folder: "/home/me", text: definition,
                        hash: "3f2c0000"),
                    keepsEffects: keepsEffects)))
    }

    /// `STATE JSON`: a success.
    private mutating func answer(_ text: String) throws {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let awaited = driver.execution.awaitedAnswers(in: workflow).first {
            $0.path == words[0] || $0.path == "\(words[0])#1"
        }
        guard let awaited, words.count == 2 else { throw Misplaced(line: text) }
        let callback = Callback(
            attempt: awaited.token.attempt, word: .succeeded(try Value(json: words[1])), by: "me",
            request: nil)
        decide(.callback(CallbackDelivery(callback, token: awaited.token, said: nil)))
    }

    private mutating func decide(_ trigger: Trigger) {
        for effect in driver.decide(trigger).effects {
            if case .start(let order) = effect { running.append(order) }
        }
    }

    /// The end of an attempt: `[undo] STATE VERB …`.
    private mutating func end(_ line: String) throws {
        var words = line.split(separator: " ").map(String.init)
        let direction = words[0] == "undo" ? Direction.undo : .forward
        if direction == .undo { words.removeFirst() }
        let index = running.firstIndex { order in
            words.count > 1 && order.attempt.direction == direction
                && (order.path == words[0] || driver.workflow[order.state].name == words[0])
        }
        guard let index else { throw Misplaced(line: line) }
        let order = running.remove(at: index)
        decide(.taskEnded(order.attempt, try ending(Array(words.dropFirst()), line)))
    }

    private func ending(_ words: [String], _ line: String) throws -> TaskEnding {
        let rest = words.dropFirst().joined(separator: " ")
        switch words[0] {
        case "succeeds":
            return TaskEnding(
                outcome: .succeeded, result: rest.isEmpty ? .null : try Value(json: rest))
        case "fails":
            let cause = words.dropFirst(2).joined(separator: " ")
            return TaskEnding(
                outcome: .failed,
                failure: Failure(
                    words.count > 1 ? words[1] : "Exit.1", cause: cause.isEmpty ? nil : cause))
        case "is":
            return TaskEnding(outcome: .unknown, failure: Failure(Failure.timeoutName))
        case "stops":
            return TaskEnding(
                outcome: .unknown, failure: Failure("Exit.143"), isInterrupted: true)
        default: throw Misplaced(line: line)
        }
    }
}
