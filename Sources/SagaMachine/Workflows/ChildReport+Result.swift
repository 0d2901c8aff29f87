package import SagaDefinition
package import SagaValue

extension ChildReport {
    /// The result of the task, in the shape of its form.
    ///
    /// - Parameter machine: `StateMachineArn` as the arguments had it.
    package func result(_ form: WorkflowSpec.Form, machine: String?) -> Value {
        switch form {
        case .output, .undo: output ?? .null
        case .started, .callback:
            ["ExecutionArn": .string(arn), "StartDate": .string(start.text)]
        case .described, .parsed:
            description(isParsed: form == .parsed, machine: machine)
        }
    }

    /// Why the task fails: the child's own error, or as the service has it a `States.TaskFailed`
    /// whose cause describes the child.
    package func failure(_ form: WorkflowSpec.Form, machine: String?) -> Failure {
        if status == .succeeded {
            return Failure(
                Failure.workflowUndoneName,
                cause: "the execution \(id) had succeeded, and was undone by somebody else")
        }
        guard form == .described || form == .parsed else {
            if let failure { return failure }
            guard status == .aborted else { return Failure(nil) }
            return Failure(
                Failure.workflowAbortedName, cause: "the execution \(id) was aborted")
        }
        return Failure(
            "States.TaskFailed",
            cause: description(isParsed: form == .parsed, machine: machine).json)
    }

    /// As DescribeExecution has it, keys in the service's order.
    private func description(isParsed: Bool, machine: String?) -> Value {
        func data(_ value: Value) -> Value { isParsed ? value : .string(value.json) }
        var object = Object()
        if status != .succeeded {
            object["Cause"] = failure?.cause.map { .string($0) }
            object["Error"] = failure?.name.map { .string($0) }
        }
        object["ExecutionArn"] = .string(arn)
        object["Input"] = data(input)
        object["InputDetails"] = ["Included": true]
        object["Name"] = .string(id.text)
        if status == .succeeded {
            object["Output"] = data(output ?? .null)
            object["OutputDetails"] = ["Included": true]
        }
        object["RedriveCount"] = .integer(redriveCount)
        object["RedriveStatus"] = .string(status == .succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE")
        if status == .succeeded {
            object["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
        }
        object["StartDate"] = .integer(start.milliseconds)
        object["StateMachineArn"] = .string(machineARN(machine))
        object["Status"] = .string(status.rawValue)
        object["StopDate"] = stop.map { .integer($0.milliseconds) }
        return .object(object)
    }

    private var arn: String {
        "arn:aws:states:us-east-1:111111111111:execution:\(workflow):\(id)"
    }

    private func machineARN(_ text: String?) -> String {
        if let text, text.hasPrefix("arn:") { return text }
        return "arn:aws:states:us-east-1:111111111111:stateMachine:\(text ?? workflow)"
    }
}

extension Failure {
    package static let notStartedName = "Saga.NotStarted"
    package static let workflowAbortedName = "Saga.WorkflowAborted"
    package static let workflowUndoneName = "Saga.WorkflowUndone"
    package static let workflowStuckName = "Saga.WorkflowStuck"
    package static let workflowLostName = "Saga.WorkflowLost"
}
