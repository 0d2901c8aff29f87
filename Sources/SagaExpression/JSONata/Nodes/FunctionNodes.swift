/// The definition of a function.
final class LambdaNode: Node {
    let parameterCount: Int
    let signature: Signature?
    private let names: ScopeNames
    private let body: any Node

    /// - Parameter names: The parameters, then what the body binds.
    init(parameterCount: Int, signature: Signature?, names: ScopeNames, body: any Node) {
        self.parameterCount = parameterCount
        self.signature = signature
        self.names = names
        self.body = body
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try frame.keep(in: run)
        return try run.checked(.function(Function(.lambda(self, frame, input))))
    }

    func call(
        _ arguments: [Datum], _ input: Datum, _ scope: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var slots: [Datum?] = []
        slots.reserveCapacity(names.count)
        for slot in 0..<parameterCount {
            slots.append(slot < arguments.count ? arguments[slot] : .undefined)
        }
        let frame = Frame(names, parent: scope, slots: slots)
        return try body.evaluate(input, frame, run)
    }
}

/// A call of a function.
final class CallNode: Node {
    let procedure: any Node
    private let arguments: [any Node]
    /// How a message names the function.
    private let name: String?
    /// The field that stands where a variable was meant, to help who forgot the dollar.
    private let fieldName: String?
    private let builtin: Builtin?
    private let isTail: Bool
    private let position: Int

    init(
        _ procedure: any Node, _ arguments: [any Node], name: String?, fieldName: String?,
        isTail: Bool, position: Int
    ) {
        self.procedure = procedure
        self.arguments = arguments
        self.name = name
        self.fieldName = fieldName
        builtin = fieldName.flatMap { Builtin(name: $0) }
        self.isTail = isTail
        self.position = position
    }

    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try run.enter()
        if isTail {
            run.tail = TailCall(call: self, input: input, frame: frame)
            run.leave()
            return .undefined
        }
        let result = try sequence(input, frame, run).collapsed()
        run.leave()
        return result
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try call(with: nil, input, frame, run)
    }

    /// Calls with one more argument in front, which `~>` gives.
    func call(
        with first: Datum?, _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let procedure = try procedure.evaluate(input, frame, run)
        var arguments = try evaluateArguments(input, frame, run)
        if let first { arguments.insert(first, at: 0) }
        guard case .function(let function) = procedure else {
            throw notAFunction(frame, run)
        }
        do {
            return try run.call(function, arguments, input: input, frame: frame)
        } catch {
            throw blamed(error)
        }
    }

    func evaluateArguments(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> [Datum] {
        var values: [Datum] = []
        values.reserveCapacity(arguments.count + 1)
        for argument in arguments { values.append(try argument.evaluate(input, frame, run)) }
        return values
    }

    func notAFunction(_ frame: Frame, _ run: Run) -> JSONataError {
        let isForgotten = builtin?.exists(in: run.environment.dialect) ?? false
        return JSONataError(
            isForgotten ? "T1005" : "T1006", position: position, token: fieldName ?? name)
    }

    /// The error with the name and place of this call, unless it has its own.
    func blamed(_ error: JSONataError) -> JSONataError {
        var error = error
        if error.position == nil { error.position = position }
        if error.token == nil { error.token = name }
        return error
    }
}

/// A call with `?` for some arguments, which yields a function of these.
final class PartialNode: Node {
    private let procedure: any Node
    /// Nil where a question mark stands.
    private let arguments: [(any Node)?]
    private let fieldName: String?
    private let position: Int

    init(
        _ procedure: any Node, _ arguments: [(any Node)?], fieldName: String?, position: Int
    ) {
        self.procedure = procedure
        self.arguments = arguments
        self.fieldName = fieldName
        self.position = position
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        var values: [Datum?] = []
        for argument in arguments { values.append(try argument?.evaluate(input, frame, run)) }
        guard case .function(let function) = try procedure.evaluate(input, frame, run) else {
            let isForgotten = fieldName.flatMap { Builtin(name: $0) } != nil
            throw JSONataError(
                isForgotten ? "T1007" : "T1008", position: position, token: fieldName)
        }
        return try run.checked(.function(Function(.partial(function, values))))
    }
}

/// Applies a function to a value, or joins two: `left ~> right`.
final class ApplyNode: Node {
    private let left: any Node
    private let right: any Node
    /// The right side, where it is a call, which then takes the left as its first argument.
    private let call: CallNode?
    private let position: Int

    init(_ left: any Node, _ right: any Node, call: CallNode?, position: Int) {
        self.left = left
        self.right = right
        self.call = call
        self.position = position
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let value = try left.evaluate(input, frame, run)
        if let call { return try call.call(with: value, input, frame, run) }
        let right = try right.evaluate(input, frame, run)
        guard case .function(let function) = right else {
            throw JSONataError("T2006", position: position, value: right.shown)
        }
        if case .function(let first) = value {
            return try run.checked(.function(Function(.composed(first, function))))
        }
        return try run.call(function, [value], input: .null, frame: frame)
    }
}
