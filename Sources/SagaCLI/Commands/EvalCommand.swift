import ArgumentParser
import SagaExpression
import SagaValue

/// `saga eval --data JSON -- EXPRESSION`.
struct EvalCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate one expression on some data.",
        discussion: "Prints the result as JSON, and nothing when it is undefined.")
    static let examples = [
        Example("saga eval --data '{\"a\": [1, 2]}' -- '$.a[1]'", "JSONPath"),
        Example(
            "saga eval --query-language JSONata --data @order.json -- '$sum(items.price)'",
            "JSONata on a file"),
        Example(
            "saga eval --variables '{\"rate\": 2}' --data 21 -l JSONata -- '$ * $rate'",
            "with variables"),
        Example("saga eval -- \"States.Format('{} and {}', 1, 2)\"", "an intrinsic function"),
    ]

    enum Language: String, CaseIterable, ExpressibleByArgument {
        case jsonPath = "JSONPath"
        case jsonata = "JSONata"
    }

    @Option(
        name: [.customShort("l"), .long],
        help: ArgumentHelp("The language of the expression.", valueName: "language"))
    var queryLanguage = Language.jsonPath

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("JSON text, @file, or - for standard input.", valueName: "json"))
    var data: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What `$name` stands for: a JSON object, @file, or -.", valueName: "json"))
    var variables: String?

    @Argument(help: "The expression, after `--`.")
    var expression: String

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options)
        var input: Value?
        if let data { input = try JSONArgument.value(data, option: "--data", surroundings) }
        let variables = try variables(surroundings)
        let result: Value?
        switch queryLanguage {
        case .jsonPath: result = try path(input ?? .emptyObject, variables, surroundings)
        case .jsonata: result = try query(input, variables, surroundings)
        }
        if let result { desk.write(result.json + "\n") }
        try desk.finish()
        return .success
    }

    private func variables(_ surroundings: Surroundings) throws(Fault) -> Object {
        guard let variables else { return Object() }
        let option = "--variables"
        let value = try JSONArgument.value(variables, option: option, surroundings)
        guard let object = value.object else {
            throw Fault(
                .badInput, "`\(option)` is not an object",
                notes: ["as in `\(option) '{\"name\": 1}'`"])
        }
        return object
    }

    private func path(
        _ input: Value, _ variables: Object, _ surroundings: Surroundings
    ) throws(Fault) -> Value {
        let compiled: PathExpression
        do throws(ExpressionSyntaxError) { compiled = try PathExpression(expression) } catch {
            throw Fault(
                .expressionFailed, "States.Runtime: \(error.message)",
                notes: ["at byte \(error.offset) of the expression"])
        }
        do throws(EvaluationFailure) {
            return try compiled.evaluate(in: scope(input, variables, surroundings))
        } catch { throw Fault(.expressionFailed, "\(error.error): \(error.cause)") }
    }

    /// As the reference implementation does, without the service's limits.
    private func query(
        _ input: Value?, _ variables: Object, _ surroundings: Surroundings
    ) throws(Fault) -> Value? {
        let environment = JSONataEnvironment(
            dialect: .reference, nowMilliseconds: surroundings.now.milliseconds,
            chance: RandomSequence(seed: surroundings.random()), variable: { variables[$0] })
        do throws(JSONataError) {
            return try JSONataExpression(parsing: expression)
                .evaluate(input: input, environment: environment)
        } catch {
            throw Fault(
                .expressionFailed, "\(error.code): \(error.message)",
                notes: error.position.map { ["at character \($0) of the expression"] } ?? [])
        }
    }

    private func scope(
        _ input: Value, _ variables: Object, _ surroundings: Surroundings
    ) -> EvaluationScope {
        EvaluationScope(
            input: input, variables: Variables(variables), entropy: surroundings.random(),
            nowMilliseconds: surroundings.now.milliseconds)
    }
}
