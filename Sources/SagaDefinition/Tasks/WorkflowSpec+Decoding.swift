import SagaSource
import SagaValue

// `saga:workflow` and `startExecution`: tasks that are executions of their own.
extension TaskReader {
    /// Nil where the resource starts no execution.
    func workflow(_ resource: String, _ arguments: Part?) -> TaskBody? {
        let map = arguments.flatMap { $0.isQuery ? nil : $0 }
        let file = map?["File"].flatMap { $0.isQuery ? nil : $0.string }
        guard let spec = WorkflowSpec(resource: resource, isFileFixed: file != nil) else {
            checkForm(resource)
            return nil
        }
        check(spec, arguments)
        return TaskBody(
            kind: .workflow(spec), arguments: arguments.map { template($0) }, passEnv: nil,
            secrets: [])
    }

    /// The service has no other forms, and a mistyped one would look for a command.
    private func checkForm(_ resource: String) {
        let isOne = [WorkflowSpec.own, WorkflowSpec.foreign].contains { name in
            resource.hasPrefix(name + ".") || resource.hasPrefix(name + ":")
        }
        guard isOne, let part = fields["Resource"] else { return }
        reading.report(
            .unknownWorkflowForm, "`\(resource)` is no way to start a workflow", at: part,
            notes: [
                "there are `\(WorkflowSpec.own)` and `\(WorkflowSpec.foreign)`, the latter also "
                    + "with `.sync`, `.sync:2` or `.waitForTaskToken`"
            ])
    }

    private func check(_ spec: WorkflowSpec, _ part: Part?) {
        let (target, names) =
            spec.form == .output
            ? ("File", ["File", "Input", "Name"])
            : ("StateMachineArn", ["StateMachineArn", "Input", "Name", "TraceHeader"])
        guard let part else {
            reading.report(
                .missingField,
                "`\(language == .jsonata ? "Arguments" : "Parameters")` with the"
                    + " `\(target)` of the workflow are missing", at: fields.head)
            return
        }
        guard !part.isQuery, let arguments = Fields(part, reading) else { return }
        let computed = language == .jsonPath ? names.map { $0 + ".$" } : []
        arguments.allow(names + computed, in: "the arguments of `\(spec.resource)`")
        for name in names { arguments.atMostOne([name, name + ".$"]) }
        if !arguments.has(target + ".$") { arguments.require([target]) }
        if spec.form == .output { checkFile(arguments) }
        checkName(arguments)
    }

    private func checkFile(_ arguments: Fields) {
        guard let file = arguments["File"], !file.isQuery, let name = reading.text(file),
            !reading.fileExists(name)
        else { return }
        reading.report(
            .missingWorkflowFile, "there is no file `\(name)`", at: file,
            notes: ["looked for from the folder of the definition"])
    }

    private func checkName(_ arguments: Fields) {
        guard let part = arguments["Name"], !part.isQuery, let name = reading.text(part),
            ExecutionID(name) == nil
        else { return }
        reading.report(
            .badWorkflowName, "`\(name)` cannot be the name of an execution", at: part,
            notes: ["a name has 1 to 64 letters, digits, `-` or `_`; the first is no sign"])
    }
}

extension StateReader {
    /// A rollback has to know how an undo ended.
    func refuseDetached(_ body: TaskBody, _ part: Part?) {
        guard case .workflow(let spec) = body.kind, spec.isDetached, let part else { return }
        reading.report(
            .detachedUndo, "a compensation must wait for the workflow that it starts", at: part,
            label: "use `.sync:2`")
    }
}
