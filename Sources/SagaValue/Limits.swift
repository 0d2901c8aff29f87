/// The named maxima: what an input can make large has its bound here, and a code for exceeding it.
package enum Limits {
    /// Nested arrays and objects in a JSON text.
    package static let jsonDepth = 512
    /// Nested arrays and objects in what a state passes on: with what a template adds to it and a
    /// record around it, it can still be read as JSON.
    package static let valueDepth = 400
    /// Characters of a definition's text, as on the service: code points, which is how its service
    /// model counts a string, and not UTF-16 units, so that no text is refused here alone.
    package static let definitionCharacters = 1 << 20
    /// Bytes of the manifest of a reader.
    package static let manifestBytes = 1 << 20
    /// Bytes of a file of secrets or of variables.
    package static let environmentFileBytes = 1 << 20
    /// Bytes of a definition's file, or of a file of test cases, that are read at all.
    package static let sourceFileBytes = 16 << 20
    /// Nodes of a definition, aliases and merge keys expanded.
    package static let definitionNodes = 50_000
    /// Nested collections in a definition.
    package static let definitionDepth = 64
    /// Bytes of one scalar in a definition.
    package static let scalarBytes = 512 << 10
    /// Characters of an execution's id.
    package static let executionIDLength = 64
    /// Characters of an execution's id that come from the name of its workflow.
    package static let executionIDStemLength = 40
    /// Executions that have started one another, one inside the other, below the first.
    package static let workflowDepth = 16
    /// Times in a row that the process of a sub-workflow may die before its parent waits for a
    /// person.
    package static let workflowDeaths = 3
    /// Errors, and as many warnings, that are shown of one definition.
    package static let findings = 500
    /// Misspelt names of one definition for which the nearest is looked for.
    package static let suggestions = 100
    /// Names among which the nearest is looked for.
    package static let suggestionCandidates = 1000
    /// Unquoted expressions in a definition after which reading it ends.
    package static let unquotedExpressions = 20
    /// Characters of a state's name.
    package static let stateNameLength = 80
    /// Characters of a Map's label.
    package static let labelLength = 40
    /// Bytes of one line of the journal, its newline included.
    package static let recordBytes = 256 << 10
    /// Bytes of a value's JSON that still stands in its record; a larger one becomes a blob.
    package static let inlineValueBytes = 16 << 10
    /// Bytes of records and blobs that wait for a flush before one is due.
    package static let flushBytes = 4 << 20
    /// Bytes of a journal that are read at a time; at least twice `recordBytes`.
    package static let readBytes = 1 << 20
    /// Bytes that a disk must have free before an execution starts or goes on.
    package static let freeBytes = 1 << 20
    /// Bytes held back so that a full disk can still take the last record.
    package static let reserveBytes = 64 << 10
    /// Bytes of an input, or of the data of an expression, on the command line.
    package static let inputBytes = 256 << 20
    /// Bytes of a request to an execution.
    package static let requestBytes = 1 << 20
    /// Characters of the name of an error with which a task is answered, as on the service.
    package static let callbackErrorLength = 256
    /// Characters of the cause with which a task is answered, as on the service.
    package static let callbackCauseLength = 32_768
    /// Bytes that a secret has at least; a shorter one would be found in many an innocent word.
    package static let secretBytes = 6
    /// Bytes of the file that keeps how a task ended after its orchestrator had gone.
    package static let endingBytes = 256 << 20
    /// Bytes of lines for people that wait for an orchestrator before further ones are passed over.
    package static let waitingLineBytes = 256 << 10
    /// Supervisors that may be lost one after the other before the run is given up.
    package static let supervisorLosses = 3
    /// Seconds beyond a task's time and grace in which its supervisor has to tell how it ended.
    package static let supervisorSeconds = 20
    /// Bytes of a key of `saga once`.
    package static let onceKeyBytes = 1 << 10
    /// Bytes of a command's output that `saga once` keeps to answer with again.
    package static let onceOutputBytes = 16 << 20
    /// Bytes that a task may print on one stream before the rest goes to waste.
    package static let streamBytes = 64 << 20
    /// Bytes of a task's stream that stand in the record; a longer one stands in a file.
    package static let inlineStreamBytes = 4 << 10
    /// Bytes of one line of a running task that are shown; the rest of it is not.
    package static let liveLineBytes = 4 << 10
    /// Bytes of a stream's end that are looked through for its last line.
    package static let streamTailBytes = 64 << 10
    /// Milliseconds during which what a task prints waits in its pipes, unless it ends before.
    package static let unheardMilliseconds = 4
    /// Milliseconds that what a task left behind has to end after the task itself.
    package static let leftoverMilliseconds = 200
    /// Milliseconds after KILL at which processes that do not die are given up and reported.
    package static let killMilliseconds = 5_000
    /// Bytes of standard error's end that become a failure's cause.
    package static let causeBytes = 4 << 10
    /// Seconds for looking up a server's name, connecting and the TLS handshake together.
    package static let httpConnectSeconds = 10
    /// Seconds that the service gives its own HTTP task.
    package static let serviceHTTPSeconds = 60
    /// Bytes of an HTTP response's header.
    package static let httpHeaderBytes = 64 << 10
    /// Bytes of a response that become the cause of an error.
    package static let httpCauseBytes = 32 << 10
    /// Bytes of an HTTP response's body.
    package static let httpBodyBytes = 8 << 20
    /// Branches of a Parallel and items of a Map.
    package static let forkCount = 1_000_000
    /// Iterations of a Map without MaxConcurrency that run at the same time, as on the service.
    package static let mapConcurrency = 40
    /// Iterations of a Map that run at the same time, whatever MaxConcurrency says, as on the
    /// service.
    package static let mapConcurrencyCeiling = 10_000
    /// What `MaxItems` of a reader may say, and what a larger computed one is cut to.
    package static let readerItems = 100_000_000
    /// Bytes that an `ItemReader` takes in.
    package static let readerBytes = 256 << 20
    /// Bytes of one row or line of a file that is read for its items.
    package static let readerLineBytes = 8 << 20
    /// Files that a reader lists or loads.
    package static let readerFiles = 100_000
    /// Folders within folders that a reader lists.
    package static let readerDepth = 64
    /// What `MaxInputBytesPerBatch` may say.
    package static let batchBytes = 256 << 10
    /// Bytes of results in one file of a `ResultWriter`, after which another one is begun.
    package static let resultFileBytes = 64 << 20
    /// Events of pure states that are decided before the journal is looked at again.
    package static let eventsPerChunk = 512
    /// Events without an effect after which the journal is flushed all the same.
    package static let eventsPerFlush = 65_536
    /// How long a fact may wait in memory while tasks run, for others to share its flush.
    package static let unflushedMilliseconds = 5
    /// Events, about, of a run on a virtual clock, after which it counts as endless: four times
    /// what the service allows an execution.
    package static let virtualEvents = 100_000
    /// Waits that a run with mocks skips before it spends time on them again.
    package static let mockedJumps = 10_000
    /// Events that the end of one wait counts for.
    package static let eventsPerWait = 4
    /// Attempts that one answer of a mock may stand for.
    package static let mockedAttempts = 1_000_000
    /// The largest seed of a run whose chance is given.
    package static let maximumSeed = 9_007_199_254_740_991
    /// The grace between TERM and KILL, in seconds.
    package static let graceSeconds = 10
    /// An attempt of `Run` or `Http` that names no `TimeoutSeconds` ends after this.
    package static let defaultTimeoutSeconds = 300
    /// The largest number of seconds that the language knows.
    package static let maximumSeconds = 99_999_999
    /// Characters of a variable's name.
    package static let variableNameLength = 80
    /// Steps of one JSONPath.
    package static let pathSteps = 256
    /// Filters within filters, and parentheses within one, in a JSONPath.
    package static let pathFilterDepth = 16
    /// Values that one evaluation of a JSONPath may look at.
    package static let pathVisits = 2_000_000
    /// Intrinsic functions within intrinsic functions.
    package static let intrinsicDepth = 10
    /// Characters that Base64 and hash functions take.
    package static let intrinsicTextLength = 10_000
    /// Items that `States.ArrayRange` makes.
    package static let intrinsicRangeItems = 1000
    /// Bytes of a text that an intrinsic function makes.
    package static let intrinsicTextBytes = 8 << 20
    /// Bytes of the input that a failure's cause quotes.
    package static let quotedInputBytes = 2 << 10
    /// The largest `MaxDelaySeconds` of a retrier: a year of 366 days.
    package static let maximumRetryDelaySeconds = 31_622_400
}
