package import SagaMachine
package import SagaValue

/// What such a process answers: its standard output, as JSON.
package enum ChildMessage: Sendable {
    /// How the executions stand that it was about; without those that there are not.
    case reports([ChildReport])
    /// Nothing was begun, and nothing will be.
    case refused(Failure)

    package var value: Value {
        switch self {
        case .reports(let reports): ["reports": .array(reports.map(\.value))]
        case .refused(let failure): ["refused": failure.output]
        }
    }

    /// Nil for anything else than what `value` gives.
    package init?(_ value: Value) {
        if let refused = value["refused"] {
            self = .refused(Failure(refused["Error"]?.string, cause: refused["Cause"]?.string))
            return
        }
        guard let values = value["reports"]?.array else { return nil }
        let reports = values.compactMap { ChildReport($0) }
        guard reports.count == values.count else { return nil }
        self = .reports(reports)
    }
}
