import SagaValue

/// The name of an error that an execution can fail with, or that `ErrorEquals` matches.
struct ErrorName {
    let name: String
    let explanation: Explanation

    private init(_ name: String, _ title: String, _ meaning: String, _ remedy: String) {
        self.name = name
        explanation = Explanation(title: title, meaning: meaning, remedy: remedy)
    }

    /// The name as written, in any case; of `Exit.3` and the like, the family.
    static func named(_ text: String) -> ErrorName? {
        let wanted = text.lowercased()
        if let exact = all.first(where: { $0.name.lowercased() == wanted }) { return exact }
        if wanted.hasPrefix("exit."), Int(wanted.dropFirst(5)) != nil { return named("Exit.<n>") }
        if wanted.hasPrefix("states.http.statuscode.") {
            return named("States.Http.StatusCode.<n>")
        }
        return nil
    }

    static let all = language + extended
}

extension ErrorName {
    /// The names of the States Language.
    private static let language = [
        ErrorName(
            "States.ALL", "matches almost every error",
            "In `ErrorEquals`, alone in its list and last: matches everything but "
                + "`Saga.ParseFailed` and `States.Runtime`.",
            "Name the errors you expect before it; what nobody expected should fail."),
        ErrorName(
            "States.TaskFailed", "a task failed, for any reason but a timeout",
            "In `ErrorEquals` it stands for every error of a task except `States.Timeout`.",
            "`saga logs ID STATE` shows what the task said."),
        ErrorName(
            "States.Timeout", "a task or the whole execution took too long",
            "An attempt ran longer than `TimeoutSeconds` (300 s where a `Run` or `Http` says "
                + "nothing), or the execution longer than the workflow's. Nobody knows whether "
                + "the task took effect: its outcome is unknown, and a rollback undoes it.",
            "Give the task more time, make it faster, or retry it: the same idempotency key "
                + "is sent again."),
        ErrorName(
            "States.HeartbeatTimeout", "a task gave no sign of life for too long",
            "No heartbeat came within `HeartbeatSeconds`. It is also a `States.Timeout`.",
            "Send heartbeats more often, or allow longer silence."),
        ErrorName(
            "States.Runtime", "the definition cannot go on with this data",
            "A path finds nothing, an input has the wrong type, or the like. Neither Retry nor "
                + "Catch takes it, since trying again would not help.",
            "The cause names the state and the path. `saga inspect ID STATE --io` shows the "
                + "data that it met."),
        ErrorName(
            "States.QueryEvaluationError", "a JSONata expression failed",
            "The expression is not valid for this data, or gives a value of the wrong type for "
                + "its field.",
            "Try it: `saga eval --query-language JSONata --data @input.json -- EXPR`."),
        ErrorName(
            "States.ParameterPathFailure", "a path in Parameters finds nothing",
            "A member that ends in `.$` has a path that selects nothing in the input.",
            "`saga inspect ID STATE --io` shows the input; mend the path or the state before."),
        ErrorName(
            "States.ResultPathMatchFailure", "the result cannot be put where ResultPath says",
            "The input has something other than an object on the way to that place.",
            "Choose another `ResultPath`, or `null` to drop the result."),
        ErrorName(
            "States.IntrinsicFailure", "an intrinsic function failed",
            "A `States.…()` call got arguments that it does not take.",
            "The cause names the function and the argument."),
        ErrorName(
            "States.NoChoiceMatched", "no rule of a Choice matched, and it has no Default",
            "The input fits none of the rules.",
            "Add a `Default`, or the rule that is missing."),
        ErrorName(
            "States.BranchFailed", "a branch of a Parallel failed",
            "The other branches were stopped. In `ErrorEquals` it matches a Parallel's failure.",
            "The branch's own error stands in the cause."),
        ErrorName(
            "States.ExceedToleratedFailureThreshold", "too many iterations of a Map failed",
            "More than `ToleratedFailureCount` or `ToleratedFailurePercentage` allow.",
            "`saga inspect ID` shows the iterations that failed."),
        ErrorName(
            "States.ItemReaderFailed", "the items of a Map could not be read",
            "The `ItemReader` did not give a list.", "The cause says why."),
        ErrorName(
            "States.Permissions", "a task was not allowed to do what it tried",
            "Reported by tasks of other services.", "Look at the task's own rights."),
        ErrorName(
            "States.DataLimitExceeded", "a value is larger than the limit",
            "A result is too long to be kept, or a limit is passed that `--aws-limits` asked for. "
                + "`States.ALL` matches it, as in recordings of the service.",
            "Pass a reference to the data instead of the data."),
        ErrorName(
            "States.Http.Socket", "no answer came over the network",
            "The connection was refused, was lost, or could not be made. It is also an "
                + "`Http.Connection`.",
            "Is the server there? Retry covers short outages."),
        ErrorName(
            "States.Http.StatusCode.<n>", "the server answered with this status",
            "4xx is also `Http.ClientError`, 429 also `Http.RateLimited`, 5xx also "
                + "`Http.ServerError`. After 5xx, 408, 425 and 429 nobody knows whether the "
                + "request took effect.",
            "`saga inspect ID STATE --io` shows the request; the cause has the answer's body."),
    ]

