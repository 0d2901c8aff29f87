extension Signature {
    /// Parses a signature with its angle brackets.
    ///
    /// - Throws: S0401 and S0402; the position is that in the signature.
    init(parsing text: String) throws(JSONataError) {
        let letters = Array(text.unicodeScalars)
        var parameters: [Parameter] = []
        var position = 1
        scan: while position < letters.count {
            let letter = letters[position]
            switch letter {
            case ":": break scan
            case "s", "n", "b", "l", "o":
                let types = (Types(letter) ?? []).union(.missing)
                parameters.append(Parameter(types: types))
            case "a": parameters.append(Parameter(types: .any, isArray: true))
            case "f": parameters.append(Parameter(types: .function))
            case "j": parameters.append(Parameter(types: .json))
            case "x": parameters.append(Parameter(types: .any))
            case "-":
                parameters.changeLast {
                    $0.usesContext = true
                    $0.isOptional = true
                }
            case "?": parameters.changeLast { $0.isOptional = true }
            case "+": parameters.changeLast { $0.isRepeated = true }
            case "(":
                let end = Self.closing("(", ")", in: letters, from: position)
                let choice = letters[min(position + 1, end)..<end]
                if choice.contains("<") {
                    throw JSONataError("S0402", position: position)
                }
                let types = choice.reduce(into: Types.missing) { $0.formUnion(Types($1) ?? []) }
                parameters.append(Parameter(types: types))
                position = end
            case "<":
                guard let last = parameters.last, last.isArray || last.types == .function else {
                    throw JSONataError("S0401", position: position)
                }
                let end = Self.closing("<", ">", in: letters, from: position)
                if last.isArray, position + 1 < end, let element = Types(letters[position + 1]) {
                    parameters.changeLast { $0.element = element }
                }
                position = end
            default: break
            }
            position += 1
            if parameters.count > JSONataLimits.parameters {
                throw JSONataError("S0501", position: position)
            }
        }
        self.init(parameters: parameters)
    }

    /// Where the bracket that opens at `start` closes; the end where it does not.
    private static func closing(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, in letters: [Unicode.Scalar],
        from start: Int
    ) -> Int {
        var depth = 0
        for position in start..<letters.count {
            if letters[position] == open { depth += 1 }
            if letters[position] == close {
                depth -= 1
                if depth == 0 { return position }
            }
        }
        return letters.count
    }
}

extension [Signature.Parameter] {
    fileprivate mutating func changeLast(_ change: (inout Signature.Parameter) -> Void) {
        if !isEmpty { change(&self[count - 1]) }
    }
}
