/// Scopes that may have work to do, in the order in which they came.
struct ReadyQueue: Sendable {
    private var scopes: [Int] = []
    private var head = 0

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
        }
        return scope
    }
}
