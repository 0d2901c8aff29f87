import SagaCLI
import SagaMachine
import Testing

/// The table of statuses (`saga help exit-codes`).
@Suite struct ExitStatusTests {
    struct Case: Sendable {
        let status: Status
        let compensation: CompensationStatus
        var suspension: Suspension?
        let exit: SagaCLI.ExitStatus
    }

    static let ended: [Case] = [
        Case(status: .succeeded, compensation: .none, exit: .success),
        Case(status: .succeeded, compensation: .succeeded, exit: .success),
        Case(status: .succeeded, compensation: .partial, exit: .needsPerson),
        Case(status: .succeeded, compensation: .stuck, exit: .needsPerson),
        Case(status: .succeeded, compensation: .pending, exit: .needsPerson),
        Case(status: .succeeded, compensation: .running, exit: .unfinished),
    ]

    static let failed: [Case] = [Status.failed, .timedOut, .aborted].flatMap { status in
        [
            Case(status: status, compensation: .none, exit: .failed),
            Case(status: status, compensation: .succeeded, exit: .rolledBack),
            Case(status: status, compensation: .partial, exit: .needsPerson),
            Case(status: status, compensation: .stuck, exit: .needsPerson),
            Case(status: status, compensation: .pending, exit: .needsPerson),
            Case(status: status, compensation: .running, exit: .unfinished),
        ]
    }

    static let unfinished: [Case] = [
        Case(status: .running, compensation: .none, exit: .unfinished),
        Case(status: .running, compensation: .running, exit: .unfinished),
        Case(
            status: .suspended, compensation: .none, suspension: Suspension(reason: .interrupted),
            exit: .unfinished),
        Case(
            status: .suspended, compensation: .none, suspension: Suspension(reason: .inDoubt),
            exit: .unfinished),
        Case(
            status: .suspended, compensation: .stuck, suspension: Suspension(reason: .stuck),
            exit: .needsPerson),
        Case(
            status: .suspended, compensation: .none,
            suspension: Suspension(reason: .interrupted, signal: 1), exit: .hangUp),
        Case(
            status: .suspended, compensation: .running,
            suspension: Suspension(reason: .interrupted, signal: 2), exit: .interrupt),
        Case(
            status: .suspended, compensation: .none,
            suspension: Suspension(reason: .interrupted, signal: 15), exit: .terminate),
    ]

    @Test(arguments: ended + failed + unfinished)
    func `an execution has its exit status`(example: Case) {
        let status = SagaCLI.ExitStatus(example.status, example.compensation, example.suspension)
        #expect(status == example.exit)
    }

    @Test func `the topic lists every status`() {
        let lines = Topic.exitCodes.text.split(separator: "\n")
        for status in SagaCLI.ExitStatus.allCases {
            #expect(lines.contains { $0.hasPrefix("  \(status.rawValue)  ".leftFilled(to: 7)) })
        }
    }
}

extension String {
    fileprivate func leftFilled(to count: Int) -> String {
        String(repeating: " ", count: max(0, count - self.count)) + self
    }
}
