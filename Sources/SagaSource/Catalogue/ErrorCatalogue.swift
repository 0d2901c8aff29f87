import SagaValue

// Band 23: Retry and Catch.
extension Explanation {
    static let allNotAlone = Explanation(
        title: "`States.ALL` does not stand alone",
        meaning: "`States.ALL` matches every error, so other names beside it say nothing.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.ALL, Exit.1]}]

            """,
        remedy: "Remove the other names, or `States.ALL`.")
    static let allNotLast = Explanation(
        title: "`States.ALL` does not stand last",
        meaning: "Entries are tried in their order, and one with `States.ALL` matches every "
            + "error: no entry after it can ever match.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.ALL]}, {ErrorEquals: [Exit.1]}]

            """,
        remedy: "Move the entry with `States.ALL` to the end.")
    static let unknownReservedError = Explanation(
        title: "a reserved error name does not exist",
        meaning: "Names that begin with `States.` belong to the language. This one is none of "
            + "them, so it would never match.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.TimeOut]}]

            """,
        remedy: "Correct the name; an error of your own has another beginning.")
    static let delayNotAboveInterval = Explanation(
        title: "`MaxDelaySeconds` is not more than `IntervalSeconds`",
        meaning: "`MaxDelaySeconds` bounds an interval that grows; below the first interval it "
            + "would change what `IntervalSeconds` says.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.ALL], IntervalSeconds: 10, MaxDelaySeconds: 5}]

            """,
        remedy: "Raise `MaxDelaySeconds`, or lower `IntervalSeconds`.")
    static let heartbeatNotBelowTimeout = Explanation(
        title: "`HeartbeatSeconds` is not less than `TimeoutSeconds`",
        meaning: "A heartbeat that may take as long as the whole task is never missed.",
        example: """
            StartAt: A
            States:
              A:
                Type: Task
                Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
                TimeoutSeconds: 10
                HeartbeatSeconds: 10
                End: true

            """,
        remedy: "Lower `HeartbeatSeconds`.")
    static let unmatchableError = Explanation(
        title: "an error is named that no handler matches",
        meaning: "`States.Runtime` means that the definition and its data do not fit together. "
            + "No retrier and no catcher matches it, not even one that names it; it fails "
            + "the execution and starts its rollback.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.Runtime]}]

            """,
        remedy: "Remove the name; make the state sure of its input, for example by a Choice "
            + "before it.")
    static let waitsForever = Explanation(
        title: "a task waits for an answer without a limit",
        meaning: "A task with `Token`, a resource with `.waitForTaskToken` and an activity wait "
            + "for somebody. If the answer never comes, the execution never ends, and nothing is "
            + "undone.",
        example: """
            StartAt: A
            States:
              A:
                Type: Task
                Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
                End: true

            """,
        remedy: "Add `TimeoutSeconds`, or `HeartbeatSeconds` where the other side reports that it "
            + "is at work. `TimeoutSeconds` of the workflow does too.")
    static let shadowedHandler = Explanation(
        title: "an error is matched by an entry before",
        meaning: "Entries of `Retry` and `Catch` are tried in their order, and the first that "
            + "matches has the error, in `Retry` even when its attempts are used up. A Catcher "
            + "that goes back to a save-point leaves the error to the entries behind it once "
            + "`MaxRewinds` is used up. `States.TaskFailed` matches every error of a task but a "
            + "timeout.",
        example: """
            States:
              - A:
                  Run: [date]
                  Retry: [{ErrorEquals: [States.TaskFailed]}, {ErrorEquals: [Exit.1]}]

            """,
        remedy: "Put the narrower entry first, or remove the name.")
}
