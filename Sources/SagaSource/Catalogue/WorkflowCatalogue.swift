import SagaValue

// Band 26, from 2615 on: tasks that are executions of their own.
extension Explanation {
    static let missingWorkflowFile = Explanation(
        title: "the file of a sub-workflow is not there",
        meaning: "`File` is looked for from the folder of the definition. It is a warning, since "
            + "the file may come before the state is reached.",
        example: """
            States:
              - A: {Resource: "saga:workflow", Parameters: {File: nowhere.saga.yaml}}

            """,
        remedy: "Correct the path.")
    static let badWorkflowName = Explanation(
        title: "a sub-workflow cannot be called so",
        meaning: "`Name` becomes the name of an execution: 1 to 64 letters, digits, `-` or `_`, "
            + "beginning with a letter or a digit. The task would fail with "
            + "`StepFunctions.InvalidNameException`.",
        example: """
            States:
              - A:
                  Resource: arn:aws:states:::states:startExecution.sync
                  Parameters: {StateMachineArn: ship, Name: order/7}

            """,
        remedy: "Choose another name, or leave `Name` out: then one is made of the key of the "
            + "visit.")
    static let unknownWorkflowForm = Explanation(
        title: "there is no such way to start a workflow",
        meaning: "`saga:workflow` waits for another definition and has its output. "
            + "`arn:aws:states:::states:startExecution` only starts one, with `.sync` and "
            + "`.sync:2` it is waited for, and with `.waitForTaskToken` an answer by token is.",
        example: """
            StartAt: A
            States:
              A:
                Type: Task
                Resource: arn:aws:states:::states:startExecution.sync:3
                Parameters: {StateMachineArn: ship}
                End: true

            """,
        remedy: "Use one of these forms.")
    static let detachedUndo = Explanation(
        title: "a compensation does not wait for its workflow",
        meaning: "`startExecution` without `.sync` ends when the other execution has begun. A "
            + "rollback would go on as if the undo had succeeded.",
        example: """
            States:
              - A:
                  Run: ["true"]
                  Compensate:
                    Resource: arn:aws:states:::states:startExecution
                    Parameters: {StateMachineArn: refund}

            """,
        remedy: "Use `startExecution.sync:2`, or `saga:workflow`.")
}
