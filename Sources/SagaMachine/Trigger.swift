package import SagaDefinition
package import SagaValue

/// Something outside that calls for a decision.
///
/// Of triggers decided together, task endings and answers come first, then requests, then the
/// clock.
package enum Trigger: Sendable {
    case start(ExecutionStart)
    case taskEnded(AttemptID, TaskEnding)
    /// Somebody answers an attempt that waits for it, or says that it is worked on.
    case callback(CallbackDelivery)
    /// A person asks to stop and roll back.
    case abort(OperatorNote)
    /// A person asks to roll back to a save-point of the workflow's own `States`, by its name, and
    /// to stay there, resumable.
    case abortTo(String, OperatorNote)
    /// A person asks to start nothing, end what runs, and stay resumable.
    case stop(OperatorNote)
    /// A person asks to undo what an execution that has ended did; its status stays what it is.
    case undo(OperatorNote)
    /// The same by a signal.
    case interrupt(signal: Int?)
    /// Something was left among the requests that is none.
    case strangeRequest(RequestRefusal)
    /// A process takes over what a log tells. First trigger of every run of the log but the first.
    case resume(Resumption)
    /// Suspend, if nothing but answers is waited for.
    case rest
    /// Time has passed.
    case clock
}

/// A file among the requests of an execution that asks for nothing that is known.
package struct RequestRefusal: Hashable, Sendable {
    /// Its name in the folder.
    package let file: String
    package let why: String

    package init(file: String, why: String) {
        self.file = file
        self.why = why
    }
}

/// Who asked for something, and why.
package struct OperatorNote: Hashable, Sendable {
    package let by: String
    package let reason: String?

    package init(by: String, reason: String?) {
        self.by = by
        self.reason = reason
    }
}

/// What a resume brings.
package struct Resumption: Sendable {
    package let note: OperatorNote
    /// An operator's word on visits that wait for one, by their path.
    package let resolutions: [String: Resolution]
    /// Where to go on, instead of at the failed visit (`--from`).
    package let restart: Restart?
    /// The definition that holds from here on (`--definition`), which the execution has adopted.
    package let definition: DefinitionText?
    /// Attempts of which somebody knows more than the log: they still run, or their endings come
    /// with this.
    package private(set) var known: Set<AttemptID> = []

    /// `--resolve PATH=JSON` and `--skip PATH`.
    package enum Resolution: Hashable, Sendable {
        /// An attempt in doubt succeeded with this result; a compensation is undone.
        case resolved(Value)
        /// An attempt in doubt had no effect; a compensation is left as it is.
        case skipped

        package static func == (left: Resolution, right: Resolution) -> Bool {
            switch (left, right) {
            case (.resolved(let a), .resolved(let b)): a == b
            case (.skipped, .skipped): true
            default: false
            }
        }

        package func hash(into hasher: inout Hasher) {
            switch self {
            case .resolved(let value): hasher.combine(value.json)
            case .skipped: hasher.combine(0)
            }
        }
    }

    package init(
        note: OperatorNote, resolutions: [String: Resolution] = [:], restart: Restart? = nil,
        definition: DefinitionText? = nil
    ) {
        self.note = note
        self.resolutions = resolutions
        self.restart = restart
        self.definition = definition
    }

    /// The same, with attempts that are not to be settled as unknown.
    package func knowing(_ attempts: some Sequence<AttemptID>) -> Resumption {
        var resumption = self
        resumption.known.formUnion(attempts)
        return resumption
    }
}

/// Another try at what has failed, timed out or was aborted.
package struct Redrive: Sendable {
    package let note: OperatorNote
    /// Nil goes on at the failed visit.
    package let restart: Restart?
    /// The definition that holds from here on; nil is the one that held before.
    package let definition: DefinitionText?

    package init(note: OperatorNote, restart: Restart?, definition: DefinitionText?) {
        self.note = note
        self.restart = restart
        self.definition = definition
    }
}

/// A state of the workflow's own `States` at which forward work goes on.
package struct Restart: Sendable {
    package let state: StateID
    /// The input of its latest visit, as the log has it.
    package let input: Value

    package init(state: StateID, input: Value) {
        self.state = state
        self.input = input
    }
}
