/// Calculates: `+ - * / %`.
final class ArithmeticNode: Node {
    private let symbol: Symbol
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ symbol: Symbol, _ left: any Node, _ right: any Node, position: Int) {
        self.symbol = symbol
        self.left = left
        self.right = right
        self.position = position
    }

    func evaluate(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try run.enter()
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        run.leave()
        if case .number(let a) = left, case .number(let b) = right, a.isFinite, b.isFinite {
            return .number(compute(a, b))
        }
        let a = try operand(left, "T2001")
        let b = try operand(right, "T2002")
        guard let a, let b else { return .undefined }
        return .number(compute(a, b))
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        try evaluate(input, frame, run)
    }

    private func compute(_ a: Double, _ b: Double) -> Double {
        switch symbol {
        case .plus: a + b
        case .minus: a - b
        case .star: a * b
        case .slash: a / b
        default: a.truncatingRemainder(dividingBy: b)
        }
    }

    /// The number; nil for undefined.
    private func operand(_ datum: Datum, _ code: String) throws(JSONataError) -> Double? {
        if datum.isUndefined { return nil }
        do {
            if let number = try datum.numeric { return number }
        } catch {
            var error = error
            error.position = position
            error.token = symbol.rawValue
            throw error
        }
        throw JSONataError(
            code, position: position, token: symbol.rawValue, value: datum.shown)
    }
}

/// Negates: `-`.
final class NegationNode: Node {
    private let operand: any Node
    private let position: Int

    init(_ operand: any Node, position: Int) {
        self.operand = operand
        self.position = position
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let value = try operand.evaluate(input, frame, run)
        if value.isUndefined { return value }
        guard let number = try value.numeric else {
            throw JSONataError("D1002", position: position, token: "-", value: value.shown)
        }
        return .number(-number)
    }
}

/// Tells equal from different: `=` and `!=`.
final class EqualityNode: Node {
    private let isNegated: Bool
    private let left: any Node
    private let right: any Node

    init(isNegated: Bool, _ left: any Node, _ right: any Node) {
        self.isNegated = isNegated
        self.left = left
        self.right = right
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        if left.isUndefined || right.isUndefined { return .bool(false) }
        return .bool(try run.areEqual(left, right) != isNegated)
    }
}

/// Compares: `< > <= >=`.
final class ComparisonNode: Node {
    private let symbol: Symbol
    private let left: any Node
    private let right: any Node
    private let position: Int

    init(_ symbol: Symbol, _ left: any Node, _ right: any Node, position: Int) {
        self.symbol = symbol
        self.left = left
        self.right = right
        self.position = position
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let left = try left.evaluate(input, frame, run)
        let right = try right.evaluate(input, frame, run)
        if case .number(let a) = left, case .number(let b) = right {
            return .bool(compare(a, b))
        }
        for value in [left, right] where !value.isUndefined && !value.isStringOrNumber {
            throw JSONataError(
                "T2010", position: position, token: symbol.rawValue, value: value.shown)
        }
        if left.isUndefined || right.isUndefined { return .undefined }
        if case .string(let a) = left, case .string(let b) = right {
            return .bool(compare(a, b))
        }
        guard let a = left.double, let b = right.double else {
            throw JSONataError(
                "T2009", position: position, token: symbol.rawValue, value: left.shown,
                value2: right.shown)
        }
        return .bool(compare(a, b))
    }

    private func compare(_ a: Double, _ b: Double) -> Bool {
        switch symbol {
        case .less: a < b
        case .greater: a > b
        case .lessOrEqual: a <= b
        default: a >= b
        }
    }

    private func compare(_ a: String, _ b: String) -> Bool {
        switch symbol {
        case .less: a.javaOrder(to: b) < 0
        case .greater: b.javaOrder(to: a) < 0
        case .lessOrEqual: b.javaOrder(to: a) >= 0
        default: a.javaOrder(to: b) >= 0
        }
    }
}

/// `and` and `or`; the right side is evaluated only where it matters.
final class LogicNode: Node {
    private let isAnd: Bool
    private let left: any Node
    private let right: any Node

    init(isAnd: Bool, _ left: any Node, _ right: any Node) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        let isTrue = try left.evaluate(input, frame, run).isTruthy
        if isTrue != isAnd { return .bool(isTrue) }
        return .bool(try right.evaluate(input, frame, run).isTruthy)
    }
}
