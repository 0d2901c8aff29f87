import SagaMachine

/// The pages of `saga help` that are about no command.
package enum Topic: String, CaseIterable, Sendable {
    case exitCodes = "exit-codes"
    case environment
    case errors
    case formats
    case files

    /// One line for the list of topics.
    package var abstract: String {
        switch self {
        case .exitCodes: "The statuses with which saga ends"
        case .environment: "The variables it reads, and those that tasks get"
        case .errors: "Codes, and the names of errors that Retry and Catch match"
        case .formats: "Text, JSON, JSON lines and YAML"
        case .files: "Definitions, the store, and what stands in it"
        }
    }

    package var text: String {
        switch self {
        case .exitCodes: Self.exitCodesText
        case .environment: Self.environmentText
        case .errors: Self.errorsText
        case .formats: Self.formatsText
        case .files: Self.filesText
        }
    }

    private static var exitCodesText: String {
        let rows = ExitStatus.allCases.map { status in
            "\(String(status.rawValue).leftPadded(to: 5))  \(status.meaning)\n"
        }
        return "EXIT CODES\n" + rows.joined() + """

            The form of the output never changes the code. `validate` ends with 1 where it
            found errors, `eval` where the expression failed.

            """
    }

    private static let environmentText = """
        ENVIRONMENT

        Read by saga:
          SAGA_STORE             the store; see `saga help files`
          SAGA_PROGRESS          as --progress: auto, plain, json, none
          SAGA_COLOR             as --color: auto, always, never
          NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE, CI, TERM
                                 colours; the first that says something, in this order
          COLUMNS                the width of tables
          GITHUB_ACTIONS         `true` makes `validate` write annotations
          XDG_STATE_HOME         where the store is when nothing else says so
          SAGA_IDEMPOTENCY_KEY, SAGA_FORWARD_KEY, SAGA_DIRECTION, SAGA_OUTPUT
                                 `once` in a task: which key, and what it undoes

        Given to tasks:
          SAGA_EXECUTION_ID      the execution
          SAGA_STORE             the store that it is in, absolute
          SAGA_STATE             the state
          SAGA_ATTEMPT           1, 2, …: over crashes, too
          SAGA_DIRECTION         forward or undo
          SAGA_IDEMPOTENCY_KEY   the same over retries and crashes, another for each visit
          SAGA_FORWARD_KEY       in an undo: the key of what it undoes
          SAGA_TASK_TOKEN        with Token: what `saga send` answers it by
          SAGA_OUTPUT            a file; what a task writes there is its result
          TRACEPARENT            W3C trace context, one span for each attempt

        Nothing of the input becomes a variable by itself.

        """

    private static let errorsText = """
        ERRORS

        Every message has a code, SAGA and four digits. The first digit is the stage:
          1 the text · 2 the definition · 3 expressions · 4 the journal
          5 running · 6 the command line

        `saga explain SAGA2104` says what it means, shows what causes it, and how to
        mend it. `saga explain States.Timeout` explains the name of an error that
        Retry and Catch can match. `saga explain --all` prints everything.

        """

    private static let formatsText = """
        FORMATS

        --format text    for people; the default
        --format json    one document, indented; has a member `schemaVersion`
        --format jsonl   one object a line
        --format yaml    as json, in YAML

        `run`, `resume` and `abort` print the output of an execution that succeeded as
        JSON, and nothing otherwise. With --format json they print one object whatever
        the outcome: {"schemaVersion", "execution", "status", "compensation",
        "output" or "error" and "cause", …}; what is absent is left out.

        Answers go to standard output, or with -o to a file. Progress, warnings and
        messages go to standard error.

        """

    private static let filesText = """
        FILES

        *.saga.yaml, *.asl.yaml, *.asl.json   definitions
        .saga/                                a project's store

        The store is the first that there is of
          --store FOLDER
          SAGA_STORE
          .saga in the working folder or the nearest folder above it
          $XDG_STATE_HOME/saga
          ~/.local/state/saga
        `saga doctor` says which it is, and why.

        In the store, executions/ID/ holds
          journal.jsonl   everything that happened, one record a line
          blobs/          values that are too large for a record
          tasks/          what tasks printed, where that is too much for a record
          requests/       what other processes ask of the one that owns the execution
        once/ holds what `saga once` knows of each key.

        """
}
