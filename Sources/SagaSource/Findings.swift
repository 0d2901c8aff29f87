import SagaValue

/// Collects findings in any order and gives them in the order of the text.
///
/// At most `Limits.findings` errors and as many warnings are kept, and a warning then says so. The
/// same finding at the same place, which an alias can cause, is kept once.
package struct Findings: Sendable {
    private var errors: [Finding] = []
    private var warnings: [Finding] = []
    private var seen: Set<Finding> = []
    private var overflow: Finding?

    package init() {}

    package init(_ findings: [Finding]) {
        for finding in findings { add(finding) }
    }

    /// Whether something was found that makes the definition unusable.
    package var hasErrors: Bool { !errors.isEmpty }

    package mutating func add(_ finding: Finding) {
        let isError = finding.severity == .error
        if (isError ? errors.count : warnings.count) >= Limits.findings {
            overflow =
                overflow
                ?? Finding(
                    .tooManyFindings, "more was found than the \(Limits.findings) shown",
                    at: finding.extent)
        } else if seen.insert(finding).inserted {
            if isError { errors.append(finding) } else { warnings.append(finding) }
        }
    }

    package mutating func add(contentsOf findings: [Finding]) {
        for finding in findings { add(finding) }
    }

    /// All of them by their place; at one place in the order in which they were found.
    package var inOrder: [Finding] {
        let all = (errors + warnings + (overflow.map { [$0] } ?? [])).enumerated()
        return all.sorted {
            ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset)
        }.map(\.element)
    }
}
