/// `$`: the context.
final class ContextNode: Node {
    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        input.unwrapped
    }
}

extension Datum {
    /// The array that was wrapped to be one item; anything else as it is.
    var unwrapped: Datum {
        if case .list(let list) = self, list.flags.contains(.wrapper), list.count > 0 {
            return list.items[0]
        }
        return self
    }
}

/// `$$`: the input of the whole expression.
final class RootNode: Node {
    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        run.root
    }
}

/// A variable, or the context of the step that a `%` means.
final class VariableNode: Node {
    /// Where it may be bound: the innermost scope that binds the name, and those around it.
    private let nearest: Address?
    private let others: ArraySlice<Address>
    /// The name, where the variable may come from outside of the expression.
    private let name: String?
    private let outsideIndex: Int
    private let builtin: Builtin?

    init(_ addresses: [Address], name: String?, outsideIndex: Int) {
        nearest = addresses.first
        others = addresses.dropFirst()
        self.name = name
        self.outsideIndex = outsideIndex
        builtin = name.flatMap { Builtin(name: $0) }
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        if let nearest {
            if let value = frame.value(at: nearest) { return value }
            for address in others {
                if let value = frame.value(at: address) { return value }
            }
        }
        guard let name else { return .undefined }
        if let value = run.outsideVariable(name, at: outsideIndex) { return value }
        guard let builtin, builtin.exists(in: run.environment.dialect) else {
            return .undefined
        }
        return .function(Function(.builtin(builtin)))
    }
}

/// Binds a variable: `$name := value`.
final class BindNode: Node {
    private let address: Address
    private let value: any Node

    init(_ address: Address, _ value: any Node) {
        self.address = address
        self.value = value
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let value = try value.evaluate(input, frame, run)
        if address.slot < frame.slots.count { frame.slots[address.slot] = value }
        return value
    }
}
