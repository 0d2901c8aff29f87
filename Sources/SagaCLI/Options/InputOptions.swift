import ArgumentParser
import SagaValue

/// What an execution starts with.
struct InputOptions: ParsableArguments {
    @Option(
        name: [.customShort("i"), .long],
        parsing: .unconditional,
        help: ArgumentHelp(
            "JSON text, @file, or - for standard input; default {}.", valueName: "json"))
    var input: String?

    @Option(
        help: ArgumentHelp(
            "Set a member of the input; a value that is not JSON is text.", valueName: "key=value"))
    var set: [String] = []

    /// - Throws: `SAGA6003`, `SAGA6004` or `SAGA6005` for the input, `SAGA6002` for a `--set`.
    func value(_ surroundings: Surroundings) throws(Fault) -> Value {
        var value = Value.emptyObject
        if let input {
            value = try JSONArgument.value(input, option: "--input", surroundings)
        }
        guard !set.isEmpty else { return value }
        guard var object = value.object else {
            throw Fault(
                .badInput, "`--set` needs an input that is an object, not \(value.typeName)")
        }
        for setting in set {
            let (key, text) = try KeyValue.split(setting, option: "--set")
            object[key] = (try? Value(json: text)) ?? .string(text)
        }
        return .object(object)
    }
}

/// `KEY=VALUE` as the command line has it.
enum KeyValue {
    /// - Throws: `SAGA6002` where there is no sign of equality, or nothing before it.
    static func split(
        _ text: String, option: String
    ) throws(Fault) -> (key: String, value: String) {
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign != text.startIndex else {
            throw Fault(.badArguments, "`\(option) \(text)` is not of the form KEY=VALUE")
        }
        return (String(text[..<sign]), String(text[text.utf8.index(after: sign)...]))
    }
}
