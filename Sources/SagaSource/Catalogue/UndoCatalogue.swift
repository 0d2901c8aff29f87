import SagaValue

// Band 24: undoing.
extension Explanation {
    static let refusedInCompensation = Explanation(
        title: "a compensation has a field that it cannot have",
        meaning: "A compensation undoes one step and nothing else: it goes nowhere, assigns "
            + "nothing, catches nothing and is not undone itself. When it fails, it is "
            + "retried, then `Alternate` is tried, then a person is asked.",
        example: """
            States:
              - A:
                  Run: [date]
                  Compensate: {Run: [date], Catch: []}

            """,
        remedy: "Remove the field; `Retry`, `Alternate` and `OnFailure` say what happens when "
            + "it fails.")
    static let noUndo = Explanation(
        title: "a state changes the world and nothing undoes it",
        meaning: "When a later step fails, what this state did would stay. A request says by "
            + "its method that it changes something; commands are looked at in workflows "
            + "that undo others.",
        example: """
            States:
              - A:
                  Http: {Method: POST, ApiEndpoint: "https://pay.test/charges"}

            """,
        remedy: "Add `Compensate` with the task that undoes it, or `Compensate: None` if "
            + "nothing needs undoing.")
    static let unknownUndoTask = Explanation(
        title: "`Compensate` names a task that does not exist",
        meaning: "A string under `Compensate` names a Task of the same `States`, or is `None`.",
        example: """
            States:
              - A:
                  Run: [date]
                  Compensate: Undo

            """,
        remedy: "Correct the name, add the task, or write its body under `Compensate`.")
    static let unfitUndoTask = Explanation(
        title: "`Compensate` names a state that cannot be a compensation",
        meaning: "A state that a `Compensate` names is a Task that no transition reaches, "
            + "without `Next`, `Catch`, `Assign`, `Output` and `Compensate`: it runs to "
            + "undo and for nothing else.",
        example: """
            States:
              - A:
                  Run: [date]
                  Compensate: B
                  End: true
              - B: {Type: Wait, Seconds: 1}

            """,
        remedy: "Name another task, or write the body under `Compensate`.")
    static let whenOnComposite = Explanation(
        title: "`When` stands at a Parallel or Map",
        meaning: "`When: Attempted` and `When: Succeeded` look at the outcome of a task. A "
            + "Parallel or Map has none of its own: if it succeeded, its own handler undoes "
            + "it, otherwise what ran inside is undone.",
        example: """
            States:
              - A:
                  Type: Parallel
                  Branches: [States: [B: {Type: Pass}]]
                  Compensate: {When: Attempted, Run: [date]}

            """,
        remedy: "Remove `When`, or write it at the tasks inside.")
    static let badSavePoint = Explanation(
        title: "a save-point's name cannot be used",
        meaning: "Names of save-points are unique in a workflow, and neither `All` nor `None`.",
        example: """
            States:
              - A: {Type: Pass, SavePoint: All}

            """,
        remedy: "Choose another name.")
    static let unknownSavePoint = Explanation(
        title: "a catcher names a save-point that does not exist",
        meaning: "`Compensate` of a catcher is `None`, `All` or the name of a `SavePoint` in "
            + "the same `States`.",
        example: """
            States:
              - A:
                  Run: [date]
                  Catch: [{ErrorEquals: [States.ALL], Next: B, Compensate: Begin}]
              - B: {Type: Succeed}

            """,
        remedy: "Correct the name, or add `SavePoint` to the state to which the rollback "
            + "shall lead.")
    static let rewindsWithoutSavePoint = Explanation(
        title: "`MaxRewinds` has no `SavePoint`",
        meaning: "`MaxRewinds` says how often catchers may come back to the save-point beside "
            + "it.",
        example: """
            States:
              - A: {Type: Pass, MaxRewinds: 2}

            """,
        remedy: "Add `SavePoint`, or remove `MaxRewinds`.")
    static let resultMayBeMissing = Explanation(
        title: "a compensation reads a result that may not be there",
        meaning: "`Compensate` also undoes a visit of which nobody saw the end: a timeout, a "
            + "crash, a lost connection. Then there is no result, and what the expression reads "
            + "is null. What is known in any case is the key under which the step ran.",
        example: """
            QueryLanguage: JSONata
            States:
              - A:
                  Run: [./charge.sh]
                  Compensate: {Run: [./refund.sh, "{% $states.result.id %}"]}

            """,
        remedy: "Let the undo find what it undoes by `$states.context.Task.IdempotencyKey` (in "
            + "JSONPath `$.forwardKey`, in a script `$SAGA_FORWARD_KEY`), ask whether there is a "
            + "result, or write `When: Succeeded`, which leaves such a visit to a person.")
    static let halfMadeScript = Explanation(
        title: "a script may fail half-way",
        meaning: "A step that failed is taken to have had no effect, so nothing undoes it. A "
            + "script with several commands may have done one of them before the next fails.",
        example: """
            States:
              - A:
                  Run: |
                    ./reserve.sh
                    ./charge.sh
                  Compensate: {Run: [./release.sh]}

            """,
        remedy: "Write `When: Attempted`, which undoes what failed too, or a state for each "
            + "command. `When: NotFailed` says that the script leaves nothing behind when it "
            + "fails.")
}
