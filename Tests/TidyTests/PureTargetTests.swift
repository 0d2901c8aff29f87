import Testing

/// The targets that only turn values into values: nothing in them can tell one run from another.
@Suite struct PureTargetTests {
    private static let pure: Set = [
        "SagaValue", "SagaExpression", "SagaSource", "SagaDefinition", "SagaMachine", "SagaReport",
        "SagaSimulation",
    ]

    /// Clocks, randomness, input and output, concurrency: by the names under which Swift has them.
    private static let worldly: Set<Substring> = [
        "async", "await", "actor", "print", "debugPrint", "dump", "readLine", "ContinuousClock",
        "SuspendingClock", "SystemRandomNumberGenerator", "random", "randomElement", "shuffled",
        "shuffle", "CommandLine", "getenv", "TaskGroup", "MainActor", "Mutex", "Atomic",
    ]

    static let files = Repository.sources.filter { pure.contains($0.target) }

    @Test(arguments: files)
    func `a pure target knows no clock, no chance, no output and no concurrency`(
        file: Repository.File
    ) {
        let lines = SwiftCode(file.text).lineNumbers { line in
            words(of: line).contains { Self.worldly.contains($0) } && !isLabel(line)
        }
        #expect(lines == [])
    }

    @Test(arguments: files)
    func `a pure target has no variable that outlives a value`(file: Repository.File) {
        let lines = SwiftCode(file.text).lineNumbers { line in
            let isGlobal =
                line.hasPrefix("var ") || line.hasPrefix("private var ")
                || line.hasPrefix("package var ") || line.contains("static var ")
            return isGlobal && isStored(line)
        }
        #expect(lines == [])
    }

    /// `init(random high:)` and `.random(` of our own take their chance as an argument.
    private func isLabel(_ line: Substring) -> Bool {
        line.contains("(random ") || line.contains("(random:")
    }

    /// A computed property has its brace before any sign of equality.
    private func isStored(_ line: Substring) -> Bool {
        guard let sign = line.firstIndex(of: "=") else { return !line.contains("{") }
        return line.firstIndex(of: "{").map { sign < $0 } ?? true
    }
}
