package import SagaDefinition
package import SagaMachine
package import SagaValue

/// Everything that happened in one entry into a state, its undoing included.
package struct VisitHistory: Sendable {
    package let id: Int
    package let state: StateID
    package let name: String
    /// Such as `Each[3]/Load#2`.
    package let path: String
    /// The visit whose branch or iteration it belongs to; nil in the workflow's own `States`.
    package let owner: Int?
    package let input: Value
    package let entered: Timestamp
    /// In order, both directions.
    package internal(set) var attempts: [AttemptHistory] = []
    package internal(set) var pauses: [Pause] = []
    /// The times that it ran branches or iterations, in order.
    package internal(set) var forks: [ForkHistory] = []
    package internal(set) var exit: Exit?
    /// What nothing caught, or a Catcher that rolls back.
    package internal(set) var failure: Failure?
    package internal(set) var undo: UndoHistory?

    /// One attempt to do or to undo.
    package struct AttemptHistory: Sendable {
        package let start: AttemptStart
        package let started: Timestamp
        /// When its work had ended well and the wait for an answer began; nil where there is none.
        package internal(set) var submitted: Timestamp?
        /// What is known of the work of an attempt that is answered by token.
        package internal(set) var submittedReport: Value?
        package internal(set) var ended: Timestamp?
        package internal(set) var ending: TaskEnding?

        /// The execution that it started or went on with; nil where none was begun.
        package var child: String? {
            guard ending != nil else { return start.child?.text }
            return report?["Execution"]?.string
        }

        /// What is known of how its work went; nil before that has ended.
        package var report: Value? {
            if let ending, ending.report.object?.isEmpty == false { return ending.report }
            return submittedReport ?? ending?.report
        }
    }

    /// One run of all branches or iterations.
    package struct ForkHistory: Sendable {
        /// How many there are to be.
        package let count: Int
        package let started: Timestamp
        package internal(set) var ended: Timestamp?
        package internal(set) var failure: Failure?
        package internal(set) var startedCount = 0
        package internal(set) var succeededCount = 0
        package internal(set) var failedCount = 0
        package internal(set) var abortedCount = 0

        package var runningCount: Int {
            startedCount - succeededCount - failedCount - abortedCount
        }

        init(count: Int, started: Timestamp) {
            self.count = count
            self.started = started
        }
    }

    /// A wait: of a Wait state, or between two attempts.
    package struct Pause: Sendable {
        package let direction: Direction
        package let from: Timestamp
        package let until: Deadline
        package internal(set) var ended: Timestamp?
        /// Why an attempt follows; nil for a Wait state.
        package let failure: Failure?
    }

    package struct Exit: Sendable {
        package let time: Timestamp
        package let output: Value
        package let assigned: Object?
        package let next: String?
        package let caught: Failure?
    }

    package struct UndoHistory: Sendable {
        package let registration: UndoRegistration
        package internal(set) var isPlanned = false
        package internal(set) var settlement: Settlement?
        package internal(set) var stuck: Failure?
    }

    package func attempts(_ direction: Direction) -> [AttemptHistory] {
        attempts.filter { $0.start.id.direction == direction }
    }

    /// The executions that its attempts have started, in order.
    package var children: [String] {
        attempts(.forward).compactMap(\.child).reduce(into: []) { children, child in
            if children.last != child { children.append(child) }
        }
    }

    /// The arguments of the latest attempt that gave any.
    package var arguments: Value? {
        attempts(.forward).last { $0.start.arguments != nil }?.start.arguments
    }

    /// The raw result of the latest attempt that succeeded.
    package var result: Value? {
        attempts(.forward).last { $0.ending?.outcome == .succeeded && $0.start.role != .reader }?
            .ending?.result
    }
}
