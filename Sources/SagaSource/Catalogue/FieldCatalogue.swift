import SagaValue

// Band 20: fields and their values.
extension Explanation {
    static let wrongType = Explanation(
        title: "a value is of the wrong type",
        meaning: "The field takes another type of value than the one that stands here. In "
            + "YAML, `Seconds: 5` is a number and `Seconds: \"5\"` a string; an expression "
            + "stands in a string `{% … %}`.",
        example: """
            StartAt: A
            States:
              A: {Type: Wait, Seconds: soon, End: true}

            """,
        remedy: "Write a value of the type that the message names.")
    static let missingField = Explanation(
        title: "a field is missing",
        meaning: "The map needs this field, or one of several. A state needs `Next` or `End: "
            + "true` unless it is a Choice, Succeed or Fail, or `States` is a list.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass}

            """,
        remedy: "Add the field.")
    static let unknownField = Explanation(
        title: "a field is not supported here",
        meaning: "Nothing reads this field, so what it says would be lost. It is misspelt, "
            + "belongs to another type of state, or stands at the wrong depth: check the "
            + "indentation.",
        example: """
            StartAt: A
            States:
              A: {Type: Pass, Nxet: B, End: true}

            """,
        remedy: "Use the name that is proposed, or remove the field.")
    static let outOfRange = Explanation(
        title: "a number is out of range",
        meaning: "Durations are 0 to 99999999 seconds, a retrier's interval is at least 1, its "
            + "backoff rate at least 1, a percentage 0 to 100.",
        example: """
            StartAt: A
            States:
              A: {Type: Wait, Seconds: -1, End: true}

            """,
        remedy: "Write a number within the range.")
    static let unknownWord = Explanation(
        title: "a word is none of those that the field knows",
        meaning: "The field takes one of a few words, written exactly so, upper and lower case "
            + "included.",
        example: """
            QueryLanguage: jsonata
            StartAt: A
            States:
              A: {Type: Succeed}

            """,
        remedy: "Use one of the words that the message lists.")
    static let emptyValue = Explanation(
        title: "a value must not be empty",
        meaning: "A list of states, branches, choices or errors, a script or a name has at "
            + "least one element or character.",
        example: """
            StartAt: A
            States:
              A: {Type: Parallel, Branches: [], End: true}

            """,
        remedy: "Fill it, or remove the field.")
    static let exclusiveFields = Explanation(
        title: "two fields exclude each other",
        meaning: "Only one of these fields can count, such as `Next` and `End`, a value and "
            + "its `…Path`, or `Run` and `Resource`.",
        example: """
            StartAt: A
            States:
              A: {Type: Wait, Seconds: 5, Timestamp: "2026-01-01T00:00:00Z", End: true}

            """,
        remedy: "Keep one of them.")
}
