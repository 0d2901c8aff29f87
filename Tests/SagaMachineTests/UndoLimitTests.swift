import SagaMachine
import SagaTesting
import Testing

/// How long an attempt to undo may take, and how often it is tried (`saga.md` §1.5).
@Suite struct UndoLimitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let definition: String
        var forward: Int? = 300
        let undo: Int?
        var alternate: Int?
    }

    static let cases = [
        Case(
            testDescription: "the default of Defaults, and not the step's own",
            definition: """
                Defaults: {TimeoutSeconds: 7}
                States:
                  - A:
                      Run: [a]
                      TimeoutSeconds: 3
                      Compensate: {Run: [undo], Retry: [], Alternate: {Run: [other]}}
                  - B: {Type: Fail}
                """, forward: 3, undo: 7, alternate: 7),
        Case(
            testDescription: "its own before that of Defaults",
            definition: """
                Defaults: {TimeoutSeconds: 7}
                States:
                  - A:
                      Run: [a]
                      Compensate:
                        Run: [undo]
                        TimeoutSeconds: 5
                        Retry: []
                        Alternate: {Run: [other], TimeoutSeconds: 6}
                  - B: {Type: Fail}
                """, forward: 7, undo: 5, alternate: 6),
        Case(
            testDescription: "300 seconds where nobody says anything",
            definition: """
                States:
                  - A:
                      Run: [a]
                      Compensate:
                        Http: {Method: POST, ApiEndpoint: "https://pay.test/refunds"}
                        Retry: []
                        Alternate: {Run: [other]}
                  - B: {Type: Fail}
                """, undo: 300, alternate: 300),
        Case(
            testDescription: "the innermost Defaults",
            definition: """
                Defaults: {TimeoutSeconds: 7}
                States:
                  - P:
                      Type: Parallel
                      Branches:
                        - Defaults: {TimeoutSeconds: 4}
                          States:
                            - A:
                                Run: [a]
                                Compensate: {Run: [undo], Retry: [], Alternate: {Run: [other]}}
                  - B: {Type: Fail}
                """, forward: 4, undo: 4, alternate: 4),
        Case(
            testDescription: "none of a resource of the plain language, whatever Defaults say",
            definition: """
                Defaults: {TimeoutSeconds: 7}
                States:
                  - A:
                      Resource: a
                      Compensate: {Resource: undo, Retry: [], Alternate: {Resource: other}}
                  - B: {Type: Fail}
                """, forward: nil, undo: nil),
    ]

    @Test(arguments: cases)
    func `an undo has the limit of its own or of Defaults`(it: Case) throws {
        var driver = MachineDriver(try MachineDriver.workflow(it.definition))
        _ = driver.start()
        for outcome in [Outcome.succeeded, .failed] {
            let attempt = try #require(driver.execution.runningAttempts.first)
            let failure = outcome == .failed ? Failure("Down") : nil
            driver.decide(.taskEnded(attempt, TaskEnding(outcome: outcome, failure: failure)))
        }
        let limits = driver.log.compactMap { item -> Int?? in
            guard case .attemptStarted(let start) = item.event else { return nil }
            return .some(start.timeoutSeconds)
        }
        #expect(limits == [it.forward, it.undo, it.alternate])
    }

    @Test func `an undo does not take the retriers of Defaults`() throws {
        var driver = MachineDriver(
            try MachineDriver.workflow(
                """
                Defaults: {Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 1}]}
                States:
                  - A: {Run: [a], Compensate: {Run: [undo]}}
                  - B: {Type: Fail}
                """))
        _ = driver.start()
        for outcome in [Outcome.succeeded] + Array(repeating: .failed, count: 5) {
            let attempt = try #require(driver.execution.runningAttempts.first)
            let failure = outcome == .failed ? Failure("Down") : nil
            driver.decide(.taskEnded(attempt, TaskEnding(outcome: outcome, failure: failure)))
            if driver.passTime() { driver.decide(.clock) }
        }
        #expect(driver.execution.compensation == .stuck)
        #expect(driver.execution.entries[1]?.attempts == 5)
    }
}
