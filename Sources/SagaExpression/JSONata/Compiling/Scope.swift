/// A scope while an expression is compiled.
final class Scope {
    let names: ScopeNames
    let parent: Scope?

    init(_ names: [BoundName], parent: Scope?) {
        self.names = ScopeNames(names)
        self.parent = parent
    }

    /// The scope of a frame, for text that is compiled while the frame is evaluated.
    init(_ frame: Frame) {
        names = frame.names
        parent = frame.parent.map { Scope($0) }
    }

    /// Where `name` may stand, from the innermost scope that binds it outwards.
    func addresses(of name: BoundName) -> [Address] {
        var addresses: [Address] = []
        var hops = 0
        var scope: Scope? = self
        while let current = scope {
            if let slot = current.names.names.firstIndex(of: name) {
                addresses.append(Address(hops: hops, slot: slot))
            }
            hops += 1
            scope = current.parent
        }
        return addresses
    }
}

extension Syntax {
    /// The variables that this part binds in the scope in which it stands.
    var boundNames: [BoundName] {
        var names: [BoundName] = []
        collectBoundNames(into: &names)
        return names
    }

    private func collectBoundNames(into names: inout [BoundName]) {
        switch kind {
        case .lambda, .block: break
        case .path(let steps):
            // Steps that bind variables are evaluated in scopes of their own.
            for step in steps {
                if step.isTuple { break }
                step.collectBoundNames(into: &names)
            }
        case .binding(let name, let value):
            if !names.contains(.variable(name)) { names.append(.variable(name)) }
            value.collectBoundNames(into: &names)
        default:
            for child in children { child.collectBoundNames(into: &names) }
            return
        }
        if case .path = kind {
        } else {
            for case .filter(let predicate) in stages {
                predicate.collectBoundNames(into: &names)
            }
        }
        for pair in group ?? [] {
            pair.key.collectBoundNames(into: &names)
            pair.value.collectBoundNames(into: &names)
        }
    }

    /// The names that a path, or a block that ends with one, binds to its items on the way.
    var tupleNames: [BoundName] {
        var names: [BoundName] = []
        func add(_ name: BoundName) {
            if !names.contains(name) { names.append(name) }
        }
        switch kind {
        case .path(let steps):
            for step in steps {
                if let focus = step.focus { add(.variable(focus)) }
                if let index = step.index { add(.variable(index)) }
                if let ancestor = step.ancestor { add(.parent(ancestor.label)) }
                for case .index(let name) in step.stages { add(.variable(name)) }
                step.tupleNames.forEach(add)
            }
        case .block(let parts) where isTuple: parts.last?.tupleNames.forEach(add)
        default: break
        }
        return names
    }
}
