extension SyntaxParser {
    /// `(…; …)`; the opening parenthesis has been read.
    mutating func block(at position: Int) throws(JSONataError) -> Syntax {
        var expressions: [Syntax] = []
        while !isAt(.closeParenthesis) {
            expressions.append(try expression(0))
            guard isAt(.semicolon) else { break }
            try advance()
        }
        try expect(.closeParenthesis, afterOperand: true)
        return try Syntax(.block(expressions), at: position)
    }

    /// `[…, … .. …]`; the opening bracket has been read.
    mutating func arrayConstructor(at position: Int) throws(JSONataError) -> Syntax {
        var items: [Syntax] = []
        if !isAt(.closeBracket) {
            while true {
                var item = try expression(0)
                if isAt(.range) {
                    let operatorPosition = token.position
                    try advance()
                    let end = try expression(0)
                    item = try Syntax(.binary(.range, item, end), at: operatorPosition)
                }
                items.append(item)
                guard isAt(.comma) else { break }
                try advance()
            }
        }
        try expect(.closeBracket, afterOperand: true)
        return try Syntax(.array(items), at: position)
    }

    /// `key: value, …}`; the opening brace has been read.
    mutating func pairs() throws(JSONataError) -> [Syntax.Pair] {
        var pairs: [Syntax.Pair] = []
        if !isAt(.closeBrace) {
            while true {
                let key = try expression(0)
                try expect(.colon)
                pairs.append((key, try expression(0)))
                guard isAt(.comma) else { break }
                try advance()
            }
        }
        try expect(.closeBrace, afterOperand: true)
        return pairs
    }

    /// `|pattern|update, delete|`; the first bar has been read.
    mutating func transform(at position: Int) throws(JSONataError) -> Syntax {
        // The token before was read as if an operand had ended; a regular expression cannot
        // open a pattern, so nothing is lost.
        let pattern = try expression(0)
        try expect(.bar)
        let update = try expression(0)
        var delete: Syntax?
        if isAt(.comma) {
            try advance()
            delete = try expression(0)
        }
        try expect(.bar)
        let kind = Syntax.Kind.transform(pattern: pattern, update: update, delete: delete)
        return try Syntax(kind, at: position)
    }

    /// `?then:else`; the question mark has been read.
    mutating func condition(_ test: Syntax, at position: Int) throws(JSONataError) -> Syntax {
        let then = try expression(0)
        var otherwise: Syntax?
        if isAt(.colon) {
            try advance()
            otherwise = try expression(0)
        }
        return try Syntax(.condition(test, then: then, else: otherwise), at: position)
    }

    /// `[predicate]` or `[]`; the opening bracket has been read.
    mutating func predicate(
        on left: Syntax, at position: Int
    ) throws(JSONataError) -> Syntax {
        if isAt(.closeBracket) {
            var step = left
            while case .predicate(let inner, _) = step.kind { step = inner }
            step.keepsArray = true
            try advance(afterOperand: true)
            return left
        }
        let predicate = try expression(0)
        try expect(.closeBracket, afterOperand: true)
        return try Syntax(.predicate(left, predicate), at: position)
    }

    /// `(>price, <name)` behind a caret.
    mutating func sortTerms() throws(JSONataError) -> [Syntax.SortTerm] {
        try expect(.openParenthesis)
        var terms: [Syntax.SortTerm] = []
        while true {
            let isDescending = isAt(.greater)
            if isDescending || isAt(.less) { try advance() }
            let expression = try expression(0)
            terms.append(Syntax.SortTerm(expression: expression, isDescending: isDescending))
            guard isAt(.comma) else { break }
            try advance()
        }
        try expect(.closeParenthesis)
        return terms
    }

    /// The variable behind `@` or `#`.
    mutating func boundVariable(of symbol: Symbol) throws(JSONataError) -> String {
        let variable = try expression(symbol.bindingPower)
        guard case .variable(let name) = variable.kind else {
            throw JSONataError("S0214", position: variable.position, token: symbol.rawValue)
        }
        return name
    }

    /// `(arguments)`, or for the name `function` a definition; the parenthesis has been read.
    mutating func call(of left: Syntax, at position: Int) throws(JSONataError) -> Syntax {
        var arguments: [Syntax] = []
        var isPartial = false
        if !isAt(.closeParenthesis) {
            while true {
                if isAt(.question) {
                    isPartial = true
                    arguments.append(try Syntax(.placeholder, at: token.position))
                    try advance()
                } else {
                    arguments.append(try expression(0))
                }
                guard isAt(.comma) else { break }
                try advance()
            }
        }
        try expect(.closeParenthesis, afterOperand: true)
        guard case .name(let name) = left.kind, name == "function" || name == "λ" else {
            return try Syntax(.call(left, arguments, isPartial: isPartial), at: position)
        }
        return try lambda(parameters: arguments, at: position)
    }

    private mutating func lambda(
        parameters: [Syntax], at position: Int
    ) throws(JSONataError) -> Syntax {
        var names: [String] = []
        for (index, parameter) in parameters.enumerated() {
            guard case .variable(let name) = parameter.kind else {
                throw JSONataError(
                    "S0208", position: parameter.position, token: parameter.tokenText,
                    value: String(index + 1))
            }
            names.append(name)
        }
        let signature = isAt(.less) ? try signature() : nil
        try expect(.openBrace)
        let body = try expression(0)
        try expect(.closeBrace)
        return try Syntax(.lambda(names, signature: signature, body: body), at: position)
    }

    /// The types between angle brackets; the first bracket is the current token.
    private mutating func signature() throws(JSONataError) -> Signature {
        let start = token.position
        var text = "<"
        var depth = 1
        while depth > 0, !isAt(.openBrace), token.kind != .end {
            try advance()
            if isAt(.greater) { depth -= 1 }
            if isAt(.less) { depth += 1 }
            text += token.text
        }
        try expect(.greater)
        do {
            return try Signature(parsing: text)
        } catch {
            var error = error
            error.position = start + (error.position ?? 0)
            throw error
        }
    }
}
