package import SagaValue

/// The places where a state's data can be looked at on its way, by their names in the service's
/// TestState.
package enum FlowStage: String, CaseIterable, Sendable {
    case afterInputPath
    case afterParameters
    case afterArguments
    case afterItemsPath
    case afterItemSelector
    case afterItemBatcher
    case maxConcurrency
    case toleratedFailureCount
    case toleratedFailurePercentage
    case result
    case afterResultSelector
    case afterResultPath
}

/// What a state's data was at each stage that it passed.
///
/// Nothing is kept unless somebody asked for it.
package struct FlowTrace: Sendable {
    package private(set) var values: [FlowStage: Value] = [:]
    private let isKept: Bool

    init(isKept: Bool) { self.isKept = isKept }

    /// Keeps what the data is at a stage; the latest pass through it counts.
    mutating func note(_ stage: FlowStage, _ value: @autoclosure () -> Value) {
        if isKept { values[stage] = value() }
    }
}
