import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

/// Each sentence of what holds in every run (`saga.md` §6): an audit of facts that break it says
/// so.
///
/// The facts are those of a real run, with one of them left out, moved or told twice.
@Suite struct AuditTests {
    private static let definition = """
        States:
          - A: {Run: [a], Compensate: {Run: [undo-a], Retry: []}}
          - B: {Run: [b], SavePoint: b, Compensate: {Run: [undo-b], Retry: []}}
          - C: {Run: [c], Catch: [{ErrorEquals: [Again], Compensate: b, Next: B}]}
        """

    private typealias Facts = [(event: Event, time: Timestamp)]

    /// What the workflow's tasks end with, in order.
    private static func facts(_ failures: [String?]) throws -> Facts {
        var driver = MachineDriver(try MachineDriver.workflow(definition))
        _ = driver.start()
        for failure in failures {
            let attempt = try #require(driver.execution.runningAttempts.first)
            driver.decide(
                .taskEnded(
                    attempt,
                    TaskEnding(
                        outcome: failure == nil ? .succeeded : .failed,
                        failure: failure.map { Failure($0) })))
        }
        #expect(driver.execution.isSettled)
        return driver.log
    }

    /// C fails, and both are undone.
    private static let rolledBack = [nil, nil, "No", nil, nil]
    /// C fails, B is undone and comes again, and all ends well.
    private static let rewound = [nil, nil, "Again", nil, nil, nil]
    /// C fails, and B cannot be undone.
    private static let stuck = [nil, nil, "No", "Down"]

    private func violations(_ facts: Facts) throws -> [String] {
        var audit = Audit(try MachineDriver.workflow(Self.definition))
        for (event, _) in facts { audit.add(event, nil) }
        return audit.violations
    }

    @Test(arguments: [rolledBack, rewound, stuck])
    func `a real run breaks nothing`(failures: [String?]) throws {
        #expect(try violations(Self.facts(failures)) == [])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let failures: [String?]
        let change: @Sendable (inout [Event]) throws -> Void
        let violation: String
    }

    static let cases = [
        Case(
            testDescription: "no forward start after a recovery was decided", failures: rolledBack,
            change: { facts in
                let decided = try #require(facts.firstIndex { $0.isRecoveryDecided })
                let start = try #require(facts.firstIndex { $0.starts(3, .forward) })
                facts.insert(facts[start], at: decided + 1)
            }, violation: "starts in a scope that is being undone"),
        Case(
            testDescription: "no compensation before its visit's attempts are resolved",
            failures: rolledBack,
            change: { facts in facts.removeAll { $0.ends(2, .forward) } },
            violation: "an attempt of 2 starts while another one runs"),
        Case(
            testDescription: "what has to be undone is resolved", failures: rolledBack,
            change: { facts in facts.removeAll { $0.settles(1) } },
            violation: "1 was not resolved"),
        Case(
            testDescription: "and once only", failures: rolledBack,
            change: { facts in
                let settled = try #require(facts.firstIndex { $0.settles(2) })
                facts.insert(facts[settled], at: settled)
            }, violation: "2 is settled twice"),
        Case(
            testDescription: "every other never", failures: rolledBack,
            change: { facts in facts.removeAll { $0.registers(2) } },
            violation: "2 is undone without an entry"),
        Case(
            testDescription: "what came later is undone before", failures: rolledBack,
            change: { facts in
                let later = try #require(facts.firstIndex { $0.starts(2, .undo) })
                let earlier = try #require(facts.firstIndex { $0.starts(1, .undo) })
                facts.swapAt(later, earlier)
            }, violation: "1 is undone before 2, which came after it"),
        Case(
            testDescription: "success: every reached step ended", failures: rewound,
            change: { facts in facts.removeAll { $0.ends(5, .forward) } },
            violation: "it ends while a task runs"),
        Case(
            testDescription: "success: undos only before a rewind, a catch or a retry",
            failures: rewound,
            change: { facts in facts.removeAll(where: \.isRewind) },
            violation: "it has succeeded and is being undone"),
        Case(
            testDescription: "stuck: there is a dead letter", failures: stuck,
            change: { facts in facts.removeAll(where: \.isDeadLetter) },
            violation: "nothing is dead-lettered, yet it is STUCK"),
        Case(
            testDescription: "the terminal record is the last", failures: rolledBack,
            change: { facts in facts.append(facts[facts.count - 2]) },
            violation: "a fact after the last one"),
        Case(
            testDescription: "a plan has all that is to be undone", failures: rolledBack,
            change: { facts in
                let planned = try #require(facts.firstIndex { $0.isPlan })
                facts[planned] = .compensationPlanned(scope: 0, visits: [2])
            }, violation: "scope 0 plans [2] where [2, 1] is to be undone"),
    ]

    @Test(arguments: cases)
    func `facts that break a promise are told`(it: Case) throws {
        let facts = try Self.facts(it.failures)
        var events = facts.map(\.event)
        try it.change(&events)
        var audit = Audit(try MachineDriver.workflow(Self.definition))
        for event in events { audit.add(event, nil) }
        #expect(audit.violations.contains { $0.contains(it.violation) }, "\(audit.violations)")
    }
}

extension Event {
    fileprivate var isRecoveryDecided: Bool {
        if case .recoveryDecided = self { true } else { false }
    }

    fileprivate var isRewind: Bool { if case .scopeRewound = self { true } else { false } }

    fileprivate var isDeadLetter: Bool { if case .deadLettered = self { true } else { false } }

    fileprivate var isPlan: Bool { if case .compensationPlanned = self { true } else { false } }

    fileprivate func starts(_ visit: Int, _ direction: Direction) -> Bool {
        guard case .attemptStarted(let start) = self else { return false }
        return start.id.visit == visit && start.id.direction == direction
    }

    fileprivate func ends(_ visit: Int, _ direction: Direction) -> Bool {
        guard case .attemptEnded(let id, _) = self else { return false }
        return id.visit == visit && id.direction == direction
    }

    fileprivate func settles(_ visit: Int) -> Bool {
        guard case .compensationSettled(visit, _) = self else { return false }
        return true
    }

    fileprivate func registers(_ visit: Int) -> Bool {
        guard case .undoRegistered(let registration) = self else { return false }
        return registration.visit == visit
    }
}
