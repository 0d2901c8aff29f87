package import SagaMachine
package import SagaValue

/// The one object that `run --format json` and its peers print, whatever the outcome.
package enum ResultDocument {
    /// - Parameter word: As `saga list` shows it.
    package static func value(_ execution: Execution, word: StatusWord) -> Value {
        var object = Object()
        object["schemaVersion"] = .integer(DocumentSchema.version)
        object["execution"] = execution.start.map { .string($0.id.text) }
        object["status"] = .string(execution.status.rawValue)
        object["compensation"] = .string(execution.compensation.rawValue)
        object["summary"] = .string(word.rawValue)
        if execution.status == .succeeded { object["output"] = execution.output ?? .null }
        if let failure = execution.failure, execution.status != .succeeded {
            object["error"] = failure.name.map { .string($0) }
            object["cause"] = failure.cause.map { .string($0) }
        }
        if let suspension = execution.suspension {
            object["suspension"] = .string(suspension.reason.rawValue)
        }
        let remaining = UndoList(execution).remaining
        if execution.compensation.needsPerson, !remaining.isEmpty {
            object["remaining"] = .array(remaining.map(\.value))
        }
        return .object(object)
    }
}

/// What all printed JSON documents share.
package enum DocumentSchema {
    /// Grows when a document changes in a way that breaks its readers.
    package static let version = 1
}

extension CompensationStatus {
    /// Whether something is left behind that only a person can judge.
    package var needsPerson: Bool {
        switch self {
        case .pending, .partial, .stuck: true
        case .none, .running, .succeeded: false
        }
    }
}

extension UndoList.Entry {
    var value: Value {
        var object = Object()
        object["visit"] = .string(path)
        object["outcome"] = .string(outcome.rawValue)
        object["standing"] = .string(standing.rawValue)
        object["attempts"] = .integer(attempts)
        if let failure, standing != .undone, standing != .nothing {
            object["error"] = failure.name.map { .string($0) }
            object["cause"] = failure.cause.map { .string($0) }
        }
        return .object(object)
    }
}
