extension Signature {
    /// The arguments as the function takes them: the context filled in, single values wrapped
    /// where it takes arrays.
    ///
    /// - Throws: T0410, T0411 and T0412, without the function's name.
    func validated(
        _ arguments: [Datum], context: Datum
    ) throws(JSONataError) -> [Datum] {
        guard let counts = match(arguments) else { throw mismatch(arguments) }
        let context = context.unwrapped
        var validated: [Datum] = []
        validated.reserveCapacity(parameters.count)
        var next = 0
        for (parameter, count) in zip(parameters, counts) {
            if count == 0 {
                guard parameter.usesContext else {
                    // As the reference has it, an argument that no parameter took goes along.
                    validated.append(next < arguments.count ? arguments[next] : .undefined)
                    next += 1
                    continue
                }
                guard !parameter.types.isDisjoint(with: Types(of: context)) else {
                    throw JSONataError("T0411", value: context.shown, index: next + 1)
                }
                validated.append(context)
            }
            for _ in 0..<count {
                let argument = next < arguments.count ? arguments[next] : .undefined
                validated.append(
                    try Self.adapted(argument, to: parameter, count: count, index: next + 1))
                next += 1
            }
        }
        return validated
    }

    /// How many arguments each parameter takes, as a greedy regular expression would say.
    private func match(_ arguments: [Datum]) -> [Int]? {
        var counts: [Int] = []
        counts.reserveCapacity(parameters.count)
        var next = 0
        for parameter in parameters {
            guard isSimple else { return matchAll(arguments) }
            if next < arguments.count,
                !parameter.types.isDisjoint(with: Types(of: arguments[next]))
            {
                counts.append(1)
                next += 1
            } else if parameter.isOptional {
                counts.append(0)
            } else {
                return matchAll(arguments)
            }
        }
        return next == arguments.count ? counts : matchAll(arguments)
    }

    private func matchAll(_ arguments: [Datum]) -> [Int]? {
        var dead: Set<Int> = []
        return matchFrom(0, arguments, 0, &dead)
    }

    /// The counts of the parameters from `index` on, trying the longest first.
    ///
    /// - Parameter dead: The places from which no way leads on.
    private func matchFrom(
        _ index: Int, _ arguments: [Datum], _ start: Int, _ dead: inout Set<Int>
    ) -> [Int]? {
        guard index < parameters.count else { return start == arguments.count ? [] : nil }
        let place = index * (arguments.count + 1) + start
        if dead.contains(place) { return nil }
        let parameter = parameters[index]
        var longest = 0
        let most = parameter.isRepeated ? arguments.count - start : min(1, arguments.count - start)
        while longest < most,
            !parameter.types.isDisjoint(with: Types(of: arguments[start + longest]))
        {
            longest += 1
        }
        var count = longest
        while count >= (parameter.isOptional ? 0 : 1) {
            if let rest = matchFrom(index + 1, arguments, start + count, &dead) {
                return [count] + rest
            }
            count -= 1
        }
        dead.insert(place)
        return nil
    }

    private static func adapted(
        _ argument: Datum, to parameter: Parameter, count: Int, index: Int
    ) throws(JSONataError) -> Datum {
        guard parameter.isArray, !argument.isUndefined else { return argument }
        let elements = argument.elements
        if let wanted = parameter.element {
            var isFitting = true
            if let elements {
                isFitting = (0..<elements.count).allSatisfy { Types(of: elements[$0]) == wanted }
            } else {
                isFitting = count == 1 && Types(of: argument) == wanted
            }
            if !isFitting {
                throw JSONataError(
                    "T0412", value: argument.shown, value2: plural(of: wanted), index: index)
            }
        }
        return elements == nil ? .list(List([argument])) : argument
    }

    /// The first argument that breaks the pattern.
    private func mismatch(_ arguments: [Datum]) -> JSONataError {
        var good = 0
        for parameter in parameters {
            var count = 0
            let most =
                parameter.isRepeated ? arguments.count - good : min(1, arguments.count - good)
            while count < most,
                !parameter.types.isDisjoint(with: Types(of: arguments[good + count]))
            {
                count += 1
            }
            if count == 0, !parameter.isOptional { break }
            good += count
        }
        let value = good < arguments.count ? arguments[good].shown : nil
        return JSONataError("T0410", value: value, index: good + 1)
    }

    private static func plural(of types: Types) -> String {
        switch types {
        case .array: "arrays"
        case .bool: "booleans"
        case .function: "functions"
        case .number: "numbers"
        case .object: "objects"
        case .string: "strings"
        default: "values"
        }
    }
}
