import SagaValue

// Band 27: what the service does not take, where a person asks whether it does.
extension Explanation {
    static let extensionRefused = Explanation(
        title: "the plain States Language has nothing like this",
        meaning: "With `saga validate --strict-asl` a definition has to be one that Step Functions "
            + "takes too, and this is one of the extensions: `Run`, `Http`, `Compensate`, "
            + "`Defaults`, `SavePoint`, a list of `States`, the errors of commands.",
        example: """
            States:
              - A: {Run: [date]}

            """,
        remedy: "Validate without `--strict-asl` what only `saga` shall run; otherwise use a "
            + "`Resource`, and bind a command to it here.")
    static let beyondQuota = Explanation(
        title: "a quota of the service is exceeded",
        meaning:
            "With `--aws-limits` the quotas of Step Functions hold: 262144 bytes of a payload, "
            + "256 characters of an error's name and 32768 of its cause, 40 iterations of an "
            + "inline Map at once and 10000 of a distributed one, a year for an execution and five "
            + "minutes for one of an express state machine.",
        example: """
            StartAt: A
            TimeoutSeconds: 99999999
            States:
              A: {Type: Succeed}

            """,
        remedy: "Stay below it, or validate without `--aws-limits` what only `saga` shall run.")
}
