package import SagaValue

extension CommandCode {
    package var explanation: Explanation {
        switch self {
        case .keyUndone: .keyUndone
        case .keyInDoubt: .keyInDoubt
        case .keyBusy: .keyBusy
        case .badKey: .badKey
        case .programNotFound: .programNotFound
        case .effectLeft: .effectLeft
        case .effectUnknown: .effectUnknown
        case .personNeeded: .personNeeded
        case .endless: .endless
        case .waiting: .waiting
        case .unknownCommand:
            Explanation(
                title: "there is no such command",
                meaning: "The first word after `saga` is the command. What was written is none, "
                    + "nor another name of one.",
                example: "saga rnu order.saga.yaml",
                remedy: "`saga help` lists the commands. `retry` and `redrive` of other tools are "
                    + "`saga resume` here.")
        case .badArguments:
            Explanation(
                title: "the arguments do not fit the command",
                meaning: "An option is unknown, a value is missing or of the wrong form, or there "
                    + "is an argument too many. Nothing ran.",
                example: "saga list --limit many",
                remedy: "`saga COMMAND --help` shows what the command takes, with examples.")
        case .fileNotFound:
            Explanation(
                title: "the file does not exist",
                meaning: "A definition, an input or another file that the command line names is "
                    + "not there. Nothing ran.",
                example: "saga validate missing.saga.yaml",
                remedy: "Look for a typing error; relative paths begin in the current folder.")
        case .fileNotReadable:
            Explanation(
                title: "the file cannot be read",
                meaning: "It is there, but the system refuses to read it, or it is a folder, or "
                    + "it is larger than saga takes.",
                example: "saga validate /etc/shadow",
                remedy: "The message holds the system's reason; often it is the permissions.")
        case .badInput:
            Explanation(
                title: "the input is not JSON",
                meaning: "`--input` and `--data` take JSON text, `@file` for a file's content, or "
                    + "`-` for standard input. What was given is not JSON. Nothing ran.",
                example: "saga eval --data '{amount: 3}' -- '$.amount'",
                remedy: "Names and texts stand in double quotes: `'{\"amount\": 3}'`. For a file, "
                    + "put `@` before its name.")
        case .badExecutionName:
            Explanation(
                title: "this cannot be the name of an execution",
                meaning: "A name has 1 to 64 letters of ASCII, digits, `-` or `_`, and begins with "
                    + "a letter or a digit. It is also the name of a folder, so nothing else is "
                    + "let through.",
                example: "saga inspect ../other",
                remedy: "`saga list` shows the names. Any beginning that only one has will do, "
                    + "and `@last`, `@failed` and `@running` always work.")
        case .unknownCode:
            Explanation(
                title: "there is nothing to explain under this name",
                meaning: "Codes are `SAGA` and four digits; names of errors, such as "
                    + "`States.Timeout`, are explained too. This is neither.",
                example: "saga explain SAGA9999",
                remedy: "Copy the code from the message, or read them all: `saga explain --all`.")
        case .badDefinition:
            Explanation(
                title: "the definition has errors",
                meaning: "Nothing ran, because the definition could not be understood. The errors "
                    + "stand above the message, each with its place.",
                example: "saga run broken.saga.yaml",
                remedy: "Mend them; `saga validate FILE` checks without running anything.")
        case .unknownState:
            Explanation(
                title: "no visit of this state has taken place",
                meaning: "Either the workflow has no such state, or the execution never came to "
                    + "it.",
                example: "saga inspect @last NoSuchState",
                remedy: "`saga inspect ID` lists the states that were visited.")
        case .outputNotWritten:
            Explanation(
                title: "the output could not be written",
                meaning: "The file of `-o`, or standard output, took no more. The execution itself "
                    + "is not touched by this.",
                example: "saga list -o /full/disk/list.json",
                remedy: "The message holds the system's reason: mostly a full disk or permissions.")
        case .expressionFailed:
            Explanation(
                title: "the expression failed",
                meaning: "It could not be compiled, or could not be evaluated on this data. The "
                    + "language's own code or error name stands in the message.",
                example: "saga eval --query-language JSONata -- '1 + \"a\"'",
                remedy: "JSONata's codes are explained in its documentation; `States.Runtime` "
                    + "and its peers by `saga explain States.Runtime`.")
        case .badEnvironment:
            Explanation(
                title: "a variable of the environment has a value that saga does not know",
                meaning: "`SAGA_PROGRESS` and `SAGA_COLOR` take the same words as the options "
                    + "`--progress` and `--color`.",
                example: "SAGA_PROGRESS=loud saga list",
                remedy: "`saga help environment` lists the variables and what they take.")
        case .refused:
            Explanation(
                title: "refused in this state",
                meaning: "What was asked makes no sense for an execution that is where this one "
                    + "is, so nothing was changed.",
                example: "saga resume @last    # of one that was rolled back",
                remedy: "The message names the command that does what was probably meant.")
        case .nothingFits:
            Explanation(
                title: "no execution fits",
                meaning: "`@last` is the execution that was started last, `@failed` the last one "
                    + "that failed, timed out or was aborted, `@running` the last one that runs. "
                    + "The store holds none of this kind.",
                example: "saga inspect @running",
                remedy: "`saga list` shows what there is; `saga doctor` says which store is used "
                    + "and why.")
        case .noSuchLog:
            Explanation(
                title: "nothing was printed that could be shown",
                meaning: "No attempt of the state kept any output: it is no shell task, it never "
                    + "ran, or the attempt's number is wrong.",
                example: "saga logs @last ReserveInventory --attempt 9",
                remedy: "`saga inspect ID STATE` shows the attempts that there were.")
        case .unboundResource:
            Explanation(
                title: "nothing runs in the place of a foreign resource",
                meaning: "The definition has a task whose `Resource` is a service's, such as a "
                    + "Lambda function. Nothing was started.",
                example: "saga run plain.asl.json",
                remedy: "Bind a command to the state or the resource: "
                    + "`--task Charge=./charge.sh`. It reads the task's payload on standard input "
                    + "and prints the result.")
        case .badMock:
            Explanation(
                title: "the file of mocks does not say what is asked of it",
                meaning: "`--mock` reads Step Functions Local's MockConfigFile.json: state "
                    + "machines with test cases, which name a mocked response for each state. "
                    + "The state machine is looked for under the definition's file name without "
                    + "its endings. Nothing ran.",
                example: "saga run order.asl.json --mock MockConfigFile.json --case Declined",
                remedy: "The message names what is missing: the machine, the test case, or the "
                    + "response.")
        case .notRunnable:
            Explanation(
                title: "the definition asks for what this version cannot do",
                meaning: "It is a right definition, but a part of it would be left out if it ran: "
                    + "`Secrets` beside `Http`. Nothing was started.",
                example: "saga run approval.saga.yaml",
                remedy: "The message names the state and the field. A request with a secret can be "
                    + "sent by a command, which finds the secret in its environment. `saga "
                    + "validate` still checks all of the language.")
        case .badWorkflowFile:
            Explanation(
                title: "there is no definition for a state machine",
                meaning: "A task starts an execution of a state machine by its ARN or name, and "
                    + "neither a `--workflow` names a file for it nor is there one beside the "
                    + "definition; or the file that `--workflow` names is not there. Nothing ran.",
                example: "saga run parent.asl.yaml --workflow ship=nowhere.asl.yaml",
                remedy: "Bind a file: `--workflow NAME=FILE`, where NAME is the last part of the "
                    + "ARN, or the whole of it.")
        case .childOnly:
            Explanation(
                title: "this command is for saga itself",
                meaning: "A sub-workflow is a process of its own, which its parent starts and "
                    + "tells on standard input what to do. What stood there was no such thing.",
                example: "saga child run ship",
                remedy: "`saga run FILE` starts a workflow, `saga resume ID` goes on with one.")
        case .unboundBucket:
            Explanation(
                title: "no folder stands in the place of a bucket",
                meaning: "A Map reads its items from a bucket, or writes its results to one, and "
                    + "nothing says which folder that is here. Nothing was started.",
                example: "saga run report.asl.json",
                remedy: "Bind a folder to the bucket's name: `--bucket invoices=./data`; `saga "
                    + "resume` needs it again. Or write a path into the definition: `Bucket: "
                    + "\"file:data\"` is the folder `data` beside it.")
        case .unreadableItems:
            Explanation(
                title: "a Map reads items of a format that cannot be read",
                meaning: "The service reads Parquet, and there is no reader for it here. Nothing "
                    + "was started.",
                example: "saga run report.asl.json --bucket invoices=./data",
                remedy: "Convert the file to JSON Lines or CSV and name that in `InputType`. To "
                    + "try the rest, `--mock` answers for the state with a list of items.")
        case .unknownSelection: .unknownSelection
        case .unfitSavePoint: .unfitSavePoint
        case .unfitState: .unfitState
        case .unfitDefinition: .unfitDefinition
        case .testStateRefused: .testStateRefused
        case .badToken: .badToken
        case .badAnswer: .badAnswer
        case .tooLate: .tooLate
        case .missingSecret: .missingSecret
        case .badSecret: .badSecret
        case .badTestFile: .badTestFile
        case .noTestFile: .noTestFile
        case .unknownTestCase: .unknownTestCase
        }
    }
}
