import SagaValue

// Band 26, from 10 on: answers by token.
extension Explanation {
    static let heartbeatWithoutToken = Explanation(
        title: "nobody can send the heartbeat that a task is to have",
        meaning: "`HeartbeatSeconds` is how long an answer by token may be waited for without a "
            + "sign of life. A command without `Token: true`, and a request, are not answered by "
            + "token: their end is the answer, and `TimeoutSeconds` bounds them.",
        example: """
            States:
              - A: {Run: [./work.sh], HeartbeatSeconds: 60}

            """,
        remedy: "Remove it, or let the task hand over its token (`Token: true`, and "
            + "`$SAGA_TASK_TOKEN` in the command).")
    static let callbackInCompensation = Explanation(
        title: "a compensation waits for an answer by token",
        meaning: "A rollback goes on by itself, at any hour and after any crash, so what it runs "
            + "may not wait for somebody else's word.",
        example: """
            States:
              - A:
                  Run: [./book.sh]
                  Compensate: {Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken"}

            """,
        remedy: "Undo by a command or request whose end is the answer. Where a person has to do "
            + "it, let the undo fail: it becomes stuck, and `saga resume --resolve` tells when it "
            + "is done.")
}
