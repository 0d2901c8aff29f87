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
        let forms = mask?.allForms ?? []
        message.put(forms.count)
        for form in forms { message.put(form) }
        message.put(grace?.nanoseconds)
    }

    init(_ message: inout MessageReader, lock: Int32?) throws(MessageReader.Malformed) {
        let isScript = try message.number() == 1
        let script = isScript ? try message.text() : ""
        let words = try Self.words(&message)
        let directory = try message.text()
        let environment: TaskEnvironment
        if try message.flag() {
            let count = try message.number()
            environment = TaskEnvironment(block: Array(try message.data()), count: count)
        } else {
            // One that has no block is refused by whoever starts the command, as it stands.
            environment = TaskEnvironment(variables: [.init(name: "", value: [])])
        }
        let input = Array(try message.data())
        let timeout: Duration? = try message.optionalNumber().map { .nanoseconds($0) }
        let outputFile = try message.optionalText()
        let streamsPath = try message.optionalText()
        let wantsResult = try message.flag()
        var forms: [[UInt8]] = []
        for _ in 0..<(try message.count()) { forms.append(Array(try message.data())) }
        self.init(
            program: isScript ? .script(script, shell: words) : .arguments(words),
            directory: directory, environment: environment, input: input, timeout: timeout,
            outputFile: outputFile, streamsPath: streamsPath, inheritedLock: lock,
            wantsResult: wantsResult, mask: forms.isEmpty ? nil : SecretMask(forms: forms),
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
