import SagaMachine
import SagaReport
import Testing

@Suite struct StatusWordTests {
    struct Case: Sendable {
        let status: Status
        let compensation: CompensationStatus
        var suspension: Suspension?
        var isOwned = false
        var onlyAwaits = false
        var isAnswered = false
        let word: StatusWord
    }

    static let cases = [
        Case(status: .running, compensation: .none, isOwned: true, word: .running),
        Case(status: .running, compensation: .none, word: .interrupted),
        Case(status: .running, compensation: .running, isOwned: true, word: .rollingBack),
        Case(status: .running, compensation: .running, word: .rollbackInterrupted),
        Case(
            status: .suspended, compensation: .none,
            suspension: Suspension(reason: .interrupted, signal: 2), word: .interrupted),
        Case(
            status: .suspended, compensation: .none, suspension: Suspension(reason: .awaiting),
            word: .waiting),
        Case(
            status: .running, compensation: .none, isOwned: true, onlyAwaits: true, word: .waiting),
        Case(status: .running, compensation: .none, onlyAwaits: true, word: .interrupted),
        Case(
            status: .suspended, compensation: .none, suspension: Suspension(reason: .awaiting),
            isAnswered: true, word: .answered),
        Case(
            status: .running, compensation: .none, isOwned: true, isAnswered: true, word: .running),
        Case(
            status: .suspended, compensation: .none, suspension: Suspension(reason: .inDoubt),
            word: .inDoubt),
        Case(
            status: .suspended, compensation: .stuck, suspension: Suspension(reason: .stuck),
            word: .rollbackStuck),
        Case(status: .succeeded, compensation: .none, word: .succeeded),
        Case(status: .succeeded, compensation: .succeeded, word: .undone),
        Case(status: .succeeded, compensation: .partial, word: .partlyUndone),
        Case(status: .failed, compensation: .none, word: .failed),
        Case(status: .timedOut, compensation: .none, word: .timedOut),
        Case(status: .aborted, compensation: .none, word: .aborted),
        Case(status: .failed, compensation: .succeeded, word: .rolledBack),
        Case(status: .aborted, compensation: .succeeded, word: .rolledBack),
        Case(status: .failed, compensation: .partial, word: .partlyRolledBack),
        Case(status: .failed, compensation: .pending, word: .notRolledBack),
        Case(status: .failed, compensation: .stuck, word: .rollbackStuck),
    ]

    @Test(arguments: cases)
    func `a status has its word`(example: Case) {
        let word = StatusWord(
            example.status, example.compensation, example.suspension, isOwned: example.isOwned,
            onlyAwaits: example.onlyAwaits, isAnswered: example.isAnswered)
        #expect(word == example.word)
    }

    @Test func `every word has an example`() {
        #expect(Set(Self.cases.map(\.word)) == Set(StatusWord.allCases))
    }

    @Test func `every sign has its own form in ASCII`() {
        #expect(Set(Mark.allCases.map(\.ascii)).count == Mark.allCases.count)
        #expect(Mark.allCases.allSatisfy { $0.ascii.utf8.count == 1 })
    }
}
