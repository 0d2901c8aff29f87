import SagaValue

// What the faults of `validate` mean.
extension Explanation {
    static let unknownSelection =
        Explanation(
            title: "no code begins like this",
            meaning: "`--select` and `--ignore` take codes of findings or their beginnings, such "
                + "as SAGA24 for all about undoing. What was written fits none, so nothing would "
                + "be left out or nothing shown.",
            example: "saga validate --ignore SAGA9 order.saga.yaml",
            remedy: "Copy the code from a finding, or read them all: `saga explain --all`.")
}
