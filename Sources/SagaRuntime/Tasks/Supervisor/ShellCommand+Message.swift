extension ShellCommand {
    /// Adds everything but the lock, which whoever runs the command has himself.
    func put(into message: inout MessageWriter) {
        switch program {
        case .arguments(let words):
            message.put(0)
            Self.put(words, into: &message)
        case .script(let script, let shell):
            message.put(1)
            message.put(script)
            Self.put(shell, into: &message)
        }
        message.put(directory)
        let block = environment.block()
        message.put(block != nil)
        if let block {
            message.put(environment.count)
            message.put(block)
        }
        message.put(input)
        message.put(timeout?.nanoseconds)
        message.put(outputFile)
        message.put(streamsPath)
        message.put(wantsResult)
        message.put(grace?.nanoseconds)
    }

    init(_ message: inout MessageReader, lock: Int32?) throws(MessageReader.Malformed) {
        let isScript = try message.number() == 1
        let script = isScript ? try message.text() : ""
        let words = try Self.words(&message)
        let directory = try message.text()
        // One that has no block is refused by whoever starts the command, as it stands.
        var environment = TaskEnvironment(variables: [.init(name: "", value: [])])
        if try message.flag() {
            let count = try message.number()
            environment = TaskEnvironment(block: Array(try message.data()), count: count)
        }
        self.init(
            program: isScript ? .script(script, shell: words) : .arguments(words),
            directory: directory, environment: environment,
            input: Array(try message.data()),
            timeout: try message.optionalNumber().map { .nanoseconds($0) },
            outputFile: try message.optionalText(), streamsPath: try message.optionalText(),
            inheritedLock: lock, wantsResult: try message.flag(),
            grace: try message.optionalNumber().map { .nanoseconds($0) })
    }

    private static func put(_ words: [String], into message: inout MessageWriter) {
        message.put(words.count)
        for word in words { message.put(word) }
    }

    private static func words(
        _ message: inout MessageReader
    ) throws(MessageReader.Malformed) -> [String] {
        var words: [String] = []
        for _ in 0..<(try message.count()) { words.append(try message.text()) }
        return words
    }
}
