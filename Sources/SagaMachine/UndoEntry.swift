package import SagaDefinition
package import SagaValue

/// A visit that has ended and that a rollback has to look at.
package struct UndoEntry: Sendable {
    package let visit: Int
    package internal(set) var state: StateID
    /// The scope that its visit was in.
    package let scope: Int
    /// The visit in words, such as `Load#2`.
    package let path: String
    /// That of its visit when it was registered, which its keys are made of.
    package let round: Int
    package let registration: UndoRegistration
    /// Of the visit: raw input, arguments and result, for the compensation's envelope.
    package let input: Value
    package let arguments: Value?
    package let result: Value?
    /// What is undone in its place: a list for each scope that ran inside, the last one first.
    package internal(set) var children: [[Int]]
    /// How many of those lists are worked on at the same time.
    package let limit: Int
    /// The entry that has this one among its children.
    package internal(set) var parent: Int?
    package internal(set) var phase: Phase = .waiting
    package internal(set) var settlement: Settlement?
    /// Whether a rollback of its scope was decided and broken off, when a sibling failed and took
    /// the scope along: it has to be undone before forward work goes on.
    package internal(set) var isOwed = false
    package internal(set) var role = BodyRole.compensation
    /// The number of the latest attempt; it counts on over the rounds of the visit.
    package internal(set) var attempts: Int
    package internal(set) var lastFailure: Failure?
    /// The executions that the visit has started, in order.
    package let executions: [ExecutionID]
    /// How many executions that were to undo the visit have ended for good.
    var spent = 0
    var retries: [Int: Int] = [:]

    package enum Phase: Sendable {
        case waiting
        case running
        case settling(TaskEnding)
        case backingOff(until: Deadline)
        case stuck(Failure)
    }

    /// The frozen arguments of the body whose turn it is.
    var frozen: UndoRegistration.Frozen? {
        role == .alternate ? registration.alternate : registration.primary
    }
}
