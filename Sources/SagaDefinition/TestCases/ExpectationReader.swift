import SagaSource
import SagaValue

/// Reads `Expect`.
struct ExpectationReader {
    private let fields: Fields
    private let reading: Reading
    private let states: [String]

    private static let names = [
        "Status", "Compensation", "Output", "Error", "Cause", "Path", "Visits", "Undone",
        "Attempts", "Seconds",
    ]

    init(_ fields: Fields, _ reading: Reading, states: [String]) {
        self.fields = fields
        self.reading = reading
        self.states = states
    }

    mutating func read() -> Expectation {
        fields.allow(Self.names, in: "`Expect`")
        var expectation = Expectation()
        expectation.status = word("Status", Expectation.statuses)
        expectation.compensation = word("Compensation", Expectation.compensations)
        expectation.output = fields["Output"].map { .init(value: $0.node.value, extent: $0.extent) }
        expectation.error = text("Error")
        expectation.cause = text("Cause")
        expectation.path = paths("Path")
        expectation.visits = paths("Visits")
        expectation.undone = paths("Undone")
        expectation.attempts = attempts()
        expectation.seconds = fields.number("Seconds", in: 0...Double(Limits.maximumSeconds)).map {
            .init(value: $0, extent: place("Seconds"))
        }
        checkSense(expectation)
        return expectation
    }

    private func place(_ key: String) -> Extent { (fields[key] ?? fields.head).extent }

    private func text(_ key: String) -> Expectation.Noted<String>? {
        fields.string(key).map { .init(value: $0, extent: place(key)) }
    }

    private func word(_ key: String, _ words: [String]) -> Expectation.Noted<String>? {
        guard let noted = text(key), let part = fields[key] else { return nil }
        if words.contains(noted.value) { return noted }
        fields.reportWord(part, noted.value, words)
        return nil
    }

    /// Names of states, or paths of visits, of which the last part is one.
    private func paths(_ key: String) -> Expectation.Noted<[String]>? {
        guard let parts = fields.list(key, isEmptyAllowed: true) else { return nil }
        var paths: [String] = []
        for part in parts {
            guard let text = reading.text(part) else { continue }
            checkState(text, at: part)
            paths.append(text)
        }
        return .init(value: paths, extent: place(key))
    }

    private func attempts() -> Expectation.Noted<[(state: String, count: Int)]>? {
        guard let map = fields.map("Attempts") else { return nil }
        var attempts: [(state: String, count: Int)] = []
        for member in map.part.node.members ?? [] {
            let part = Part(node: member.value, path: map.part.path.member(member.name))
            checkState(member.name, at: Part(node: member.key, path: map.part.path))
            guard let count = map.integer(part, in: 0...Limits.mockedAttempts) else { continue }
            attempts.append((member.name, count))
        }
        return .init(value: attempts, extent: place("Attempts"))
    }

    private func checkState(_ path: String, at part: Part) {
        let name = String((path.split(separator: "/").last ?? "").prefix { $0 != "#" })
        guard !states.contains(path), !states.contains(name) else { return }
        reading.report(
            .unknownTestedState, "the workflow has no state `\(name)`", at: part,
            label: reading.nearest(to: name, among: states).map { "did you mean `\($0)`?" })
    }

    /// An expectation that no run could ever meet is a mistake.
    private func checkSense(_ expectation: Expectation) {
        guard let status = expectation.status?.value else { return }
        if status == "SUCCEEDED" {
            for key in ["Error", "Cause"] where fields.has(key) { contradict(key, status) }
        } else if fields.has("Output") {
            contradict("Output", status)
        }
    }

    private func contradict(_ key: String, _ status: String) {
        guard let part = fields[key] else { return }
        reading.report(
            .impossibleExpectation,
            "an execution that is \(status) has no `\(key)`", at: part)
    }
}
