import SagaValue

// Band 26: requests and resources.
extension Explanation {
    static let forbiddenHeader = Explanation(
        title: "a header belongs to the client",
        meaning: "Headers such as `Host`, `Connection` and `Transfer-Encoding`, and those that "
            + "begin with `X-Forwarded-` or `X-Amz`, say how a request travels. The client "
            + "that sends it sets them.",
        example: """
            States:
              - A: {Http: {Method: GET, ApiEndpoint: "https://a.test", Headers: {Host: b.test}}}

            """,
        remedy: "Remove the header.")
    static let badHeader = Explanation(
        title: "a header cannot be sent",
        meaning: "The name of a header is made of letters, digits and a few signs, and its "
            + "value has no control characters: a line break would begin another header.",
        example: """
            States:
              - A: {Http: {Method: GET, ApiEndpoint: "https://a.test", Headers: {"a b": c}}}

            """,
        remedy: "Correct the name or the value.")
    static let badAddress = Explanation(
        title: "an address cannot be requested",
        meaning: "`ApiEndpoint` is an `https://` or `http://` address with a host, without "
            + "blanks and without a user or password in it.",
        example: """
            States:
              - A: {Http: {Method: GET, ApiEndpoint: "ftp://a.test"}}

            """,
        remedy: "Correct the address; credentials go into a header, from a secret.")
    static let badResource = Explanation(
        title: "a resource is not one",
        meaning: "`Resource` is an ARN such as `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, "
            + "or another URI such as `saga:workflow`.",
        example: """
            StartAt: A
            States:
              A: {Type: Task, Resource: do it, End: true}

            """,
        remedy: "Correct it, or use `Run` or `Http`.")
    static let notForExpress = Explanation(
        title: "an express state machine cannot wait like this",
        meaning: "With `saga validate --type EXPRESS` the rules of an express state machine hold: "
            + "it calls and goes on. It has no `.sync`, no `.waitForTaskToken` and no activities.",
        example: """
            StartAt: A
            States:
              A:
                Type: Task
                Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
                TimeoutSeconds: 60
                End: true

            """,
        remedy: "Use a standard state machine, or call without waiting.")
}
