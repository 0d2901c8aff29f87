package import SagaValue

/// Why a state did not end well: data that `Retry` and `Catch` can match.
package struct Failure: Error, Hashable, Sendable {
    /// The reported name, the most specific one; nil where a Fail state gives none.
    package let name: String?
    /// The further names that `ErrorEquals` matches, such as `Exit.3` or `Http.ServerError`.
    package let classes: [String]
    package let cause: String?

    package init(_ name: String?, classes: [String] = [], cause: String? = nil) {
        self.name = name
        self.classes = classes
        self.cause = cause
    }

    /// `{Error, Cause}` as a Catcher gives it: a missing part is the empty string; where both are
    /// missing, as in a task that was failed by token without a word, both are null.
    package var output: Value {
        if name == nil, cause == nil { return ["Error": .null, "Cause": .null] }
        return ["Error": .string(name ?? ""), "Cause": .string(cause ?? "")]
    }
}

extension Failure {
    package static let runtimeName = "States.Runtime"
    package static let timeoutName = "States.Timeout"
    package static let heartbeatName = "States.HeartbeatTimeout"
    package static let interruptedName = "Saga.Interrupted"
    package static let argumentsName = "Saga.CompensateArguments"
    package static let parseName = "Saga.ParseFailed"

    /// Whether one entry of a retrier's `ErrorEquals` matches.
    package func isRetried(by errors: [String]) -> Bool {
        name != Self.argumentsName && matches(errors)
    }

    /// Whether one entry of a catcher's `ErrorEquals` matches.
    package func isCaught(by errors: [String]) -> Bool { matches(errors) }

    /// `States.Runtime` is matched by nothing, not even by its name: the service never lets a
    /// definition continue after one.
    ///
    /// `Saga.ParseFailed` is matched by its name alone, and `States.TaskFailed` stands for all but
    /// a timeout. The documentation says that `States.ALL` leaves out `States.DataLimitExceeded`;
    /// in recordings of the service it does not.
    private func matches(_ errors: [String]) -> Bool {
        if name == Self.runtimeName { return false }
        let isOnlyByName = name == Self.parseName
        return errors.contains { wanted in
            if wanted == name || classes.contains(wanted) { return true }
            if isOnlyByName { return false }
            if wanted == "States.ALL" { return true }
            return wanted == "States.TaskFailed" && name != Self.timeoutName
                && !classes.contains(Self.timeoutName)
        }
    }
}
