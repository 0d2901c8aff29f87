/// The variables of one scope while it is evaluated.
final class Frame {
    /// By the scope's slots; nil where nothing is bound yet, so that an outer scope answers.
    var slots: [Datum?]
    let parent: Frame?
    let names: ScopeNames
    /// Whether a function keeps this frame, so that it is emptied when the evaluation ends.
    private(set) var isKept = false

    init(_ names: ScopeNames, parent: Frame?) {
        self.names = names
        self.parent = parent
        slots = Array(repeating: nil, count: names.count)
    }

    init(_ names: ScopeNames, parent: Frame?, slots: [Datum?]) {
        self.names = names
        self.parent = parent
        self.slots = slots
        let missing = names.count - slots.count
        if missing > 0 { self.slots.append(contentsOf: repeatElement(nil, count: missing)) }
    }

    /// What is bound at an address, seen from here.
    func value(at address: Address) -> Datum? {
        var frame = self
        for _ in 0..<address.hops {
            guard let parent = frame.parent else { return nil }
            frame = parent
        }
        return address.slot < frame.slots.count ? frame.slots[address.slot] : nil
    }

    /// Notes this frame and those around it as kept by a function.
    func keep(in run: Run) throws(JSONataError) {
        var frame: Frame? = self
        while let current = frame, !current.isKept {
            current.isKept = true
            try run.keep(current)
            frame = current.parent
        }
    }
}

/// The names of a scope, by their slots.
final class ScopeNames: Sendable {
    let names: [BoundName]
    var count: Int { names.count }

    init(_ names: [BoundName]) {
        self.names = names
    }
}

/// Where a variable stands: so many scopes out, in that slot.
struct Address: Sendable {
    let hops: Int
    let slot: Int
}
