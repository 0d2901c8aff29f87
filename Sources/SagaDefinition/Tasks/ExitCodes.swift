import SagaSource
import SagaValue

/// `Errors` and `NoEffect`: what exit codes and status codes mean.
enum ExitCodes {
    /// Names by exit code; a key may be quoted or not.
    static func errors(_ options: Fields) -> [Int: String] {
        guard let map = options.map("Errors") else { return [:] }
        var errors: [Int: String] = [:]
        for member in map.part.node.members ?? [] {
            guard let code = Int(member.name), (0...255).contains(code) else {
                options.reading.report(
                    .badExitCode, "`\(member.name)` is not an exit code from 0 to 255",
                    atKey: member.key, of: map.part)
                continue
            }
            if code == 0 {
                options.reading.report(
                    .badExitCode, "exit code 0 is success and cannot be an error",
                    atKey: member.key, of: map.part)
            }
            guard let name = map.name(member.name) else { continue }
            if name.hasPrefix("States."), let part = map[member.name] {
                options.reading.report(
                    .unknownReservedError,
                    "`\(name)` cannot be given to an exit code: `States.` is reserved", at: part)
            }
            errors[code] = name
        }
        return errors
    }

    static func noEffect(_ options: Fields, in range: ClosedRange<Int>) -> Set<Int> {
        Set(
            (options.list("NoEffect", isEmptyAllowed: true) ?? []).compactMap { part in
                guard let code = part.scalar?.number?.exactInteger, range.contains(code) else {
                    options.reading.report(
                        .badExitCode,
                        "`\(part.node.text ?? part.node.kindName)` is not a code from"
                            + " \(range.lowerBound) to \(range.upperBound)", at: part)
                    return nil
                }
                return code
            })
    }
}
