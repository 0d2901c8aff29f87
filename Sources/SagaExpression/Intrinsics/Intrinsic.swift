import SagaValue

/// A call of an intrinsic function, `States.Format('{}', $.name)`, with its arguments compiled.
struct Intrinsic: Sendable {
    let function: IntrinsicFunction
    let arguments: [Argument]
    /// The call as it was written, which the service's messages quote.
    let text: String

    indirect enum Argument: Sendable {
        case value(Value)
        /// The template of `States.Format`, written as a literal and already split.
        case template(FormatTemplate)
        case path(PathExpression)
        case call(Intrinsic)
        /// A literal with a backslash that escapes nothing; the service fails when it runs.
        case malformed(String)
    }

    init(function: IntrinsicFunction, arguments: [Argument], text: String) {
        self.function = function
        self.arguments = arguments
        self.text = text
    }

    /// Compiles a call that is a whole text.
    init(_ text: String) throws(ExpressionSyntaxError) {
        var parser = IntrinsicParser(text)
        self = try parser.whole()
    }

    var variableNames: [String] {
        arguments.flatMap { argument -> [String] in
            switch argument {
            case .path(let path): path.variableNames
            case .call(let call): call.variableNames
            case .value, .template, .malformed: []
            }
        }
    }
}
