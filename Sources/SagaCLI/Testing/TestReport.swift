import ArgumentParser
import SagaDefinition
import SagaMachine
import SagaReport
import SagaSource
import SagaValue

/// The forms in which `saga test` answers.
enum TestFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, junit
}

/// What came of all cases, in one of the forms.
struct TestReport {
    let name: String
    let source: Source?
    let runs: [CaseRun]

    var hasFailures: Bool { runs.contains { !$0.isPassed } }

    func text(_ format: TestFormat, _ style: Style) -> String {
        switch format {
        case .text: runs.map { text($0, style) }.joined()
        case .json: document.prettyJSON + "\n"
        case .junit: junit
        }
    }

    /// A line for people beside the answer.
    var summary: String {
        let failed = runs.count { !$0.isPassed }
        let cases = "\(runs.count) case\(runs.count == 1 ? "" : "s")"
        return failed == 0 ? "\(cases), all passed\n" : "\(cases), \(failed) failed\n"
    }

    private func text(_ run: CaseRun, _ style: Style) -> String {
        let word = StatusWord(run.run.execution, isOwned: false)
        let sign = style.sign(run.isPassed ? .done : .failed)
        var text = "\(sign) \(terminalText(run.testCase.name))  "
        text += "\(word.rawValue), \(durationText(milliseconds: run.run.milliseconds))\n"
        let bar = style.sign("│", ascii: "|")
        for problem in run.verdict.problems {
            let place = problem.extent.map { " (\(self.place($0)))" } ?? ""
            text += "  \(bar) \(terminalText(problem.message))\(place)\n"
        }
        return text
    }

    private func place(_ extent: Extent) -> String {
        "\(source?.name ?? name):\(extent.start.line):\(extent.start.column)"
    }

    private var document: Value {
        let failed = runs.count { !$0.isPassed }
        return [
            "schemaVersion": .integer(DocumentSchema.version),
            "file": .string(source?.name ?? name),
            "passed": .integer(runs.count - failed),
            "failed": .integer(failed),
            "cases": .array(runs.map(value)),
        ]
    }

    private func value(_ run: CaseRun) -> Value {
        let execution = run.run.execution
        var value = Object([
            ("name", .string(run.testCase.name)),
            ("passed", .bool(run.isPassed)),
            ("status", .string(execution.status.rawValue)),
            ("compensation", .string(execution.compensation.rawValue)),
        ])
        value["output"] = execution.output
        value["error"] = execution.failure?.name.map { .string($0) }
        value["cause"] = execution.failure?.cause.map { .string($0) }
        value["visits"] = .array(run.run.visits.map { .string($0) })
        if !run.run.undone.isEmpty {
            value["undone"] = .array(run.run.undone.map { .string($0) })
        }
        value["milliseconds"] = .integer(run.run.milliseconds)
        guard !run.isPassed else { return .object(value) }
        value["problems"] = .array(
            run.verdict.problems.map { problem in
                var object = Object([("message", .string(problem.message))])
                object["line"] = problem.extent.map { .integer($0.start.line) }
                object["column"] = problem.extent.map { .integer($0.start.column) }
                return .object(object)
            })
        return .object(value)
    }

    private var junit: String {
        let cases = runs.map { run in
            let head =
                "  <testcase name=\"\(XMLText.escaped(run.testCase.name))\""
                + " time=\"\(seconds(run.run.milliseconds))\""
            guard !run.isPassed else { return head + "/>\n" }
            let lines = run.verdict.problems.map { problem in
                problem.message + (problem.extent.map { " (\(place($0)))" } ?? "")
            }
            return head + ">\n    <failure message=\"\(XMLText.escaped(lines.first ?? ""))\">"
                + "\(XMLText.escaped(lines.joined(separator: "\n")))</failure>\n  </testcase>\n"
        }
        let failed = runs.count { !$0.isPassed }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="\(XMLText.escaped(source?.name ?? name))" tests="\(runs.count)" \
            failures="\(failed)">
            \(cases.joined())</testsuite>

            """
    }

    /// Seconds with three places, as JUnit has them.
    private func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)."
            + String(repeating: "0", count: max(0, 3 - rest.count)) + rest
    }
}
