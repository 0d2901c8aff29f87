package import SagaMachine

/// The world as tasks change it: what a key has made stays until it is undone, and what was undone
/// never comes back, however late its request arrives.
package struct Ledger: Sendable {
    /// What is there: the path of the visit, by its key.
    package private(set) var present: [String: String] = [:]
    private var tombstones: Set<String> = []
    /// Paths of what ran inside visits that were undone as a whole.
    private var buried: [String] = []

    package init() {}

    /// Lets the effect of a task happen: of a forward one, once; of an undo, as often as it likes.
    package mutating func land(_ order: TaskOrder) {
        // Reading changes nothing, and what is written is the same however often.
        if order.role.isOfFiles { return }
        guard let forwardKey = order.forwardKey else {
            let isBuried = buried.contains { order.path.hasPrefix($0) }
            if !tombstones.contains(order.key), !isBuried { present[order.key] = order.path }
            return
        }
        tombstones.insert(forwardKey)
        present[forwardKey] = nil
        let inside = Self.prefix(inside: order.path)
        buried.append(inside)
        present = present.filter { !$0.value.hasPrefix(inside) }
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
