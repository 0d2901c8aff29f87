/// The workflows that are measured.
enum Definitions {
    /// Ten states that start nothing.
    static let tenPureStates =
        "States:\n"
        + (1...8).map { "  - Pass\($0): {Type: Pass, Result: {step: \($0)}}\n" }.joined()
            + """
              - IsEight:
                  Type: Choice
                  Choices: [{Variable: $.step, NumericEquals: 8, Next: Done}]
                  Default: Done
              - Done: {Type: Succeed}

            """

    /// Tasks one after the other, each with the given body.
    static func tasks(_ count: Int, _ body: String) -> String {
        "States:\n" + (1...count).map { "  - Task\($0): {\(body)}\n" }.joined()
    }

    /// The same task for so many items.
    static func map(over count: Int, atOnce: Int, _ body: String) -> String {
        """
        States:
          - Items:
              Type: Pass
              Parameters: {items.$: "States.ArrayRange(1, \(count), 1)"}
          - Each:
              Type: Map
              ItemsPath: $.items
              MaxConcurrency: \(atOnce)
              ItemProcessor:
                States:
                  - Task: {\(body)}

        """
    }

    /// A state that passes on each of so many items.
    static func pureMap(over count: Int) -> String {
        """
        QueryLanguage: JSONata
        States:
          - Each:
              Type: Map
              Items: "{% [1..\(count)] %}"
              ItemProcessor: {States: [{One: {Type: Pass}}]}

        """
    }

    /// So many branches of one state each.
    static func pureParallel(of count: Int) -> String {
        "States:\n  - All:\n      Type: Parallel\n      Branches:\n"
            + (1...count).map { "        - States: [{One\($0): {Type: Pass}}]\n" }.joined()
    }

    /// A loop of two transitions a turn, then the given states.
    static func loop(turns: Int, then states: String) -> String {
        """
        States:
          - Start: {Type: Pass, Result: {count: 0}, Next: Count}
          - Count: {Type: Pass, Parameters: {count.$: "States.MathAdd($.count, 1)"}}
          - IsEnough:
              Type: Choice
              Choices: [{Variable: $.count, NumericLessThan: \(turns), Next: Count}]
              Default: Done
        \(states)
        """
    }
}
