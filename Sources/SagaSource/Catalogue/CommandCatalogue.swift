import SagaValue

// Band 25: commands.
extension Explanation {
    static let expressionInScript = Explanation(
        title: "an expression stands in a script",
        meaning: "A script is a constant. If data were put into it, data could become code: a "
            + "file called `; rm -rf ~` is all it takes.",
        example: """
            QueryLanguage: JSONata
            States:
              - A: {Run: "echo {% $states.input.name %}"}

            """,
        remedy: "Pass the value by `Env` and write `\"$NAME\"` in the script, or write `Run` as "
            + "a list, whose elements may be expressions.")
    static let pathInScript = Explanation(
        title: "a path stands in a script",
        meaning: "A script is a constant, so `$.name` is not replaced; the shell reads it. awk "
            + "and jq use the same signs, so this is only a warning.",
        example: """
            States:
              - A: {Run: echo $.name}

            """,
        remedy: "Pass the value by `Env`, or ignore this if the signs are meant for a "
            + "program.")
    static let partialExpression = Explanation(
        title: "an expression is only a part of an argument",
        meaning: "An argument is a constant or one whole expression, so that it is always "
            + "exactly one argument.",
        example: """
            QueryLanguage: JSONata
            States:
              - A: {Run: [echo, "id={% $states.input.id %}"]}

            """,
        remedy: "Join the text inside the expression: `\"{% 'id=' & $states.input.id %}\"`.")
    static let badExitCode = Explanation(
        title: "an exit code or status code is none",
        meaning: "Exit codes are 0 to 255 and 0 is success; status codes are 100 to 599.",
        example: """
            States:
              - A: {Run: {Argv: [date], Errors: {300: Too.Large}}}

            """,
        remedy: "Write a code that a program can exit with, or a server answer with.")
    static let badEnvironmentName = Explanation(
        title: "an environment variable cannot have this name",
        meaning: "A name is made of letters, digits and `_`, and does not begin with a digit. "
            + "In `PassEnv` a `*` may stand at the end.",
        example: """
            States:
              - A: {Run: [date], Env: {MY-NAME: x}}

            """,
        remedy: "Choose another name.")
    static let guardedVariable = Explanation(
        title: "a variable that decides which programs run is computed",
        meaning: "`PATH`, `IFS`, `ENV`, `BASH_ENV` and all that begin with `LD_` can make a "
            + "shell or the loader run another program. Data must not decide that.",
        example: """
            QueryLanguage: JSONata
            States:
              - A: {Run: [date], Env: {PATH: "{% $states.input.path %}"}}

            """,
        remedy: "Write a constant.")
    static let missingCommandFile = Explanation(
        title: "a program is not there",
        meaning: "The first word of a command names a file by its path, and there is no such "
            + "file, seen from the folder of the definition or from `Dir`.",
        example: """
            States:
              - A: {Run: [./nowhere.sh]}

            """,
        remedy: "Correct the path, or ignore this if the file is made later.")
    static let nulInCommand = Explanation(
        title: "a command contains the character NUL",
        meaning: "The operating system ends arguments and variables at NUL, so the rest would "
            + "be lost.",
        example: """
            States:
              - A: {Run: [echo, "a\\0b"]}

            """,
        remedy: "Remove it; binary data goes by standard input or a file.")
    static let shellWithoutScript = Explanation(
        title: "`Shell` stands without a `Script`",
        meaning: "`Shell` is the program that reads a script. An argument list is run without "
            + "any shell.",
        example: """
            States:
              - A: {Run: {Argv: [date], Shell: bash}}

            """,
        remedy: "Remove `Shell`, or write a `Script`.")
    static let commandFieldWithoutCommand = Explanation(
        title: "a field needs a `Run` beside it",
        meaning: "`Env`, `PassEnv`, `Secrets` and `Token` are about the process of a command.",
        example: """
            States:
              - A: {Http: {Method: GET, ApiEndpoint: "https://a.test"}, Env: {X: y}}

            """,
        remedy: "Remove the field, or move it to the task with `Run`.")
    static let optionLikeArgument = Explanation(
        title: "a computed argument may be read as an option",
        meaning: "Data that begins with `-` is an option for the program: `rm` with a file called "
            + "`-rf` is all it takes. After `--` these programs read no options.",
        example: """
            QueryLanguage: JSONata
            States:
              - A: {Run: [rm, "{% $states.input.file %}"]}

            """,
        remedy: "Put `--` before the argument, or a constant beginning into the expression: "
            + "`{% './' & $states.input.file %}`.")
}
