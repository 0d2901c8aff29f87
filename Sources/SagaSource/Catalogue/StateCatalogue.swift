import SagaValue

// Band 21: states and the ways between them.
extension Explanation {
    static let unknownStateType = Explanation(
        title: "a type of state does not exist",
        meaning: "The types are Task, Wait, Pass, Succeed, Fail, Choice, Parallel and Map.",
        example: """
            StartAt: A
            States:
              A: {Type: Nap, End: true}

            """,
        remedy: "Use one of the types. A state with `Run` or `Http` is a Task without saying "
            + "so.")
    static let duplicateStateName = Explanation(
        title: "two states have the same name",
        meaning: "Names are unique in the whole workflow, branches and item processors "
            + "included, so that a history can tell states apart by name.",
        example: """
            StartAt: A
            States:
              A:
                Type: Parallel
                Branches:
                  - StartAt: A
                    States: {A: {Type: Succeed}}
                End: true

            """,
        remedy: "Rename one of them.")
    static let badStateName = Explanation(
        title: "a state's name cannot be used",
        meaning: "A name has 1 to 80 characters and no control characters.",
        example: """
            States:
              - "": {Type: Succeed}

            """,
        remedy: "Shorten or replace the name; `Comment` takes what does not fit.")
    static let unknownState = Explanation(
        title: "a transition names a state that does not exist",
        meaning: "`StartAt`, `Next` and `Default` name a state of the same `States`. A "
            + "transition cannot lead into or out of a branch.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Next: Bokk}
              Book: {Type: Succeed}

            """,
        remedy: "Correct the name, or add the state. To leave a branch, end it.")
    static let unreachableState = Explanation(
        title: "a state is never reached",
        meaning: "No transition leads to this state, so it can never run. Its name may be "
            + "misspelt where it should be reached.",
        example: """
            StartAt: A
            States:
              A: {Type: Succeed}
              B: {Type: Succeed}

            """,
        remedy: "Lead a transition to it, or remove it.")
    static let noTerminalState = Explanation(
        title: "there is no last state",
        meaning: "Every `States` needs a state with `End: true`, a Succeed or a Fail; "
            + "otherwise the workflow could never end.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Next: B}
              B: {Type: Pass, Next: A}

            """,
        remedy: "Write `End: true` in the state after which the work is done.")
    static let brokenListEntry = Explanation(
        title: "an entry of a list of states is not one name and a map",
        meaning: "In a list each state is a map with one key, its name, whose value holds the "
            + "state's fields. The fields are indented further than the name.",
        example: """
            States:
              - A: {Type: Pass}
                End: true

            """,
        remedy: "Indent the fields below the name.")
    static let startInList = Explanation(
        title: "`StartAt` stands beside a list of states",
        meaning: "A list begins with its first entry, so `StartAt` says the same twice or "
            + "something else.",
        example: """
            StartAt: A
            States:
              - A: {Type: Succeed}

            """,
        remedy: "Remove `StartAt`, and put the first state first.")
    static let fallThroughToTarget = Explanation(
        title: "a state goes on to one that is a target of its own",
        meaning: "In a list a state without `Next` goes on to the entry that follows it. That "
            + "entry is also where a Choice or a Catcher goes, so the state before it was "
            + "probably meant to be the last on its way.",
        example: """
            States:
              - A: {Type: Choice, Choices: [{Variable: $.x, IsPresent: true, Next: B}], Default: C}
              - B: {Type: Pass}
              - C: {Type: Pass}

            """,
        remedy: "Write `End: true` in the state, or `Next` if it is meant.")
    static let badLabel = Explanation(
        title: "a Map's label cannot be used",
        meaning: "A label has up to 40 characters, without blanks and without any of ``< > { } "
            + "[ ] ? * \" # % \\ ^ | ~ ` $ & , ; : /``.",
        example: """
            StartAt: A
            States:
              A:
                Type: Map
                Label: "a b"
                ItemProcessor: {StartAt: B, States: {B: {Type: Succeed}}}
                End: true

            """,
        remedy: "Use letters, digits, `-` and `_`.")
    static let duplicateLabel = Explanation(
        title: "two Maps have the same label",
        meaning: "A label names the results of one Map, so it is unique in a workflow.",
        example: """
            StartAt: A
            States:
              A:
                Type: Map
                Label: x
                ItemProcessor: {StartAt: B, States: {B: {Type: Succeed}}}
                Next: C
              C:
                Type: Map
                Label: x
                ItemProcessor: {StartAt: D, States: {D: {Type: Succeed}}}
                End: true

            """,
        remedy: "Rename one of them.")
    static let unreachableCircle = Explanation(
        title: "a circle of states is never reached",
        meaning: "These states lead to each other, and no way leads to any of them from the start. "
            + "The service takes such a definition, so it is only a warning.",
        example: """
            StartAt: A
            States:
              A: {Type: Succeed}
              B: {Type: Pass, Next: C}
              C: {Type: Pass, Next: B}

            """,
        remedy: "Lead a transition to one of them, or remove them all.")
    static let choiceWithoutDefault = Explanation(
        title: "a Choice has no `Default`",
        meaning: "When no rule matches, the execution fails with `States.Runtime`, which nothing "
            + "catches. Rules that are sure to match, one for true and one for false, need no "
            + "`Default`.",
        example: """
            StartAt: A
            States:
              A:
                Type: Choice
                Choices: [{Variable: $.x, NumericEquals: 1, Next: B}]
              B: {Type: Succeed}

            """,
        remedy: "Add `Default`; a Fail state with a `Cause` says what was not expected.")
}
