import SagaTesting

/// Definitions by chance, in both query languages: sequences, loops, choices, variables, handlers
/// of every kind, nested forks, Maps with files, sub-workflows, expressions that may fail.
///
/// All states pass their input on, so that every expression has what it reads.
struct RandomWorkflow {
    var chance: Chance
    /// Whether the definition is in JSONata.
    let isQuery: Bool
    /// Whether a crash may change nothing: no deadline, no answer by token, and a task in doubt
    /// runs again.
    let isSteady: Bool
    private var names = 0
    private var taskCount = 0
    private var variables = 0
    /// Tasks of the scope at hand that only a `Compensate` names.
    private var undoTasks: [String] = []

    init(seed: UInt64, isSteady: Bool = false) {
        chance = Chance(seed: seed)
        isQuery = chance.percent(50)
        self.isSteady = isSteady
    }

    static let input = #"{"items": [{"items": [1, 2]}, {"items": [3]}, {"items": []}], "tag": "t"}"#

    /// The text of a definition that is right.
    mutating func text() -> String {
        let language = isQuery ? "QueryLanguage: JSONata\n" : ""
        let timeout =
            !isSteady && chance.percent(15) ? "TimeoutSeconds: \(chance.below(20) + 1)\n" : ""
        return language + timeout + "States:\n"
            + states(depth: 0).map { "  - \($0)\n" }.joined()
    }

    private mutating func name(_ kind: String) -> String {
        names += 1
        return "\(kind)\(names)"
    }

    // MARK: - States

    /// The states of one scope; the last is one that ends it.
    private mutating func states(depth: Int, unpacksBatch: Bool = false) -> [String] {
        let outerUndoTasks = undoTasks
        undoTasks = []
        defer { undoTasks = outerUndoTasks }
        let names = (0...chance.below(depth == 0 ? 4 : 2) + 1).map { _ in name("S") }
        // The last one may be of a type that knows no save-points.
        let savePoint = chance.percent(30) ? chance.below(names.count - 1) : nil
        var states: [String] = []
        if unpacksBatch { states.append("\(name("Unpack")): {\(unpacking)}") }
        var variable: String?
        if chance.percent(40) {
            variables += 1
            variable = "n\(variables)"
            states.append("\(name("Count")): {Type: Pass, Assign: {n\(variables): 0}}")
        }
        for (position, name) in names.enumerated() {
            let later = Array(names[(position + 1)...])
            var fields = state(depth, later, variable)
            let isWork = ["Run: ", "Resource: ", "Type: Parallel", "Type: Map"].contains {
                fields[0].hasPrefix($0)
            }
            if isWork { fields += handlers(position, names, savePoint, variable) }
            if let variable, !["Type: Succeed", "Type: Fail"].contains(fields[0]),
                chance.percent(30)
            {
                fields.append("Assign: {\(counting(variable))}")
            }
            if savePoint == position {
                fields += ["SavePoint: at-\(name)", "MaxRewinds: \(chance.below(3) + 1)"]
            }
            states.append("\(name): {\(fields.joined(separator: ", "))}")
        }
        return states + undoTasks.map { "\($0): {Run: [undo]}" }
    }

    private mutating func state(
        _ depth: Int, _ later: [String], _ variable: String?
    ) -> [String] {
        switch chance.below(depth < 2 && taskCount < 12 ? 100 : 75) {
        case ..<54: return task()
        case ..<60: return subworkflow()
        case ..<64: return wait()
        case ..<68: return ["Type: Pass"] + passing()
        case ..<75:
            guard let next = later.first else {
                return chance.percent(50) ? ["Type: Fail", "Error: E3"] : ["Type: Succeed"]
            }
            return choice(next, chance.pick(later), variable)
        case ..<88: return parallel(depth)
        default: return map(depth)
        }
    }

    private mutating func task() -> [String] {
        taskCount += 1
        var fields = ["Run: [work]"] + result()
        if !isSteady, chance.percent(20) {
            fields.append("OnInterrupt: \(chance.pick(["Fail", "Ask", "Rerun"]))")
        }
        if !isSteady, chance.percent(20) {
            fields += ["Token: true", "TimeoutSeconds: \(chance.below(20) + 10)"]
            if chance.percent(50) { fields.append("HeartbeatSeconds: \(chance.below(8) + 1)") }
        }
        if chance.percent(75) { fields.append("Compensate: \(undo(isTask: true))") }
        return fields
    }

