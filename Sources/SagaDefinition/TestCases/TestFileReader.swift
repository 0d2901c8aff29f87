package import SagaSource
import SagaValue

/// Reads a file of test cases, and finds everything that is wrong with it.
package struct TestFileReader {
    private let workflow: Workflow
    private let reading: Reading

    private static let fields = ["Seed", "Start", "Mocks", "Undos", "Cases", "Comment"]
    private static let caseFields = ["Name", "Input", "Mocks", "Undos", "Expect", "Comment"]

    /// Reads the cases of a workflow.
    ///
    /// - Returns: The file, nil where a finding is an error, and all findings by their place.
    package static func read(
        _ source: Source, of workflow: Workflow
    ) -> (file: TestFile?, findings: [Finding]) {
        let text = source.read()
        guard let root = text.node else { return (nil, text.findings.inOrder) }
        let part = Part(node: root, path: NodePath())
        let reader = TestFileReader(part, workflow)
        let file = reader.file(part)
        var findings = text.findings
        findings.add(contentsOf: reader.reading.findings.inOrder)
        return (findings.hasErrors ? nil : file, findings.inOrder)
    }

    /// The name of the workflow's file that a file of cases gives; nil where it gives none.
    package static func workflowName(in source: Source) -> String? {
        source.read().node?["Workflow"].flatMap(\.text)
    }

    private init(_ part: Part, _ workflow: Workflow) {
        self.workflow = workflow
        reading = Reading(
            outline: Outline(part), queryLanguage: workflow.queryLanguage,
            fileExists: { _ in true })
    }

    private func file(_ part: Part) -> TestFile? {
        guard let fields = Fields(part, reading) else { return nil }
        fields.allow(Self.fields + ["Workflow"], in: "a file of test cases")
        fields.require(["Cases"])
        _ = fields.name("Workflow")
        let seed = fields.integer("Seed", in: 0...Limits.maximumSeed) ?? 1
        let start = self.start(fields)
        let mocks = table(fields, "Mocks", undoing: false)
        let undos = table(fields, "Undos", undoing: true)
        var cases: [TestFile.TestCase] = []
        for part in fields.list("Cases") ?? [] {
            guard let read = testCase(part, mocks, undos) else { continue }
            if let first = cases.first(where: { $0.name.hasSameCodePoints(as: read.name) }) {
                reading.report(
                    .duplicateTestCase, "there are two cases `\(read.name)`",
                    at: part["Name"] ?? part,
                    notes: ["the first one is in line \(first.extent.start.line)"])
            }
            cases.append(read)
        }
        return TestFile(seed: seed, start: start, cases: cases)
    }

    private func start(_ fields: Fields) -> Timestamp {
        let fallback = TestFile.fallbackStart
        guard let part = fields["Start"], let text = reading.text(part) else { return fallback }
        if let time = Timestamp(text) { return time }
        reading.report(
            .badTimestamp, "`\(text)` is no timestamp such as 2026-01-01T00:00:00Z", at: part)
        return fallback
    }

    private func testCase(
        _ part: Part, _ mocks: [String: MockedTask], _ undos: [String: MockedTask]
    ) -> TestFile.TestCase? {
        guard let fields = Fields(part, reading) else { return nil }
        fields.allow(Self.caseFields, in: "a test case")
        fields.require(["Name"])
        let own = table(fields, "Mocks", undoing: false)
        let ownUndos = table(fields, "Undos", undoing: true)
        let expectation = fields.map("Expect").map { self.expectation($0) }
        guard let name = fields.name("Name"), let place = fields["Name"] else { return nil }
        return TestFile.TestCase(
            name: name, extent: place.extent,
            input: fields["Input"]?.node.value ?? .emptyObject,
            mocks: mocks.merging(own) { _, own in own },
            undos: undos.merging(ownUndos) { _, own in own },
            expectation: expectation ?? Expectation())
    }

    /// Mocks by state or path.
    private func table(
        _ fields: Fields, _ key: String, undoing: Bool
    ) -> [String: MockedTask] {
        guard let map = fields.map(key) else { return [:] }
        var table: [String: MockedTask] = [:]
        for member in map.part.node.members ?? [] {
            check(member.key, in: map, undoing: undoing)
            let part = Part(node: member.value, path: map.part.path.member(member.name))
            table[member.name] = MockedTask.read(part, reading)
        }
        return table
    }

    /// Reports a mock that nothing would ever ask.
    private func check(_ key: Node, in map: Fields, undoing: Bool) {
        let name = key.text ?? ""
        guard let state = state(named: name, key, in: map) else { return }
        guard undoing ? !state.hasHandler : !state.hasTask else { return }
        reading.report(
            .mockOfNoTask,
            undoing
                ? "`\(state.name)` has no `Compensate` that could be mocked"
                : "`\(state.name)` is a \(state.kind.typeName) state, which has no task to mock",
            atKey: key, of: map.part)
    }

    /// The state that a name or a path means, or a finding.
    private func state(named name: String, _ key: Node, in map: Fields) -> State? {
        if let id = workflow.state(named: name) { return workflow[id] }
        if let id = workflow.state(named: Self.lastName(of: name)) { return workflow[id] }
        let near = reading.nearest(to: name, among: workflow.states.lazy.map(\.name))
        reading.report(
            .unknownTestedState, "the workflow has no state `\(name)`", atKey: key, of: map.part,
            label: near.map { "did you mean `\($0)`?" })
        return nil
    }

    /// The state's name at the end of a path such as `Each[3]/Load#2`.
    private static func lastName(of path: String) -> String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.prefix { $0 != "#" })
    }

    private func expectation(_ fields: Fields) -> Expectation {
        let names = workflow.states.map(\.name)
        var reader = ExpectationReader(fields, reading, states: names)
        return reader.read()
    }
}

extension State {
    /// Whether it is a task, or a Map whose items somebody reads.
    fileprivate var hasTask: Bool {
        switch kind {
        case .task: true
        case .map(let map): map.reader != nil
        case .pass, .choice, .wait, .succeed, .fail, .parallel: false
        }
    }

    fileprivate var hasHandler: Bool {
        if case .handler = compensation { return true }
        return false
    }
}
