import SagaDefinition
import SagaMachine
import SagaValue

/// What a state's data was on its way: `inspectionData` of the service's TestState.
struct InspectionData {
    let state: State
    let input: Value
    let flow: [FlowStage: Value]
    let variables: Object
    let details: ErrorDetails
    /// What an HTTP task sent and got; nil where it is not shown.
    let exchange: (order: TaskOrder, ending: TaskEnding)?
    let revealsSecrets: Bool

    var value: Value {
        var data = Object([("input", .string(input.json))])
        for stage in FlowStage.allCases where isShown(stage) {
            guard let value = flow[stage] else { continue }
            switch stage {
            case .maxConcurrency, .toleratedFailureCount: data[stage.rawValue] = value
            case .toleratedFailurePercentage: data[stage.rawValue] = percentage(value)
            case .afterParameters, .afterArguments:
                data[stage.rawValue] = .string(
                    (isRequest ? HTTPExchange.hiding(value, unless: revealsSecrets) : value).json)
            case .afterInputPath, .afterItemsPath, .afterItemSelector, .afterItemBatcher, .result,
                .afterResultSelector,
                .afterResultPath:
                data[stage.rawValue] = .string(value.json)
            }
        }
        if !variables.isEmpty { data["variables"] = .string(Value.object(variables).json) }
        if let exchange { show(exchange, in: &data) }
        data["errorDetails"] = detailsValue
        return .object(data)
    }

    /// The service shows what a type's own fields make, and leaves out the rest of its way.
    private func isShown(_ stage: FlowStage) -> Bool {
        switch state.kind {
        case .task: true
        case .pass: stage != .afterArguments
        case .choice, .wait, .succeed: stage == .afterInputPath
        case .fail: false
        case .parallel: stage == .afterResultSelector || stage == .afterResultPath
        case .map(let map):
            switch stage {
            case .afterItemsPath: state.queryLanguage == .jsonPath && map.reader == nil
            case .result, .afterParameters, .afterArguments: false
            case .afterInputPath, .afterItemSelector, .afterItemBatcher, .maxConcurrency,
                .toleratedFailureCount, .toleratedFailurePercentage, .afterResultSelector,
                .afterResultPath:
                true
            }
        }
    }

    /// Whether its task is a request, whose headers may hold secrets.
    private var isRequest: Bool {
        guard case .task(let task) = state.kind, case .http = task.body.kind else { return false }
        return true
    }

    /// A percentage is a fraction's type on the service, and is written as one.
    private func percentage(_ value: Value) -> Value {
        guard case .number(.integer(let whole)) = value else { return value }
        return .number(.literal("\(whole).0"))
    }

    private var detailsValue: Value? {
        var members = Object()
        members["catchIndex"] = details.catchIndex.map { .integer($0) }
        members["retryIndex"] = details.retryIndex.map { .integer($0) }
        members["retryBackoffIntervalSeconds"] = details.retryMilliseconds.map {
            .double(Double($0) / 1000)
        }
        return members.isEmpty ? nil : .object(members)
    }

    private func show(
        _ exchange: (order: TaskOrder, ending: TaskEnding), in data: inout Object
    ) {
        guard isRequest else { return }
        let shown = HTTPExchange(exchange.order, exchange.ending, revealsSecrets: revealsSecrets)
        data["request"] = shown.request
        data["response"] = shown.response
    }
}
