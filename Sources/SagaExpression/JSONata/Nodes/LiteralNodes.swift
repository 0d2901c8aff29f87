/// A number as it is written.
final class NumberNode: Node {
    let value: Double

    init(_ value: Double) {
        self.value = value
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        .number(value)
    }
}

/// A string as it is written.
final class StringNode: Node {
    let value: String

    init(_ value: String) {
        self.value = value
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        .string(value)
    }
}

/// True or false, or without a flag null.
final class ConstantNode: Node {
    private let flag: Bool?

    init(_ flag: Bool?) {
        self.flag = flag
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        flag.map { .bool($0) } ?? .null
    }
}

/// A regular expression, which is a function.
final class RegexNode: Node {
    private let regex: Regex

    init(_ regex: Regex) {
        self.regex = regex
    }

    func sequence(
        _ input: Datum, _ frame: Frame, _ run: Run
    ) throws(JSONataError) -> Datum {
        .function(Function(.regex(regex)))
    }
}
