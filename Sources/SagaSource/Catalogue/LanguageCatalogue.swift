import SagaValue

// Band 22: query languages and variables.
extension Explanation {
    static let pathStateInQueryMachine = Explanation(
        title: "a state goes back to JSONPath",
        meaning: "Where the workflow says `QueryLanguage: JSONata`, no state can say JSONPath. "
            + "The other way round is allowed, to move a workflow state by state.",
        example: """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, QueryLanguage: JSONPath, End: true}

            """,
        remedy: "Remove `QueryLanguage` from the workflow and write it in the states that use "
            + "JSONata.")
    static let wrongLanguageField = Explanation(
        title: "a field belongs to the other query language",
        meaning: "`Arguments`, `Output`, `Items` and `Condition` belong to JSONata; "
            + "`InputPath`, `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath`, "
            + "`Variable` and all other `…Path` fields to JSONPath. A state inside a Map or "
            + "Parallel does not inherit the language of that state.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Output: {a: 1}, End: true}

            """,
        remedy: "Set `QueryLanguage` of the state or of the workflow, or use the field of "
            + "this language.")
    static let badVariableName = Explanation(
        title: "a variable cannot have this name",
        meaning: "A variable is called like in most languages: letters, digits and `_`, no "
            + "digit first, up to 80 characters. `states` is reserved. Only whole variables "
            + "are assigned, not parts of them.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Assign: {x.y: 1}, End: true}

            """,
        remedy: "Choose another name; to change a part, assign the whole anew.")
    static let unassignedVariable = Explanation(
        title: "a variable is read that no state assigns",
        meaning: "An expression reads `$name`, and no state of these `States` or of those "
            + "around them has it in its `Assign`. When the expression is evaluated, it "
            + "will fail.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Parameters: {x.$: $total}, End: true}

            """,
        remedy: "Correct the name, or assign the variable before.")
    static let shadowedVariable = Explanation(
        title: "an inner scope assigns an outer variable",
        meaning: "A branch or an iteration reads the variables of the states around it but "
            + "cannot assign them: the execution fails when it tries.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Assign: {x: 1}, Next: P}
              P:
                Type: Parallel
                Branches: [{StartAt: B, States: {B: {Type: Pass, Assign: {x: 2}, End: true}}}]
                End: true

            """,
        remedy: "Use another name inside, and hand the value out by the output.")
    static let brokenDelimiters = Explanation(
        title: "an expression has no end",
        meaning: "In JSONata a text is an expression if it begins with `{%` and ends with `%}`, "
            + "without blanks around. With the beginning alone it is meant to be one.",
        example: """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: "{% 1 + 1 %", End: true}

            """,
        remedy: "Write `{%` as the first two characters and `%}` as the last two.")
    static let paddedExpression = Explanation(
        title: "what stands around an expression makes it plain text",
        meaning: "A text is an expression only if nothing stands before `{%` and behind `%}`, not "
            + "even a blank. This one is passed on as it is written.",
        example: """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: " {% 1 + 1 %} ", End: true}

            """,
        remedy: "Remove the blanks. A text that shall look like this can be computed: "
            + "`{% ' {' & '% 1 %} ' %}`.")
    static let uncomputedMember = Explanation(
        title: "a path stands under a key without `.$`",
        meaning: "In JSONPath only a member whose key ends in `.$` is computed. Under another key "
            + "a path or a function is a plain text.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Parameters: {order: $.order}, End: true}

            """,
        remedy: "Add `.$` to the key; it is taken off again.")
    static let pathInPlainField = Explanation(
        title: "a path stands in a field that is not a `…Path`",
        meaning: "In JSONPath the field itself holds a plain value; a value from the input goes "
            + "into the field of the same name with `Path` at its end.",
        example: """
            StartAt: A
            States:
              A: {Type: Fail, Error: $.error}

            """,
        remedy: "Add `Path` to the field's name.")
    static let staticResult = Explanation(
        title: "a path stands in the `Result` of a Pass state",
        meaning: "`Result` is passed on as it is written; nothing in it is computed.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Result: {total.$: $.total}, End: true}

            """,
        remedy: "Use `Parameters`, whose keys may end in `.$`.")
}
