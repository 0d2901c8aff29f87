package import SagaValue

/// The variables that an expression sees: those of its own scope and of the scopes around it.
///
/// A Parallel's branch and a Map's iteration open a scope of their own by `nested()`. Assigning
/// changes the innermost scope only; the language forbids names that exist further out, and
/// `isDefinedOutside` tells them. A copy costs one retain; storage is copied on the first write.
package struct Variables: Sendable, Equatable {
    /// Outermost first, never empty.
    private var scopes: [Object]

    /// The variables of an execution's outermost scope.
    package init(_ variables: Object = Object()) {
        scopes = [variables]
    }

    /// The variables of a new scope within this one, empty at first.
    package func nested() -> Variables {
        var inner = self
        inner.scopes.append(Object())
        return inner
    }

    /// The variable that `$name` stands for; nil when there is none.
    package subscript(name: String) -> Value? {
        for scope in scopes.reversed() {
            if let value = scope[name] { return value }
        }
        return nil
    }

    /// The variables of this scope, without those around it.
    package var own: Object { scopes[scopes.count - 1] }

    /// All variables that can be read, outermost first.
    package var visible: Object {
        var visible = scopes[0]
        for scope in scopes.dropFirst() {
            for (name, value) in scope { visible[name] = value }
        }
        return visible
    }

    /// Whether a scope around this one has a variable `name`, which this one may then not assign.
    package func isDefinedOutside(_ name: String) -> Bool {
        scopes.dropLast().contains { $0.contains(name) }
    }

    /// Gives a variable of this scope a value.
    package mutating func assign(_ value: Value, to name: String) {
        scopes[scopes.count - 1][name] = value
    }

    /// Gives several variables of this scope their values: what one `Assign` yields.
    package mutating func assign(_ values: Object) {
        for (name, value) in values { assign(value, to: name) }
    }
}