    /// What `saga` adds.
    private static let extended = [
        ErrorName(
            "Exit.<n>", "a command ended with the exit code n",
            "`Errors: {3: Courier.NoCapacity}` gives a code a better name; `Exit.3` still "
                + "matches then. Codes above 128 mean that a signal ended the command: its "
                + "outcome is unknown.",
            "`saga logs ID STATE` shows what the command printed."),
        ErrorName(
            "Http.ClientError", "a status of 4xx", "A class: matches every such status.",
            "The request itself is wrong; trying again does not help."),
        ErrorName(
            "Http.ServerError", "a status of 5xx",
            "A class: matches every such status. Nobody knows whether the request took effect.",
            "Retry it: the same Idempotency-Key is sent again."),
        ErrorName(
            "Http.RateLimited", "the status 429",
            "The server wants fewer requests. A `Retry-After` is heeded within MaxDelaySeconds.",
            "Retry with a longer interval."),
        ErrorName(
            "Http.Connection", "no answer came",
            "A class: matches connections that were refused or lost (`States.Http.Socket`).",
            "Is the server there?"),
        ErrorName(
            "Saga.Interrupted", "an attempt was running when saga ended",
            "With `OnInterrupt: Fail` the state fails with this error after a crash or Ctrl-C; "
                + "Retry and Catch may take it. The outcome of the attempt is unknown.",
            "`OnInterrupt: Rerun` (the default) sends it again with the same key, "
                + "`Ask` waits for your word."),
        ErrorName(
            "Saga.ParseFailed", "the result of a command is not what Parse says",
            "It is not JSON, or not UTF-8. The command did its work, so the outcome stays "
                + "succeeded. `States.ALL` does not match it.",
            "`saga logs ID STATE` shows the output; `Parse: Text` takes any UTF-8."),
        ErrorName(
            "Saga.NotStarted", "a command or a sub-workflow could not be started",
            "The program was not found or is not executable; the sub-workflow's file is missing, "
                + "has errors, or would be nested too deeply. Nothing happened.",
            "Relative programs are looked for in `Dir`, others on PATH; files of workflows in "
                + "the folder of the definition."),
        ErrorName(
            "Saga.WorkflowAborted", "a sub-workflow was aborted",
            "Somebody ended it by `saga abort`, and it was rolled back.",
            "`saga inspect` of the execution that the cause names says who and why."),
        ErrorName(
            "Saga.WorkflowUndone", "a sub-workflow was undone behind its parent's back",
            "It had succeeded, and `saga undo` was called for it before its parent came back.",
            "Undo the parent, not the child; or retry the state, which starts another one."),
        ErrorName(
            "Saga.WorkflowStuck", "the rollback of a sub-workflow needs a person",
            "A compensation in it has used up its retries, so the parent's is stuck as well.",
            "`saga inspect` the execution that the cause names and mend what is wrong, then "
                + "`saga resume` the parent: it tries the child's again."),
        ErrorName(
            "Saga.WorkflowLost", "nobody can tell what became of a sub-workflow",
            "Its process ended without telling, as when its journal cannot be read. Its outcome "
                + "is unknown.",
            "The cause has its last words; `saga inspect` the child."),
        ErrorName(
            "Saga.CompensateArguments", "the arguments of a compensation failed",
            "They are evaluated when the visit ends, so that a rollback has them. No retrier "
                + "applies.",
            "Mend the expression in `Compensate`; the cause names it."),
    ]
}
