import SagaTesting

/// Definitions by chance: sequences, loops, choices, handlers of every kind, nested forks.
///
/// All states pass their input on, so that every expression has what it reads.
struct RandomWorkflow {
    private var chance: Chance
    private var names = 0
    private var taskCount = 0

    init(seed: UInt64) { chance = Chance(seed: seed) }

    static let input = #"{"items": [{"items": [1, 2]}, {"items": [3]}, {"items": []}]}"#

    /// The text of a definition that is right.
    mutating func text() -> String {
        let timeout = chance.percent(15) ? "TimeoutSeconds: \(chance.below(20) + 1)\n" : ""
        return timeout + "States:\n" + states(depth: 0).map { "  - \($0)\n" }.joined()
    }

    private mutating func name(_ kind: String) -> String {
        names += 1
        return "\(kind)\(names)"
    }

    /// The states of one scope; the last is one that ends it.
    private mutating func states(depth: Int) -> [String] {
        let names = (0...chance.below(depth == 0 ? 4 : 2) + 1).map { _ in name("S") }
        // The last one may be of a type that knows no save-points.
        let savePoint = chance.percent(30) ? chance.below(names.count - 1) : nil
        var states: [String] = []
        for (position, name) in names.enumerated() {
            let later = Array(names[(position + 1)...])
            var fields: [String]
            switch chance.below(depth < 2 && taskCount < 12 ? 100 : 75) {
            case ..<60: fields = task()
            case ..<65: fields = ["Type: Wait", "Seconds: \(chance.below(5))"]
            case ..<68: fields = ["Type: Pass"]
            case ..<75:
                guard let next = later.first else {
                    fields = chance.percent(50) ? ["Type: Fail", "Error: E3"] : ["Type: Succeed"]
                    break
                }
                fields = choice(next, chance.pick(later))
            case ..<88: fields = parallel(depth)
            default: fields = map(depth)
            }
            if ["Run: [work]", "Type: Parallel", "Type: Map"].contains(fields[0]) {
                fields += handlers(position, names, savePoint)
            }
            if savePoint == position {
                fields += ["SavePoint: at-\(name)", "MaxRewinds: \(chance.below(3) + 1)"]
            }
            states.append("\(name): {\(fields.joined(separator: ", "))}")
        }
        return states
    }

    private mutating func task() -> [String] {
        taskCount += 1
        var fields = ["Run: [work]", "ResultPath: null"]
        if chance.percent(20) {
            fields.append("OnInterrupt: \(chance.pick(["Fail", "Ask", "Rerun"]))")
        }
        if chance.percent(20) {
            fields += ["Token: true", "TimeoutSeconds: \(chance.below(20) + 10)"]
            if chance.percent(50) { fields.append("HeartbeatSeconds: \(chance.below(8) + 1)") }
        }
        if chance.percent(75) { fields.append("Compensate: {\(undo(isTask: true))}") }
        return fields
    }

    private mutating func undo(isTask: Bool) -> String {
        var fields = ["Run: [undo]"]
        if isTask, chance.percent(40) {
            fields.append("When: \(chance.pick(["NotFailed", "Attempted", "Succeeded"]))")
        }
        if chance.percent(50) { fields.append("Retry: [\(retrier())]") }
        if chance.percent(20) { fields.append("Alternate: {Run: [other], Retry: []}") }
        if chance.percent(20) { fields.append("OnFailure: Continue") }
        return fields.joined(separator: ", ")
    }

    private mutating func retrier() -> String {
        let error = chance.pick(["States.ALL", "E1", "States.Timeout", "Down"])
        return "{ErrorEquals: [\(error)], IntervalSeconds: \(chance.below(3) + 1), "
            + "MaxAttempts: \(chance.below(3))}"
    }

    private mutating func handlers(
        _ position: Int, _ names: [String], _ savePoint: Int?
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
        fields.append(
            "Catch: [{ErrorEquals: [\(error)], Compensate: \(compensate), ResultPath: null, "
                + "Next: \(chance.pick(targets))}]")
        return fields
    }

    private mutating func choice(_ next: String, _ other: String) -> [String] {
        let field = chance.pick(["$.items", "$.missing"])
        return [
            "Type: Choice", "Choices: [{Variable: \(field), IsPresent: true, Next: \(other)}]",
            "Default: \(next)",
        ]
    }

    private mutating func parallel(_ depth: Int) -> [String] {
        let branches = (0...chance.below(2) + 1).map { _ in scope(depth) }
        var fields = [
            "Type: Parallel", "ResultPath: null",
            "Branches: [\(branches.joined(separator: ", "))]",
        ]
        if chance.percent(20) { fields.append("Compensate: {\(undo(isTask: false))}") }
        return fields
    }

    private mutating func map(_ depth: Int) -> [String] {
        var fields = [
            "Type: Map", "ResultPath: null", "ItemsPath: $.items",
            "ItemSelector: {items.$: $.items}", "ItemProcessor: \(scope(depth))",
        ]
        if chance.percent(50) { fields.append("MaxConcurrency: \(chance.below(2) + 1)") }
        if chance.percent(40) { fields.append("ToleratedFailureCount: \(chance.below(3))") }
        if chance.percent(20) { fields.append("Compensate: {\(undo(isTask: false))}") }
        return fields
    }

    private mutating func scope(_ depth: Int) -> String {
        let inner = states(depth: depth + 1).map { "{\($0)}" }
        return "{States: [\(inner.joined(separator: ", "))]}"
    }
}
