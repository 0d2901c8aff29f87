/// Scopes that may have work to do, in the order in which they came.
struct ReadyQueue: Sendable {
    private var scopes: [Int] = []
    private var head = 0

    /// How many have gone before their places are given back.
    private static let compactionCount = 1024

    init(_ scopes: [Int] = []) { self.scopes = scopes }

    var isEmpty: Bool { head == scopes.count }

    /// Adds a scope, unless it is the last one already.
    mutating func append(_ scope: Int) {
        if isEmpty || scopes[scopes.count - 1] != scope { scopes.append(scope) }
    }

    /// Removes the first scope; nil when there is none.
    mutating func popFirst() -> Int? {
        guard !isEmpty else { return nil }
        let scope = scopes[head]
        head += 1
        if isEmpty {
            scopes.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= Self.compactionCount, head * 2 >= scopes.count {
            // It may never be empty while a large Map runs.
            scopes.removeFirst(head)
            head = 0
        }
        return scope
    }
}
