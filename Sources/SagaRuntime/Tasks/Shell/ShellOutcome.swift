package import SagaDefinition
package import SagaMachine
import SagaValue

/// What the ending of a command means (`saga.md` §1.2 and the table of outcomes in §2).
package struct ShellOutcome: Sendable {
    package let parse: RunSpec.Parse
    /// Error names by exit code.
    package let errors: [Int: String]
    /// Exit codes after which it is known that nothing happened.
    package let noEffect: Set<Int>
    package let direction: Direction

    package init(
        parse: RunSpec.Parse = .auto, errors: [Int: String] = [:], noEffect: Set<Int> = [],
        direction: Direction = .forward
    ) {
        self.parse = parse
        self.errors = errors
        self.noEffect = noEffect
        self.direction = direction
    }

    /// - Parameter isInterrupted: Whether it was ended because the run is being interrupted.
    package func ending(of shell: ShellEnding, isInterrupted: Bool = false) -> TaskEnding {
        let outcome = outcome(of: shell)
        let (result, failure) = answer(of: shell)
        return TaskEnding(
            outcome: outcome, result: result, failure: failure,
            nothingToUndo: direction == .undo && outcome == .noEffect && isNamedNoEffect(shell),
            isInterrupted: isInterrupted || shell.status == .lost, report: shell.report)
    }

    /// What is known of the effect.
    ///
    /// What saga ended did not answer, whatever it said in the end; only an exit with 0 after a
    /// signal that was no timeout is an answer.
    private func outcome(of shell: ShellEnding) -> Outcome {
        if shell.isTimedOut { return .unknown }
        switch shell.status {
        case .notStarted: return .noEffect
        case .lost: return .unknown
        case .exited(code: 0): return .succeeded
        case _ where shell.wasSignalled: return .unknown
        case _ where isNamedNoEffect(shell): return .noEffect
        case .killed: return .unknown
        case .exited(let code): return code > 128 && errors[code] == nil ? .unknown : .failed
        }
    }

    private func isNamedNoEffect(_ shell: ShellEnding) -> Bool {
        shell.exitCode.map { $0 != 0 && noEffect.contains($0) } ?? false
    }

    private func answer(of shell: ShellEnding) -> (Value?, Failure?) {
        if shell.isTimedOut { return (nil, Failure(Failure.timeoutName, cause: cause(of: shell))) }
        switch shell.status {
        case .notStarted(_, let reason):
            return (nil, Failure(Failure.notStartedName, cause: reason))
        case .lost:
            let cause = "its supervisor was ended, and nobody saw how the command did"
            return (nil, Failure(Failure.interruptedName, cause: cause))
        case .exited(code: 0): return success(shell)
        case .exited, .killed: return (nil, failure(shell))
        }
    }

    private func success(_ shell: ShellEnding) -> (Value?, Failure?) {
        switch shell.result {
        case _ where parse == .none: return (.null, nil)
        case .unread: return (.null, nil)
        case .unreadable(let reason): return (nil, Failure(Failure.parseName, cause: reason))
        case .tooLong(let count):
            let cause = "the output of \(count) bytes is too long for a result"
            return (nil, Failure("States.DataLimitExceeded", cause: cause))
        case .bytes(let bytes):
            do throws(ShellResult.Unreadable) {
                return (try ShellResult.value(of: bytes, parse), nil)
            } catch {
                return (nil, Failure(Failure.parseName, cause: error.reason))
            }
        }
    }

    /// The most specific name is reported, the others are its classes.
    private func failure(_ shell: ShellEnding) -> Failure {
        let code = shell.exitCode ?? 0
        let said = SaidError(lastLine: shell.error.lastLine)
        let names = [said?.name, errors[code], "Exit.\(code)"].compactMap(\.self)
        return Failure(
            names.first, classes: Array(names.dropFirst()), cause: said?.cause ?? cause(of: shell))
    }

    /// The tail of standard error; nil when it is empty.
    private func cause(of shell: ShellEnding) -> String? {
        let newlines: Set<UInt8> = [0x0A, 0x0D]
        let tail = shell.error.tail
        guard let end = tail.lastIndex(where: { !newlines.contains($0) }) else { return nil }
        var bytes = tail[...end].suffix(Limits.causeBytes)
        // Not from the middle of a character.
        if bytes.startIndex > 0 { bytes = bytes.drop { $0 & 0xC0 == 0x80 } }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// `{"Error": …, "Cause": …}` on the last line of standard error.
private struct SaidError {
    let name: String
    let cause: String?

    init?(lastLine: ArraySlice<UInt8>) {
        guard lastLine.first == UInt8(ascii: "{"),
            let object = try? Value(json: Array(lastLine)).object,
            let name = object["Error"]?.string, !name.isEmpty
        else { return nil }
        self.name = name
        switch object["Cause"] {
        case nil, .null?: cause = nil
        case .string(let text)?: cause = text
        case let other?: cause = other.json
        }
    }
}