    /// Undone by the child's own undo, unless it says otherwise.
    private mutating func subworkflow() -> [String] {
        taskCount += 1
        var fields = [
            #"Resource: "saga:workflow""#,
            "\(isQuery ? "Arguments" : "Parameters"): {File: child.saga.yaml}",
        ]
        fields += passing()
        if chance.percent(30) { fields.append("Compensate: \(undo(isTask: true))") }
        return fields
    }

    private mutating func parallel(_ depth: Int) -> [String] {
        let branches = (0...chance.below(2) + 1).map { _ in scope(depth) }
        return ["Type: Parallel", "Branches: [\(branches.joined(separator: ", "))]"]
            + wholeHandlers()
    }

    private mutating func map(_ depth: Int) -> [String] {
        var fields = ["Type: Map"]
        let isRead = chance.percent(20)
        if isRead { fields.append("ItemReader: {\(storage("getObject", "Key: items.json"))}") }
        if !isRead {
            fields.append(isQuery ? "Items: \(query("$states.input.items"))" : "ItemsPath: $.items")
        }
        let isBatched = chance.percent(15)
        if isBatched {
            fields.append(
                "ItemBatcher: {MaxItemsPerBatch: \(chance.below(2) + 1), BatchInput: \(handing)}")
        } else {
            fields.append("ItemSelector: \(handing)")
        }
        let isDistributed = isBatched || chance.percent(15)
        fields.append("ItemProcessor: \(scope(depth, isDistributed, unpacksBatch: isBatched))")
        if chance.percent(20) {
            fields.append("ResultWriter: {\(storage("putObject", "Prefix: results"))}")
        }
        if chance.percent(50) { fields.append("MaxConcurrency: \(chance.below(2) + 1)") }
        if chance.percent(40) {
            fields.append(
                chance.percent(70)
                    ? "ToleratedFailureCount: \(chance.below(3))"
                    : "ToleratedFailurePercentage: \(chance.pick([34, 70]))")
        }
        return fields + wholeHandlers()
    }

    private mutating func scope(
        _ depth: Int, _ isDistributed: Bool = false, unpacksBatch: Bool = false
    ) -> String {
        let inner = states(depth: depth + 1, unpacksBatch: unpacksBatch).map { "{\($0)}" }
        let configuration =
            isDistributed
            ? "ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}, " : ""
        return "{\(configuration)States: [\n      \(inner.joined(separator: ",\n      "))]}"
    }

    /// What a Parallel or Map makes of its result, and how it is undone as a whole.
    private mutating func wholeHandlers() -> [String] {
        var fields = passing(isComposite: true)
        if chance.percent(25) { fields.append("Compensate: \(undo(isTask: false))") }
        return fields
    }

    // MARK: - Handlers

    private mutating func undo(isTask: Bool) -> String {
        if chance.percent(10) {
            undoTasks.append(name("Undo"))
            return undoTasks.last ?? ""
        }
        var fields = ["Run: [undo\(chance.percent(20) ? ", \(resultsTag)" : "")]"]
        if isTask, chance.percent(40) {
            fields.append("When: \(chance.pick(["NotFailed", "Attempted", "Succeeded"]))")
        }
        if chance.percent(50) { fields.append("Retry: [\(retrier())]") }
        if chance.percent(20) { fields.append("Alternate: {Run: [other], Retry: []}") }
        if chance.percent(20) { fields.append("OnFailure: Continue") }
        return "{\(fields.joined(separator: ", "))}"
    }

    private mutating func retrier() -> String {
        let error = chance.pick(["States.ALL", "E1", "States.Timeout", "Down"])
        return "{ErrorEquals: [\(error)], IntervalSeconds: \(chance.below(3) + 1), "
            + "MaxAttempts: \(chance.below(3))}"
    }

    private mutating func handlers(
        _ position: Int, _ names: [String], _ savePoint: Int?, _ variable: String?
    ) -> [String] {
        var fields: [String] = []
        if chance.percent(30) { fields.append("Retry: [\(retrier())]") }
        guard chance.percent(35) else { return fields }
        var error = chance.pick(["States.ALL", "E1", "E2", "States.Timeout"])
        var compensate = chance.pick(["None", "All"])
        var targets = Array(names[(position + 1)...])
        if let savePoint, chance.percent(60) {
            compensate = "at-\(names[savePoint])"
            if savePoint <= position { targets.append(names[savePoint]) }
        }
        guard !targets.isEmpty else { return fields }
        if compensate == "All", chance.percent(20) { error = "States.ALL" }
        let assign = variable.map { chance.percent(40) ? ", Assign: {\(counting($0))}" : "" } ?? ""
        fields.append(
            "Catch: [{ErrorEquals: [\(error)], Compensate: \(compensate), \(caught)\(assign), "
                + "Next: \(chance.pick(targets))}]")
        return fields
    }
}
