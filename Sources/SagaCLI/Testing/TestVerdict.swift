import SagaDefinition
import SagaMachine
import SagaReport
import SagaSource
import SagaValue

/// Where a run is not what was expected of it.
struct TestVerdict: Sendable {
    private(set) var problems: [Problem] = []

    struct Problem: Sendable {
        /// One sentence, names in backquotes.
        let message: String
        /// Where the expectation stands; nil of what is wrong in itself.
        let extent: Extent?

        init(_ message: String, at extent: Extent? = nil) {
            self.message = message
            self.extent = extent
        }
    }

    /// - Parameter gaps: What was asked of mocks that had no answer.
    init(_ run: TestedRun, gaps: [String], _ expectation: Expectation) {
        problems = gaps.map { Problem($0) }
        let execution = run.execution
        expect("Status", expectation.status, execution.status.rawValue)
        expect("Compensation", expectation.compensation, execution.compensation.rawValue)
        expect("Error", expectation.error, execution.failure?.name)
        expect("Cause", expectation.cause, execution.failure?.cause)
        expect("Path", expectation.path, run.path)
        expect("Visits", expectation.visits, run.visits)
        expect("Undone", expectation.undone, run.undone)
        if let output = expectation.output { compare(output, execution.output) }
        if let seconds = expectation.seconds {
            let actual = Double(run.milliseconds) / 1000
            if actual != seconds.value {
                add("Seconds", seconds.value.ecmaScriptText, actual.ecmaScriptText, seconds.extent)
            }
        }
        for (state, count) in expectation.attempts?.value ?? [] {
            let actual = run.attempts(of: state)
            guard actual != count, let extent = expectation.attempts?.extent else { continue }
            add("Attempts of `\(state)`", String(count), String(actual), extent)
        }
        if expectation.status == nil, expectation.error == nil, execution.status != .succeeded {
            let error = execution.failure?.name.map { ": \($0)" } ?? ""
            let cause = execution.failure?.cause.map { ": \($0)" } ?? ""
            problems.append(
                Problem("the execution is \(execution.status.rawValue)\(error)\(cause)"))
        }
    }

    /// Adds what kept the run from coming to an end.
    mutating func add(_ message: String) { problems.append(Problem(message)) }

    private mutating func add(
        _ what: String, _ expected: String, _ actual: String, _ extent: Extent
    ) {
        problems.append(Problem("\(what): expected \(expected), got \(actual)", at: extent))
    }

    private mutating func expect(
        _ what: String, _ noted: Expectation.Noted<String>?, _ actual: String?
    ) {
        guard let noted, noted.value != actual else { return }
        add(what, quoted(noted.value), actual.map(quoted) ?? "none", noted.extent)
    }

    private mutating func expect(
        _ what: String, _ noted: Expectation.Noted<[String]>?, _ actual: [String]
    ) {
        guard let noted, noted.value != actual else { return }
        add(what, list(noted.value), list(actual), noted.extent)
    }

    private mutating func compare(_ noted: Expectation.Noted<Value>, _ actual: Value?) {
        guard let actual else {
            add("Output", noted.value.json, "none", noted.extent)
            return
        }
        guard let difference = Difference(noted.value, actual).first else { return }
        problems.append(Problem("Output: \(difference)", at: noted.extent))
    }

    private func quoted(_ text: String) -> String { "`\(text)`" }

    private func list(_ names: [String]) -> String { "[\(names.joined(separator: ", "))]" }
}
