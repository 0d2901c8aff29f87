import SagaValue

extension Intrinsic {
    /// The function's result.
    ///
    /// - Throws: `States.Runtime` where a path among the arguments finds nothing,
    ///   `States.IntrinsicFailure` where the function cannot work with what it gets.
    func evaluate(
        in scope: EvaluationScope, chance: inout RandomSequence
    ) throws(EvaluationFailure) -> Value {
        if let sum = quickSum(in: scope) { return sum }
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        var template: FormatTemplate?
        for argument in arguments {
            switch argument {
            case .value(let value): values.append(value)
            case .template(let literal): template = literal
            case .path(let path): values.append(try value(of: path, in: scope))
            case .call(let call): values.append(try call.evaluate(in: scope, chance: &chance))
            case .malformed(let text):
                throw failure(.init("The string '\(text)' has an escape that does not exist."))
            }
        }
        do {
            return try result(of: values, template: template, chance: &chance)
        } catch {
            throw failure(error)
        }
    }

    /// A sum of two integers of 32 bits, which a loop computes millions of times.
    private func quickSum(in scope: EvaluationScope) -> Value? {
        guard function == .mathAdd, arguments.count == 2,
            let left = arguments[0].smallInteger(in: scope),
            let right = arguments[1].smallInteger(in: scope),
            let sum = Int32(exactly: left + right)
        else { return nil }
        return .integer(Int(sum))
    }

    private func value(
        of path: PathExpression, in scope: EvaluationScope
    ) throws(EvaluationFailure) -> Value {
        do {
            return try path.resolve(in: scope)
        } catch {
            throw .runtime(
                "The function '\(text)' had the following error: The JsonPath argument for the "
                    + "field '\(path.text)' could not be found in the input "
                    + "'\(scope.input.quoted)'")
        }
    }

    private func failure(_ fault: IntrinsicFault) -> EvaluationFailure {
        EvaluationFailure(
            error: "States.IntrinsicFailure",
            cause: "The function '\(text)' had the following error: \(fault.reason)")
    }

    private func result(
        of values: [Value], template: FormatTemplate?, chance: inout RandomSequence
    ) throws(IntrinsicFault) -> Value {
        let arguments = IntrinsicArguments(values)
        switch function {
        case .format: return try arguments.format(template)
        case .stringToJSON: return try arguments.stringToJSON()
        case .jsonToString: return try arguments.jsonToString()
        case .array: return .array(values)
        case .arrayPartition: return try arguments.arrayPartition()
        case .arrayContains: return try arguments.arrayContains()
        case .arrayRange: return try arguments.arrayRange()
        case .arrayGetItem: return try arguments.arrayGetItem()
        case .arrayLength: return .integer(try arguments.array(0).count)
        case .arrayUnique: return try arguments.arrayUnique()
        case .base64Encode: return try arguments.base64Encode()
        case .base64Decode: return try arguments.base64Decode()
        case .hash: return try arguments.hash()
        case .jsonMerge: return try arguments.jsonMerge()
        case .mathRandom: return try arguments.mathRandom(&chance)
        case .mathAdd: return try arguments.mathAdd()
        case .stringSplit: return try arguments.stringSplit()
        case .uuid: return .string(UUID(random: chance.next(), chance.next()).text)
        }
    }
}

extension Intrinsic.Argument {
    /// An argument that is an integer of 32 bits as it stands; nil for any other.
    fileprivate func smallInteger(in scope: EvaluationScope) -> Int? {
        let integer: Int?
        switch self {
        case .value(.number(.integer(let written))): integer = written
        case .path(let path): integer = path.integer(in: scope)
        case .value, .template, .call, .malformed: return nil
        }
        return integer.flatMap { Int32(exactly: $0) == nil ? nil : $0 }
    }
}
