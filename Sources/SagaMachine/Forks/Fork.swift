package import SagaValue

/// The scopes of a visit that runs some: which have been started, and what came of them.
///
/// Of a scope that has ended its output stays, and nothing else unless a writer needs it.
package struct Fork: Sendable {
    package let start: ForkStart
    /// The scope that the visit is in.
    package let scope: Int
    /// Of a Map, what it iterates over.
    package let items: [Value]?
    /// Where the items come from.
    package let origin: ItemOrigin
    /// The names that the service would give this run of the scopes.
    package let run: MapRun
    package internal(set) var nextIndex = 0
    /// The scopes that have not ended.
    package internal(set) var running: Set<Int> = []
    /// Failed so far: iterations, or with batches their items.
    package internal(set) var failedCount = 0
    /// The first failure that was not tolerated: nothing is started any more, and what runs ends.
    package internal(set) var failure: Failure?
    /// By index; nil of what has not ended well.
    private(set) var results: [Value?]
    /// Why iterations failed, by index.
    private(set) var failures: [Int: Failure] = [:]
    /// What a writer tells of an iteration beside its output; empty where none will.
    private(set) var notes: [Note?]

    /// Of an iteration that has ended.
    struct Note: Sendable {
        let started: Timestamp
        let ended: Timestamp
        /// Nil where it is the fork's own for its index.
        let input: Value?
    }

    init(
        _ start: ForkStart, items: [Value]?, origin: ItemOrigin, run: MapRun, keepsNotes: Bool,
        in scope: Int
    ) {
        self.start = start
        self.scope = scope
        self.items = items
        self.origin = origin
        self.run = run
        results = Array(repeating: nil, count: start.count)
        notes = keepsNotes ? Array(repeating: nil, count: start.count) : []
    }

    /// Keeps what has become of a scope.
    mutating func take(_ ending: ScopeEnd.Ending, _ output: Value?, at index: Int) {
        guard results.indices.contains(index) else { return }
        switch ending {
        case .succeeded: results[index] = output
        case .failed(let cause, let forkFailure):
            failedCount += weight(of: index)
            failures[index] = cause
            failure = failure ?? forkFailure
        case .aborted: break
        }
    }

    /// Keeps what a writer will tell of an iteration.
    mutating func note(_ note: @autoclosure () -> Note, at index: Int) {
        if notes.indices.contains(index) { notes[index] = note() }
    }

    /// Whether another scope may start now.
    var mayStart: Bool {
        failure == nil && nextIndex < start.count && running.count < start.limit
    }

    /// Whether everything has been started and has ended.
    var isOver: Bool { running.isEmpty && nextIndex == start.count }

    /// How many items an iteration has.
    func weight(of index: Int) -> Int { start.batches?.range(of: index).count ?? 1 }

    /// How many items there are; of a Parallel, branches.
    var total: Int { items?.count ?? start.count }

    /// What the scope of an index starts with where nothing else was written down.
    func input(at index: Int) -> Value {
        guard let items else { return start.input }
        if let batches = start.batches {
            return batches.input(
                with: Array(items[batches.range(of: index).clamped(to: items.indices)]))
        }
        return items.indices.contains(index) ? items[index] : .null
    }

    /// The output of all that ended well, in order.
    var result: Value { .array(results.compactMap(\.self)) }
}
