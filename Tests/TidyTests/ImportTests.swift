import Testing

/// Who may know whom: the table of `docs/explanation/architecture.md`.
@Suite struct ImportTests {
    private static let ours: [String: Set<String>] = [
        "SagaValue": [],
        "SagaExpression": ["SagaValue"],
        "SagaSource": ["SagaValue"],
        "SagaDefinition": ["SagaSource", "SagaExpression", "SagaValue"],
        "SagaMachine": ["SagaDefinition", "SagaExpression", "SagaValue"],
        "SagaSimulation": ["SagaMachine", "SagaDefinition", "SagaExpression", "SagaValue"],
        "SagaReport": ["SagaMachine", "SagaDefinition", "SagaValue"],
        // The definition's names for states and bodies stand in the events that are written.
        "SagaJournal": ["SagaMachine", "SagaDefinition", "SagaValue"],
        "SagaRuntime": ["SagaJournal", "SagaMachine", "SagaDefinition", "SagaValue"],
        "SagaCLI": [
            "SagaSimulation", "SagaRuntime", "SagaJournal", "SagaReport", "SagaMachine",
            "SagaDefinition",
            "SagaExpression", "SagaSource", "SagaValue",
        ],
        "saga": ["SagaCLI"],
        "SagaTesting": [
            "SagaRuntime", "SagaJournal", "SagaReport", "SagaMachine", "SagaDefinition",
            "SagaExpression", "SagaSource", "SagaValue",
        ],
        "saga-bench": [
            "SagaRuntime", "SagaJournal", "SagaMachine", "SagaDefinition", "SagaExpression",
            "SagaSource", "SagaValue",
        ],
        "saga-bench-hello": [],
        "saga-fuzz": ["SagaDefinition", "SagaExpression", "SagaSource", "SagaValue"],
        "SagaLoopback": ["SagaValue"],
        "saga-demo-server": ["SagaLoopback"],
    ]

    private static let others: [String: Set<String>] = [
        "SagaSource": ["CLibYAML"],
        "SagaJournal": ["CSystem", "Glibc"],
        "SagaRuntime": ["CSystem", "Glibc"],
        // Glibc: the environment, the terminal and the standard streams enter here, as a `World`.
        "SagaCLI": ["ArgumentParser", "CSystem", "Glibc"],
        "saga": ["ArgumentParser"],
        "SagaTesting": ["CSystem", "Glibc", "Testing"],
        "SagaLoopback": ["Glibc", "Synchronization"],
        "saga-bench": ["CSystem", "Glibc"],
        "saga-demo-server": ["CSystem", "Glibc"],
        "saga-fuzz": ["Glibc"],
    ]

    @Test(arguments: Repository.sources)
    func `a file imports only what its target may know`(file: Repository.File) throws {
        let ours = try #require(Self.ours[file.target], "a new target needs a row in this table")
        let allowed = ours.union(Self.others[file.target] ?? [])
        #expect(imports(of: file).filter { !allowed.contains($0) } == [])
    }

    @Test func `libyaml is known to one file`() {
        let importing = Repository.sources.filter { imports(of: $0).contains("CLibYAML") }
        #expect(importing.count <= 1, "\(importing.map(\.path))")
    }

    @Test func `the table names no target that is gone`() {
        let targets = Set(Repository.sources.map(\.target))
        let awaited: Set = ["saga-bench", "saga-demo-server"]
        #expect(Set(Self.ours.keys).subtracting(targets).subtracting(awaited) == [])
    }

    private func imports(of file: Repository.File) -> [String] {
        SwiftCode(file.text).lines.compactMap { line in
            let words = words(of: line)
            guard let keyword = words.firstIndex(of: "import"), keyword <= 1 else { return nil }
            return words.dropFirst(keyword + 1).first.map(String.init)
        }
    }
}
