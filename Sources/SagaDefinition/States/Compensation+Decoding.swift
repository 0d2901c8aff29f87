import SagaSource
import SagaValue

extension StateReader {
    func compensation() -> CompensationChoice {
        guard let part = fields["Compensate"] else {
            if let undo = ownUndo { return .handler(undo) }
            let isOwnTask = fields.has("Run") || fields.has("Http")
            return isOwnTask && defaults.needsNoUndo ? .none : .unsaid
        }
        if part.node.members != nil, let undo = Fields(part, reading) {
            return .handler(compensation(undo))
        }
        guard let name = reading.text(part) else { return .unsaid }
        if name == "None" { return .none }
        return compensationTask(named: name, part).map {
            .handler(Compensation(primary: $0))
        } ?? .unsaid
    }

    /// A workflow that was started is undone by its own undo.
    private var ownUndo: Compensation? {
        guard let resource = fields["Resource"]?.string, WorkflowSpec(resource: resource) != nil
        else { return nil }
        // What is inside has its own retries and alternates.
        return Compensation(
            primary: CompensationTask(body: .undoOfWorkflow, retriers: [], timeout: nil))
    }

    private static let bodyFields =
        FieldTable.taskBodies + FieldTable.taskOptions
        + ["Arguments", "Parameters", "Retry", "TimeoutSeconds", "Comment"]

    private func compensation(_ undo: Fields) -> Compensation {
        checkFields(undo, Self.bodyFields + ["When", "Alternate", "OnFailure"])
        let when: Compensation.When = undo.word("When") ?? .notFailed
        if when != .notFailed, type != "Task", let part = undo["When"] {
            reading.report(
                .whenOnComposite, "`When: \(when.rawValue)` is for tasks, not for a \(type)",
                at: part)
        }
        var alternate: CompensationTask?
        if let fields = undo.map("Alternate") {
            checkFields(fields, Self.bodyFields)
            alternate = task(fields)
        }
        return Compensation(
            when: when, primary: task(undo), alternate: alternate,
            onFailure: undo.word("OnFailure") ?? .stop)
    }

    /// A compensation may not fail the saga, go elsewhere, or be undone itself.
    private func checkFields(_ undo: Fields, _ allowed: [String]) {
        let refused = ["Catch", "Compensate", "Next", "End", "Assign", "Output", "SavePoint"]
        for key in undo.present(refused) {
            guard let member = undo.part.node.member(key) else { continue }
            reading.report(
                .refusedInCompensation, "a compensation cannot have `\(key)`", atKey: member.key,
                of: undo.part)
        }
        undo.allow(allowed + refused, in: "a compensation", language: nil)
    }

    private func task(_ undo: Fields) -> CompensationTask {
        undo.exactlyOne(FieldTable.taskBodies)
        let step = type == "Task" ? fields : nil
        let body = TaskReader(undo, language, defaults, reading, offering: .result).body(
            inherited: step)
        refuseDetached(body, undo["Resource"])
        if let part = undo["Resource"] { refuseCallback(body, part) }
        let seconds = undo.integer("TimeoutSeconds", in: 1...Limits.maximumSeconds)
        return CompensationTask(
            body: body,
            retriers: undo.has("Retry") ? RetryRules.retriers(undo) : [.compensationDefault],
            timeout: seconds.map { .constant($0) } ?? TaskReader.timeout(of: body, undo, defaults))
    }

    /// A rollback goes on by itself: nobody may be away when it has to.
    private func refuseCallback(_ body: TaskBody, _ part: Part) {
        if case .workflow = body.kind { return }  // it has a finding of its own
        guard body.isCallback else { return }
        reading.report(
            .callbackInCompensation, "a compensation cannot wait for an answer by token", at: part)
    }

    /// The task of the same `States` that a string names.
    private func compensationTask(named name: String, _ part: Part) -> CompensationTask? {
        guard let target = graph.member(named: name) else {
            let tasks = graph.members.map(\.name) + ["None"]
            reading.report(
                .unknownUndoTask, "there is no task `\(name)` in these `States`", at: part,
                label: reading.nearest(to: name, among: tasks).map { "did you mean `\($0)`?" })
            return nil
        }
        guard let reader = StateReader(target, at: 0, in: graph, defaults, reading) else {
            return nil
        }
        let refused = ["Next", "Catch", "Assign", "Output", "Compensate"]
        let problems = reader.fields.present(refused).map { "it has `\($0)`" }
        if let problem = reader.type == "Task" ? problems.first : "it is a \(reader.type)" {
            reading.report(
                .unfitUndoTask, "`\(name)` cannot be a compensation: \(problem)", at: part,
                notes: ["see line \(target.extent.start.line)"])
            return nil
        }
        let body = TaskReader(
            reader.fields, reader.language, defaults, reading, offering: .result
        ).body(
            inherited: type == "Task" ? fields : nil)
        refuseDetached(body, part)
        refuseCallback(body, part)
        return CompensationTask(
            body: body,
            retriers: reader.fields.has("Retry")
                ? RetryRules.retriers(reader.fields) : [.compensationDefault],
            timeout: reader.seconds("TimeoutSeconds", in: 1...Limits.maximumSeconds)
                ?? TaskReader.timeout(of: body, reader.fields, defaults))
    }
}

extension Compensation.When: CaseIterable {
    package static let allCases: [Compensation.When] = [.notFailed, .attempted, .succeeded]
}

extension Compensation.OnFailure: CaseIterable {
    package static let allCases: [Compensation.OnFailure] = [.stop, .continue]
}
