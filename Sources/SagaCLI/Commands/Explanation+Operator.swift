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
}
