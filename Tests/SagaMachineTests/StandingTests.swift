import SagaMachine
import SagaTesting
import SagaValue
import Testing

/// Every cell of the table of operators' verbs: where an execution stands, and what becomes of it
/// by each verb.
@Suite struct StandingTests {
    /// How an execution comes to stand there.
    enum Road: String, CaseIterable {
        case running, suspended, inDoubt
        case undoing, undoSuspended
        case stuck, stuckSuspended, undoStuck
        case failedNone, timedOutNone, abortedNone, kept, timedOutKept
        case failedRolledBack, failedPartly, timedOutRolledBack, abortedRolledBack
        case succeeded, succeededPartly, undone, undonePartly, keptUndone
    }

    enum Verb: String, CaseIterable { case resume, undo, abort, abortTo, stop }

    private static let text = """
        TimeoutSeconds: 60
        States:
          - A:
              Run: [a]
              SavePoint: here
              OnInterrupt: Ask
              Compensate: {Run: [undo-a], Retry: [], OnFailure: CHOICE}
          - B:
              Run: [b]
              Catch: [{ErrorEquals: [Back], Compensate: here, Next: C}]
          - C: {Run: [c]}
        """

    /// An execution, and the tasks of it that run.
    private struct Player {
        var driver: MachineDriver
        var orders: [TaskOrder] = []

        mutating func decide(_ triggers: [Trigger]) {
            let (_, effects) = driver.decide(triggers)
            for case .start(let order) in effects { orders.append(order) }
        }

        /// - Parameter isInterrupted: Whether it was asked to end because of a suspension.
        mutating func end(
            _ outcome: Outcome, _ name: String = "No", isInterrupted: Bool = false
        ) {
            guard !orders.isEmpty else { return }
            let order = orders.removeFirst()
            let failure = outcome == .succeeded ? nil : Failure(name)
            decide([
                .taskEnded(
                    order.attempt,
                    TaskEnding(
                        outcome: outcome, result: .null, failure: failure,
                        isInterrupted: isInterrupted))
            ])
        }

        mutating func crash() {
            driver.crash(keeping: driver.log.count)
            orders = []
        }
    }

    private static let note = OperatorNote(by: "me", reason: nil)

    /// An execution that has come down a road.
    private static func player(_ road: Road) throws -> Player {
        let leaves = [.succeededPartly, .failedPartly, .undonePartly].contains(road)
        let choice = leaves ? "Continue" : "Stop"
        var parts = text.split(separator: "CHOICE", maxSplits: 1).map(String.init)
        if [.failedNone, .timedOutNone, .abortedNone].contains(road) {
            // Nothing is to be undone.
            let kept = parts[0].split(separator: "\n").dropLast().joined(separator: "\n")
            parts = [kept + parts[1].drop { $0 != "\n" }]
        }
        let workflow = try MachineDriver.workflow(parts.joined(separator: choice))
        var player = Player(driver: MachineDriver(workflow))
        let keeps = [.kept, .timedOutKept, .keptUndone].contains(road)
        let start = player.driver.startTrigger(.emptyObject, keepsEffects: keeps)
        player.decide([start])
        if road == .inDoubt {
            player.crash()
            player.decide([.resume(Resumption(note: note))])
            return player
        }
        player.end(.succeeded)
        try take(road, &player)
        return player
    }

    private static func take(_ road: Road, _ player: inout Player) throws {
        switch road {
        case .running: player.crash()
        case .suspended:
            player.decide([.stop(note)])
            player.end(.unknown, isInterrupted: true)
        case .inDoubt: break
        case .stuckSuspended:
            player.end(.failed, "Back")
            player.end(.failed)
        case .stuck:
            player.end(.failed)
            player.end(.failed)
        case .failedNone, .kept, .keptUndone:
            player.end(.failed)
            guard road == .keptUndone else { return }
            player.decide([.undo(note)])
            player.end(.succeeded)
        case .timedOutNone, .timedOutKept, .timedOutRolledBack:
            player.driver.now = player.driver.now.adding(seconds: 60)
            player.decide([.clock])
            player.end(.unknown)
            if road == .timedOutRolledBack { player.end(.succeeded) }
        case .abortedNone, .abortedRolledBack:
            player.decide([.abort(note)])
            player.end(.unknown)
            player.end(.succeeded)
        case .failedRolledBack:
            player.end(.failed)
            player.end(.succeeded)
        case .failedPartly:
            player.end(.failed)
            player.end(.failed)
        case .succeededPartly:
            player.end(.failed, "Back")
            player.end(.failed)
            player.end(.succeeded)
        case .succeeded, .undoing, .undoSuspended, .undoStuck, .undone, .undonePartly:
            player.end(.succeeded)
            player.end(.succeeded)
            guard road != .succeeded else { return }
            player.decide([.undo(note)])
            if road == .undoing { player.crash() }
            if road == .undoSuspended {
                player.decide([.interrupt(signal: 2)])
                player.end(.unknown, isInterrupted: true)
            }
            if road == .undone { player.end(.succeeded) }
            if road == .undoStuck || road == .undonePartly { player.end(.failed) }
        }
    }

    private static func trigger(_ verb: Verb) -> Trigger {
        switch verb {
        case .resume: .resume(Resumption(note: note))
        case .undo: .undo(note)
        case .abort: .abort(note)
        case .abortTo: .abortTo("here", note)
        case .stop: .stop(note)
        }
    }

    @Test func `every verb does what the table says wherever an execution stands`() throws {
        try Recording.expectAnswer(at: TextFile.folder("standings.txt")) { _ in
            var table = ""
            for road in Road.allCases {
                let before = try Self.player(road)
                let execution = before.driver.execution
                table +=
                    "\(road.rawValue): \(execution.status.rawValue) "
                    + "\(execution.compensation.rawValue), "
                    + "\(execution.standing.map(\.rawValue) ?? "")\n"
                for verb in Verb.allCases {
                    var player = before
                    // Another process asks, or goes on.
                    player.crash()
                    let count = player.driver.log.count
                    player.decide([Self.trigger(verb)])
                    let facts = player.driver.log.dropFirst(count).map { item in
                        String(describing: item.event).prefix { $0 != "(" }
                    }
                    table += "  \(verb.rawValue): \(facts.joined(separator: " "))\n"
                }
            }
            return table
        }
    }
}
