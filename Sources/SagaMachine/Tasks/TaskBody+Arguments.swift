import SagaDefinition
import SagaExpression
import SagaValue

extension TaskBody {
    /// The arguments as the task will get them, checked as far as can be before anything starts.
    func evaluatedArguments(_ scope: EvaluationScope) throws(EvaluationFailure) -> Value? {
        guard let arguments else { return nil }
        let value = try arguments.evaluate(in: scope, field: fieldName)
        guard case .run = kind, case .object(var object) = value else { return value }
        if let words = object["Argv"] { object["Argv"] = try Self.arguments(words) }
        if case .object(let variables) = object["Env"] {
            object["Env"] = try Self.environment(variables)
        }
        return .object(object)
    }

    /// How causes name the field.
    private var fieldName: String {
        switch kind {
        case .run: "Run"
        case .http: "Http"
        case .resource, .workflow: "Arguments"
        }
    }

    /// Strings go raw, numbers and booleans as JSON; nothing else is one argument.
    private static func arguments(_ value: Value) throws(EvaluationFailure) -> Value {
        guard case .array(let elements) = value, !elements.isEmpty else {
            throw refusal("Argv must be a list with at least one element, but was: \(value.json)")
        }
        var words: [Value] = []
        for (position, element) in elements.enumerated() {
            words.append(.string(try word(element, "argument \(position)")))
        }
        return .array(words)
    }

    private static func environment(_ variables: Object) throws(EvaluationFailure) -> Value {
        var checked = Object()
        for (name, value) in variables.members {
            checked[name] = .string(try word(value, "the variable \(name)"))
        }
        return .object(checked)
    }

    private static func word(_ value: Value, _ what: String) throws(EvaluationFailure) -> String {
        let text: String
        switch value {
        case .string(let string): text = string
        case .number, .bool: text = value.json
        case .null, .array, .object:
            throw refusal(
                "\(what) must be a string, a number or a boolean, but was \(value.typeName)")
        }
        guard !text.utf8.contains(0) else { throw refusal("\(what) contains a NUL character") }
        return text
    }

    private static func refusal(_ cause: String) -> EvaluationFailure {
        EvaluationFailure(error: Failure.runtimeName, cause: cause)
    }
}

extension SecondsField {
    /// The seconds of a limit, which must be whole and positive.
    func seconds(_ scope: EvaluationScope, field: String) throws(EvaluationFailure) -> Int {
        switch self {
        case .constant(let seconds): return seconds
        case .computed(let expression):
            let value = try expression.evaluate(in: scope, field: field)
            guard case .number(let number) = value, let seconds = number.exactInteger,
                (1...Limits.maximumSeconds).contains(seconds)
            else {
                throw expression.unexpected(value, expected: "positive integer", field: field)
            }
            return seconds
        }
    }
}
