import SagaDefinition
import SagaMachine
import SagaSource
import SagaValue

/// What `saga test` runs: a workflow and its cases.
struct TestPlan {
    let definition: DefinitionFile
    let workflow: Workflow
    let file: TestFile
    /// The text that the cases stand in; nil where they come from a `MockConfigFile.json`.
    let source: Source?

    private static let testEndings = [".test.yaml", ".test.yml", ".test.json"]
    private static let workflowEndings = [
        ".saga.yaml", ".saga.yml", ".saga.json", ".asl.yaml", ".asl.yml", ".asl.json",
    ]

    /// Reads a file of cases and its workflow, or a workflow and the file of cases beside it.
    ///
    /// - Throws: `SAGA6003` or `SAGA6004` for a file, `SAGA6008` for a definition, `SAGA6041` for a
    ///   file of cases, `SAGA6042` where there is none.
    static func read(_ name: String, _ desk: Desk) throws(Fault) -> TestPlan {
        let surroundings = desk.surroundings
        let testName = try isTestFile(name) ? name : sibling(of: name, testEndings, surroundings)
        let bytes = try FileReading.bytes(
            surroundings.absolute(testName), limit: Limits.sourceFileBytes)
        let source = Source(bytes, name: testName)
        let workflowName =
            isTestFile(name) ? try self.workflowName(source, testName, surroundings) : name
        let definition = try DefinitionFile.read(workflowName, surroundings)
        let workflow = try definition.workflow(desk)
        let (file, findings) = TestFileReader.read(source, of: workflow)
        for finding in findings {
            desk.warn(FindingText(finding, source).text(desk.talkStyle) + "\n")
        }
        guard let file else {
            let count = findings.count { $0.severity == .error }
            throw Fault(
                .badTestFile,
                "`\(testName)` has \(count) error\(count == 1 ? "" : "s"); nothing ran")
        }
        return TestPlan(definition: definition, workflow: workflow, file: file, source: source)
    }

    /// Reads a workflow, and its cases out of a `MockConfigFile.json`.
    ///
    /// Such a case says what tasks answer and nothing of what should come of it: it expects that
    /// the execution succeeds.
    ///
    /// - Parameter names: Which of its cases; none takes all.
    /// - Throws: `SAGA6017` for the file of mocks.
    static func read(
        _ name: String, mocks: String, cases names: [String], input: Value, _ desk: Desk
    ) throws(Fault) -> TestPlan {
        let definition = try DefinitionFile.read(name, desk.surroundings)
        let workflow = try definition.workflow(desk)
        let machine = definition.text.name
        let mockFile = try MockFile.read(mocks, desk.surroundings)
        var cases: [TestFile.TestCase] = []
        for testCase in try mockFile.testCases(machine: machine)
        where names.isEmpty || names.contains(testCase) {
            cases.append(
                TestFile.TestCase(
                    name: testCase, extent: .start, input: input,
                    mocks: try mockFile.mocks(machine: machine, testCase: testCase), undos: [:],
                    expectation: Expectation()))
        }
        return TestPlan(
            definition: definition, workflow: workflow,
            file: TestFile(seed: 1, start: TestFile.fallbackStart, cases: cases), source: nil)
    }

    /// The cases of some names, or all.
    ///
    /// - Throws: `SAGA6043` for a name that is not there.
    func cases(named names: [String]) throws(Fault) -> [TestFile.TestCase] {
        guard !names.isEmpty else { return file.cases }
        for name in names where !file.cases.contains(where: { $0.name == name }) {
            let known = file.cases.map(\.name)
            let near = nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
            throw Fault(
                .unknownTestCase, "there is no case `\(name)`",
                notes: [near ?? "there are: \(known.joined(separator: ", "))"])
        }
        return file.cases.filter { names.contains($0.name) }
    }

    private static func isTestFile(_ name: String) -> Bool {
        testEndings.contains { name.hasSuffix($0) }
    }

    /// The workflow that a file of cases names, seen from its folder, or the one beside it.
    private static func workflowName(
        _ source: Source, _ testName: String, _ surroundings: Surroundings
    ) throws(Fault) -> String {
        guard let named = TestFileReader.workflowName(in: source) else {
            return try sibling(of: testName, workflowEndings, surroundings)
        }
        if named.hasPrefix("/") { return named }
        let folder = testName.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folder + [Substring(named)]).joined(separator: "/")
    }

    /// The file of the same name with another ending, which must be there.
    private static func sibling(
        of name: String, _ endings: [String], _ surroundings: Surroundings
    ) throws(Fault) -> String {
        let known = testEndings + workflowEndings + [".yaml", ".yml", ".json"]
        let ending = known.first { name.hasSuffix($0) } ?? ""
        let stem = String(name.dropLast(ending.count))
        let candidates = endings.map { stem + $0 }
        for candidate in candidates
        where FileReading.kind(surroundings.absolute(candidate)) == .file {
            return candidate
        }
        throw Fault(
            .noTestFile, "nothing belongs to `\(name)`",
            notes: ["looked for: " + candidates.joined(separator: ", ")])
    }
}
