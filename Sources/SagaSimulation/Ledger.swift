package import SagaMachine

/// The world as tasks change it: what a key has made stays until it is undone, and what was undone
/// never comes back, however late its request arrives.
package struct Ledger: Sendable {
    /// What is there: the path of the visit, by its key.
    package private(set) var present: [String: String] = [:]
    private var tombstones: Set<String> = []
    /// The paths of forward tasks that were started, by key: a request may arrive long after it.
    private var begun: [String: String] = [:]

    package init() {}

    /// Notes that a task was started, whose effect may come at any time from now on.
    package mutating func begin(_ order: TaskOrder) {
        if order.forwardKey == nil, !order.role.isOfFiles { begun[order.key] = order.path }
    }

    /// Lets the effect of a task happen: of a forward one, once; of an undo, as often as it likes.
    package mutating func land(_ order: TaskOrder) {
        // Reading changes nothing, and what is written is the same however often.
        if order.role.isOfFiles { return }
        guard let forwardKey = order.forwardKey else {
            if !tombstones.contains(order.key) { present[order.key] = order.path }
            return
        }
        undo(forwardKey, at: order.path)
    }

    /// Undoes what a key has made, and what ran inside the visit at a path.
    ///
    /// What was started and has not taken effect never will. What is started later, when the visit
    /// is tried again, may.
    package mutating func undo(_ key: String?, at path: String) {
        let inside = Self.prefix(inside: path)
        tombstones.formUnion(begun.filter { $0.value.hasPrefix(inside) }.keys)
        present = present.filter { !$0.value.hasPrefix(inside) }
        guard let key else { return }
        tombstones.insert(key)
        present[key] = nil
    }

    package func has(_ key: String?) -> Bool { key.map { present[$0] != nil } ?? false }

    /// Whether an undo would find anything.
    package func hasAnything(of order: TaskOrder) -> Bool {
        has(order.forwardKey)
            || present.values.contains { $0.hasPrefix(Self.prefix(inside: order.path)) }
    }

    /// How the paths of visits inside a visit begin.
    private static func prefix(inside path: String) -> String {
        (path.hasSuffix("#1") ? String(path.dropLast(2)) : path) + "["
    }
}
