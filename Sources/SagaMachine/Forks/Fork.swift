import SagaValue

/// The scopes of a visit that runs some: which have been started, and what came of them.
package struct Fork: Sendable {
    package let start: ForkStart
    /// The scope that the visit is in.
    package let scope: Int
    package internal(set) var nextIndex = 0
    /// The scopes that have not ended.
    package internal(set) var running: Set<Int> = []
    package internal(set) var failedCount = 0
    /// The first failure that was not tolerated: nothing is started any more, and what runs ends.
    package internal(set) var failure: Failure?
    /// By index; nil of what has not ended well.
    var results: [Value?]

    init(_ start: ForkStart, in scope: Int) {
        self.start = start
        self.scope = scope
        results = Array(repeating: nil, count: start.count)
    }

    /// Keeps the output of a scope that ended well.
    mutating func take(_ output: Value?, at index: Int) {
        if results.indices.contains(index) { results[index] = output }
    }

    /// Whether another scope may start now.
    var mayStart: Bool {
        failure == nil && nextIndex < start.count && running.count < start.limit
    }

    /// The output of all that ended well, in order.
    var result: Value { .array(results.compactMap(\.self)) }
}
