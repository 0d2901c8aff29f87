import SagaValue

// Bands 30 and 31: expressions.
extension Explanation {
    static let brokenPath = Explanation(
        title: "a JSONPath cannot be read",
        meaning: "A path begins with `$`, `$$` for the context object or `$name` for a "
            + "variable, and goes on with `.name`, `['name']`, `[0]`, filters and the like. "
            + "Fail's `ErrorPath` and `CausePath` also take an intrinsic function.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, InputPath: order, End: true}

            """,
        remedy: "Correct the path at the place that the message names.")
    static let brokenReferencePath = Explanation(
        title: "a reference path names more than one place",
        meaning: "`ResultPath` says where a result goes, so it may have names and indexes "
            + "only: no `*`, `..`, `,`, `:`, `?` or `@`, and it begins with `$`, not `$$`.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, ResultPath: "$.a[*]", End: true}

            """,
        remedy: "Name one place, such as `$.order.total` or `$.list[0]`.")
    static let brokenTemplate = Explanation(
        title: "a computed member of a template cannot be read",
        meaning: "Under a key that ends in `.$` stands a string: a path, or an intrinsic "
            + "function such as `States.Format('{}', $.name)`. The same key without `.$` "
            + "cannot stand beside it.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Parameters: {name.$: name}, End: true}

            """,
        remedy: "Correct the expression, or drop `.$` from the key if a constant is meant.")
    static let brokenComparison = Explanation(
        title: "a choice rule cannot be read",
        meaning: "A rule compares a `Variable` with one operator such as `StringEquals`, or "
            + "joins rules by `And`, `Or` or `Not`. Only the outermost has `Next`.",
        example: """
            StartAt: A
            States:
              A:
                Type: Choice
                Choices: [{Variable: $.x, StringEqual: y, Next: B}]
              B: {Type: Succeed}

            """,
        remedy: "Correct the operator or its value.")
    static let badTimestamp = Explanation(
        title: "a moment cannot be read",
        meaning: "A moment is written as RFC 3339 has it, with an upper-case `T` and `Z` or an "
            + "offset.",
        example: """
            StartAt: A
            States:
              A: {Type: Wait, Timestamp: tomorrow, End: true}

            """,
        remedy: "Write it like `2016-03-14T01:59:00Z`, or use `TimestampPath`.")
    static let queryInPathState = Explanation(
        title: "a JSONata expression is plain text here",
        meaning: "The query language of the state is JSONPath, where `{% … %}` means nothing.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Parameters: {x: "{% 1 + 1 %}"}, End: true}

            """,
        remedy: "Write `QueryLanguage: JSONata` in the state or the workflow, or use a path.")
    static let brokenQuery = Explanation(
        title: "a JSONata expression cannot be read",
        meaning: "The text between `{%` and `%}` is not an expression of JSONata 2.",
        example: """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: "{% 1 + %}", End: true}

            """,
        remedy: "Correct the expression; `saga eval` tries it out.")
    static let unsupportedQuery = Explanation(
        title: "a JSONata expression uses what a workflow does not offer",
        meaning: "In a workflow the data is in `$states` and in variables. There is no "
            + "document around the expression, so a bare name, `$` or `$$` at the top level "
            + "has nothing to refer to, and `$states` has the fields `input`, `result`, "
            + "`errorOutput` and `context` only.",
        example: """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: "{% name %}", End: true}

            """,
        remedy: "Begin with `$states.input`, or with the variable's name.")
}
