extension Run {
    /// The result of a function, tail calls included.
    func call(
        _ function: Function, _ arguments: [Datum], input: Datum, frame: Frame
    ) throws(JSONataError) -> Datum {
        try enterCall()
        var result = try callOnce(function, arguments, input: input, frame: frame)
        while let next = tail {
            tail = nil
            let procedure = try next.call.procedure.evaluate(next.input, next.frame, self)
            let arguments = try next.call.evaluateArguments(next.input, next.frame, self)
            guard case .function(let function) = procedure else {
                throw next.call.notAFunction(next.frame, self)
            }
            do {
                result = try callOnce(function, arguments, input: next.input, frame: next.frame)
            } catch {
                throw next.call.blamed(error)
            }
        }
        leaveCall()
        return result
    }

    /// Calls a function for a higher-order one, with as many of the arguments as it takes.
    func call(
        _ function: Function, _ first: Datum, _ second: @autoclosure () -> Datum,
        _ third: @autoclosure () -> Datum, frame: Frame
    ) throws(JSONataError) -> Datum {
        let arguments: [Datum] =
            switch function.arity {
            case ...1: [first]
            case 2: [first, second()]
            default: [first, second(), third()]
            }
        return try call(function, arguments, input: .null, frame: frame)
    }

    private func callOnce(
        _ function: Function, _ arguments: [Datum], input: Datum, frame: Frame
    ) throws(JSONataError) -> Datum {
        // A call makes an array of arguments and a scope: it takes as long as a few parts of an
        // expression.
        try spend(4)
        var arguments = arguments
        if let signature = function.signature {
            arguments = try signature.validated(arguments, context: input)
        }
        if case .lambda(let node, let scope, let context) = function.kind {
            return try node.call(arguments, context, scope, self)
        }
        return try callOther(function, arguments, input: input, frame: frame)
    }

    /// Calls what is no definition of the expression's own.
    private func callOther(
        _ function: Function, _ arguments: [Datum], input: Datum, frame: Frame
    ) throws(JSONataError) -> Datum {
        switch function.kind {
        case .builtin(let builtin):
            let call = Call(input: input, frame: frame, run: self)
            return try checked(try builtin.call(arguments, call))
        case .lambda(let node, let scope, let context):
            return try node.call(arguments, context, scope, self)
        case .partial(let function, let given):
            var rest = arguments.makeIterator()
            let all = given.map { $0 ?? rest.next() ?? .undefined }
            return try nested { () throws(JSONataError) in
                try call(function, all, input: input, frame: frame)
            }
        case .composed(let first, let second):
            return try nested { () throws(JSONataError) in
                let value = try call(first, arguments, input: .null, frame: frame)
                return try call(second, [value], input: .null, frame: frame)
            }
        case .regex(let regex):
            guard case .string(let text)? = arguments.first else { return .undefined }
            let start = arguments.count > 1 ? arguments[1].double ?? 0 : 0
            let from = Int(exactly: start.rounded(.down)) ?? 0
            try spend(text.utf8.count / 4)
            return try match(regex, RegexText(text), from: max(0, from), isFirst: true)
        case .nextMatch(let regex, let text, let from):
            return try match(regex, text, from: from, isFirst: false)
        case .transform(let node, let scope):
            return try node.transform(arguments.first ?? .undefined, scope, self)
        }
    }

    /// Counts a call that is not a part of the expression as a level of depth.
    private func nested(
        _ body: () throws(JSONataError) -> Datum
    ) throws(JSONataError) -> Datum {
        try enter()
        let result = try body()
        leave()
        return result
    }
}
