package import SagaSource
package import SagaValue

/// Cases that a workflow is held against: what it gets, what its tasks answer, what comes of it.
package struct TestFile: Sendable {
    /// What every random number follows from.
    package let seed: Int
    /// When the clock starts.
    package let start: Timestamp
    package let cases: [TestCase]

    package init(seed: Int, start: Timestamp, cases: [TestCase]) {
        self.seed = seed
        self.start = start
        self.cases = cases
    }

    /// When the clock starts where a file does not say: 2026-01-01T00:00:00Z.
    package static let fallbackStart = Timestamp(seconds: 1_767_225_600)

    /// One run and what is expected of it.
    package struct TestCase: Sendable {
        package let name: String
        /// Where its name stands.
        package let extent: Extent
        package let input: Value
        /// Answers in the place of tasks, by the name of a state or the path of a visit.
        package let mocks: [String: MockedTask]
        /// The same for their compensations; one that is not here succeeds.
        package let undos: [String: MockedTask]
        package let expectation: Expectation

        package init(
            name: String, extent: Extent, input: Value, mocks: [String: MockedTask],
            undos: [String: MockedTask], expectation: Expectation
        ) {
            self.name = name
            self.extent = extent
            self.input = input
            self.mocks = mocks
            self.undos = undos
            self.expectation = expectation
        }
    }
}

/// What a task answers, attempt by attempt.
package struct MockedTask: Sendable {
    /// By the number of the attempt, from 0 over the whole run.
    package let answers: [(attempts: ClosedRange<Int>, answer: Answer)]

    package init(_ answers: [(attempts: ClosedRange<Int>, answer: Answer)]) {
        self.answers = answers
    }

    /// The answer of an attempt; nil of one that nothing is said of.
    package func answer(attempt number: Int) -> Answer? {
        answers.first { $0.attempts.contains(number) }?.answer
    }

    package struct Answer: Sendable {
        package let kind: Kind
        /// How long it takes.
        package let milliseconds: Int

        package enum Kind: Sendable {
            case returned(Value)
            case thrown(error: String?, cause: String?, Knowledge)
            /// It never answers: its timeout ends it.
            case never
        }

        /// What is known of the effect of a task that did not answer well.
        package enum Knowledge: String, CaseIterable, Sendable {
            case failed
            case unknown
            case noEffect = "noeffect"
        }

        package init(_ kind: Kind, milliseconds: Int = 0) {
            self.kind = kind
            self.milliseconds = milliseconds
        }
    }
}

/// What must come of a run; nil is not looked at.
package struct Expectation: Sendable {
    package var status: Noted<String>?
    package var compensation: Noted<String>?
    package var output: Noted<Value>?
    package var error: Noted<String>?
    package var cause: Noted<String>?
    /// The states of the workflow's own `States`, in the order of their visits.
    package var path: Noted<[String]>?
    /// All visits by their paths, branches and iterations included, in the order of entry.
    package var visits: Noted<[String]>?
    /// The visits that were undone, in that order.
    package var undone: Noted<[String]>?
    /// How often tasks were tried, over the whole run, by state.
    package var attempts: Noted<[(state: String, count: Int)]>?
    /// How long the run took on its clock.
    package var seconds: Noted<Double>?

    package init() {}

    /// Something expected, and where it was written.
    package struct Noted<Value: Sendable>: Sendable {
        package let value: Value
        package let extent: Extent
    }

    /// Words that `Status` takes.
    package static let statuses = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "SUSPENDED"]
    /// Words that `Compensation` takes.
    package static let compensations = ["NONE", "PENDING", "SUCCEEDED", "PARTIAL", "STUCK"]
}
