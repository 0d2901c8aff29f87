package import SagaValue

/// What a visit that runs scopes of its own was given.
package struct ForkStart: Sendable {
    package let visit: Int
    /// How many scopes there will be.
    package let count: Int
    /// What every branch starts with; of a Map, the input that its `ItemSelector` sees.
    package let input: Value
    /// Of a Map, what it iterates over; nil of a Parallel, and where the items were read.
    package let items: [Value]?
    /// Whether the items are those that the visit's `ItemReader` has read.
    package let readsItems: Bool
    /// Nil where every scope has one item.
    package let batches: Batches?
    /// How many scopes may run at the same time.
    package let limit: Int
    package let tolerance: Tolerance?

    /// How many iterations may fail; beyond either bound the Map fails.
    package struct Tolerance: Hashable, Sendable {
        package let count: Double?
        package let percentage: Double?

        package init(count: Double?, percentage: Double?) {
            self.count = count
            self.percentage = percentage
        }

        /// Whether `failed` of `total` are too many.
        package func isExceeded(failed: Int, of total: Int) -> Bool {
            if let count, Double(failed) > count { return true }
            if let percentage, total > 0 {
                return Double(failed) * 100 / Double(total) > percentage
            }
            return count == nil && percentage == nil
        }
    }

    package init(
        visit: Int, count: Int, input: Value, items: [Value]?, limit: Int, tolerance: Tolerance?,
        readsItems: Bool = false, batches: Batches? = nil
    ) {
        self.visit = visit
        self.count = count
        self.input = input
        self.items = items
        self.readsItems = readsItems
        self.batches = batches
        self.limit = limit
        self.tolerance = tolerance
    }
}

package struct ScopeStart: Sendable {
    package let scope: Int
    /// The visit that runs it.
    package let visit: Int
    /// Which branch, or which item.
    package let index: Int
    /// Nil where it is the fork's for this index.
    package let input: Value?

    package init(scope: Int, visit: Int, index: Int, input: Value?) {
        self.scope = scope
        self.visit = visit
        self.index = index
        self.input = input
    }
}

package struct ScopeEnd: Sendable {
    package let scope: Int
    package let ending: Ending

    package enum Ending: Sendable {
        case succeeded
        /// With `forkFailure` it takes the visit that runs it along; without, it is tolerated.
        case failed(Failure, forkFailure: Failure?)
        /// Stopped, because a sibling failed or everything is rolled back.
        case aborted
    }

    package init(scope: Int, ending: Ending) {
        self.scope = scope
        self.ending = ending
    }
}
