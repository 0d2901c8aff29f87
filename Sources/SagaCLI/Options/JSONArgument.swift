import SagaValue

/// JSON as the command line takes it: text, `@file`, or `-` for standard input.
enum JSONArgument {
    /// - Parameter option: The option's name, for messages.
    /// - Throws: `SAGA6003` or `SAGA6004` for a file, `SAGA6005` for what is not JSON.
    static func value(
        _ argument: String, option: String, _ surroundings: Surroundings
    ) throws(Fault) -> Value {
        let bytes: [UInt8]
        var name = "the value of `\(option)`"
        if argument == "-" {
            name = "standard input"
            bytes = try FileReading.standardInput(limit: Limits.inputBytes)
        } else if argument.utf8.first == UInt8(ascii: "@") {
            let path = String(argument.dropFirst())
            name = "`\(path)`"
            bytes = try FileReading.bytes(surroundings.absolute(path), limit: Limits.inputBytes)
        } else {
            bytes = Array(argument.utf8)
        }
        do throws(JSONError) { return try Value(json: bytes) } catch {
            throw Fault(
                .badInput,
                "\(name) is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
        }
    }
}
