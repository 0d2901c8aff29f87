package import SagaDefinition
package import SagaExpression
package import SagaValue

/// One run through a graph: the workflow's own, a branch, or an iteration.
package struct Scope: Sendable {
    package let id: Int
    package let graph: GraphID
    /// The visit that runs it; nil for the workflow's own.
    package let parent: Parent?
    /// The path of the visit that runs it, with a slash at the end; empty for the workflow's own.
    package let prefix: String
    /// Whose history AWS would write its events into: the scope of an iteration of a distributed
    /// Map, or 0, which is the execution itself.
    package let historyScope: Int
    /// What it was entered with, and to what a Catcher's `All` goes back.
    let origin: SavePointMark
    package internal(set) var variables: Variables
    /// When it was entered.
    var started: Timestamp { origin.time }
    /// The latest visit; after the end, the last.
    package internal(set) var visit: Visit
    /// Set when the last state was left.
    package internal(set) var output: Value?
    /// The visits that a rollback has to look at, in the order in which they ended.
    package internal(set) var history: [Int] = []
    package internal(set) var recovery: Recovery?
    /// Whether anything was undone in it, whose key must not be met again.
    var hasUndone = false
    /// How often each state was entered, by its position in the graph.
    package internal(set) var visitCounts: [Int]
    var savePoints: [StateID: SavePointMark] = [:]

    /// Which visit runs a scope, in which scope, and for which branch or item.
    package struct Parent: Hashable, Sendable {
        package let scope: Int
        package let visit: Int
        package let index: Int
    }

    /// Whether a variable of this name can be read now.
    package func hasVariable(_ name: String) -> Bool { variables[name] != nil }

    /// The path of a visit without its number, such as `Each[3]/Load`.
    func path(of state: State) -> String { prefix + state.name }
}

/// What a rollback to a save-point brings back.
struct SavePointMark: Sendable {
    let input: Value
    let variables: Variables
    /// When it was passed.
    let time: Timestamp
    /// The length of the scope's history when it was passed.
    let historyCount: Int
    /// The visit that passed it; 0 is the scope's beginning.
    let visit: Int
    /// False once a rollback went back beyond it.
    var isPassed = true
    /// Rewinds to it so far, over all times it was passed.
    var rewinds = 0
}

/// A rollback of a scope, from its decision to its end.
package struct Recovery: Sendable {
    package let decision: RecoveryDecision
    /// The visits that remain to be undone, the last one first; nil until everything that ran has
    /// stopped.
    package internal(set) var remaining: [Int]?
    /// Whether there was anything to undo.
    package internal(set) var isEmpty = true
    package internal(set) var isPartial = false
    package internal(set) var isStuck = false
    /// Whether only what is owed is undone, for a Catcher that otherwise leaves everything.
    var isOfOwed = false
    /// The rollback of the same scope that it has cut short, if work would have followed.
    package internal(set) var cut: RecoveryDecision?
}
