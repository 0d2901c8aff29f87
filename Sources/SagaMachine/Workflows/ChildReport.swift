package import SagaValue

/// What a child's process tells its parent of an execution, as its journal has it.
package struct ChildReport: Sendable {
    package let id: ExecutionID
    /// What its workflow is called: the file's name without folder and endings.
    package let workflow: String
    package let input: Value
    package let start: Timestamp
    /// Nil while it has not ended.
    package let stop: Timestamp?
    package let status: Status
    package let compensation: CompensationStatus
    package let output: Value?
    package let failure: Failure?
    package let redriveCount: Int
    /// Whether somebody has begun to undo it after it had ended.
    package let isUndone: Bool
    /// Whether the process that reports has undone anything of it.
    package let hasUndone: Bool

    package init(
        id: ExecutionID, workflow: String, input: Value, start: Timestamp, stop: Timestamp?,
        status: Status, compensation: CompensationStatus, output: Value?, failure: Failure?,
        redriveCount: Int = 0, isUndone: Bool = false, hasUndone: Bool = false
    ) {
        self.id = id
        self.workflow = workflow
        self.input = input
        self.start = start
        self.stop = stop
        self.status = status
        self.compensation = compensation
        self.output = output
        self.failure = failure
        self.redriveCount = redriveCount
        self.isUndone = isUndone
        self.hasUndone = hasUndone
    }

    /// Of an execution that has started; nil of another.
    package init?(_ execution: Execution, stop: Timestamp, hasUndone: Bool = false) {
        guard let start = execution.start else { return nil }
        self.init(
            id: start.id, workflow: start.definition.name, input: start.input,
            start: start.startTime, stop: execution.status.isEnded ? stop : nil,
            status: execution.status, compensation: execution.compensation,
            output: execution.output, failure: execution.failure,
            redriveCount: execution.redriveCount,
            isUndone: execution.root?.recovery?.decision.reason == .undo, hasUndone: hasUndone)
    }

    /// Whether it has done what it was started for, and that is still there.
    package var hasSucceeded: Bool { status == .succeeded && !isUndone }

    /// Whether nothing more will come of it: another attempt needs another child.
    package var isSpent: Bool {
        guard status.isEnded, !hasSucceeded else { return false }
        switch compensation {
        case .none, .succeeded, .partial: return true
        case .pending, .running, .stuck: return false
        }
    }
}

extension ChildReport {
    package var value: Value {
        var object = Object()
        object["execution"] = .string(id.text)
        object["workflow"] = .string(workflow)
        object["input"] = input
        object["start"] = .string(start.text)
        object["stop"] = stop.map { .string($0.text) }
        object["status"] = .string(status.rawValue)
        object["compensation"] = .string(compensation.rawValue)
        object["output"] = output
        object["error"] = failure?.name.map { .string($0) }
        object["classes"] = failure.map { .array($0.classes.map { .string($0) }) }
        object["cause"] = failure?.cause.map { .string($0) }
        object["redrives"] = .integer(redriveCount)
        if isUndone { object["isUndone"] = true }
        if hasUndone { object["hasUndone"] = true }
        return .object(object)
    }

    /// Nil for anything else than what `value` gives.
    package init?(_ value: Value) {
        guard let id = value["execution"]?.string.flatMap({ ExecutionID($0) }),
            let workflow = value["workflow"]?.string, let input = value["input"],
            let start = value["start"]?.string.flatMap({ Timestamp($0) }),
            let status = value["status"]?.string.flatMap({ Status(rawValue: $0) }),
            let word = value["compensation"]?.string,
            let compensation = CompensationStatus(rawValue: word)
        else { return nil }
        let failure = value["classes"]?.array.map { classes in
            Failure(
                value["error"]?.string, classes: classes.compactMap(\.string),
                cause: value["cause"]?.string)
        }
        self.init(
            id: id, workflow: workflow, input: input, start: start,
            stop: value["stop"]?.string.flatMap { Timestamp($0) }, status: status,
            compensation: compensation, output: value["output"], failure: failure,
            redriveCount: value["redrives"]?.number?.exactInteger ?? 0,
            isUndone: value["isUndone"]?.bool ?? false,
            hasUndone: value["hasUndone"]?.bool ?? false)
    }
}
