import SagaValue

/// What the codes of an operator's verbs mean.
extension Explanation {
    static let unfitSavePoint =
        Explanation(
            title: "the execution cannot go back to this save-point",
            meaning: "`saga abort --to` goes back to a `SavePoint` of the workflow's own "
                + "`States` that the execution has passed. The one that was named is not in "
                + "the definition, was not passed yet, or stands inside a Parallel or Map, "
                + "whose branches cannot be stopped one by one. Nothing was changed.",
            example: "saga abort x7q2 --to nowhere",
            remedy: "The message lists the save-points that were passed. Without `--to`, "
                + "everything is undone.")

    static let unfitState =
        Explanation(
            title: "the execution cannot go on at this state",
            meaning: "`saga resume --from` tries a failed execution again from a state of the "
                + "workflow's own `States` that it has been in, with the input that it had then. "
                + "The one that was named was never entered, or stands inside a Parallel or Map, "
                + "which is run again as a whole. Nothing was changed.",
            example: "saga resume x7q2 --from Elsewhere",
            remedy: "The message lists the states that it has been in. Without `--from`, the "
                + "failed state is tried again.")

    static let unfitDefinition =
        Explanation(
            title: "what has run does not fit the new definition",
            meaning: "`saga resume --definition` tries a failed execution again by another "
                + "definition. What has run must be found again in it: the failed state, and "
                + "every state that may have to be undone, with the same name, type and place and "
                + "an undo of the same kind, since its arguments were kept when it ran. A state "
                + "that is not run again cannot begin to assign a variable. Nothing was changed.",
            example: "saga resume x7q2 --definition order-2.saga.yaml",
            remedy: "The message lists what does not fit. What has not run yet may be changed "
                + "freely; `--from` goes on further back, and `saga rerun --latest` starts anew.")
}
