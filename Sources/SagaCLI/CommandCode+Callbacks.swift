import SagaValue

/// What `saga send` refuses.
extension Explanation {
    static let badToken = Explanation(
        title: "this is no task token",
        meaning:
            "A task that is answered by token gets it as `SAGA_TASK_TOKEN`, and its expressions "
            + "read it as `$$.Task.Token`. It names an execution, a visit and an attempt, and ends "
            + "with a seal that only that execution can make. What was given has another form, or "
            + "another seal.",
        example: "saga send order-7.1.1.00000000000000000000000000000000 --heartbeat",
        remedy: "Copy all of it; `saga inspect ID` shows the tokens that are waited for. Every "
            + "attempt has its own.")
    static let badAnswer = Explanation(
        title: "the answer is too large",
        meaning: "An answer is written down whole, so it has bounds: a mebibyte of JSON, nested "
            + "400 levels deep, 256 characters of the name of an error and 32768 of its cause.",
        example: "saga send TOKEN --failure Rejected --cause @a-very-long-file",
        remedy: "Put what is large into a file and answer with the file's name.")
    static let tooLate = Explanation(
        title: "the answer comes too late",
        meaning: "The state was answered before, it is over (its execution ended, or it is being "
            + "tried again, with another token), or the time of `TimeoutSeconds` or "
            + "`HeartbeatSeconds` is up. Nothing was changed.",
        example: "saga send TOKEN --success '{}'   # twice",
        remedy: "`saga inspect ID` shows what became of it, and the token of a later attempt.")
}
