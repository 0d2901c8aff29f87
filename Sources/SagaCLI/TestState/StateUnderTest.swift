import SagaDefinition
import SagaSource
import SagaValue

/// The state that a request names, in a workflow that can be worked on.
struct StateUnderTest {
    let workflow: Workflow
    let state: State

    /// The name of a state that stands by itself.
    static let soleName = "StateName"

    /// - Throws: `InvalidDefinition` with everything that is wrong, in the service's words where it
    ///   has some.
    init(_ request: TestStateRequest) throws(TestStateRefusal) {
        guard let text = request.definition else {
            throw TestStateRefusal(.validation, "A definition is required")
        }
        let source = Source(text, name: "definition")
        let isMachine = source.read().node.map { $0["States"] != nil } ?? true
        let name: String
        if isMachine {
            workflow = try Self.workflow(source)
            guard let wanted = request.stateName else {
                throw TestStateRefusal(
                    .validation, "stateName is required when the definition is a state machine")
            }
            name = wanted
        } else {
            name = request.stateName ?? Self.soleName
            let value = source.read().node?.value ?? .null
            workflow = try Self.workflow(
                Source(Self.machine(around: value, name: name).json, name: "definition"))
        }
        guard let id = workflow.state(named: name) else {
            let near = nearestName(to: name, among: workflow.states.map(\.name))
            throw TestStateRefusal(
                .validation,
                "State '\(name)' not found in definition"
                    + (near.map { "; did you mean '\($0)'?" } ?? ""))
        }
        state = workflow[id]
    }

    private static func workflow(_ source: Source) throws(TestStateRefusal) -> Workflow {
        let definition = WorkflowReader().read(source)
        if let workflow = definition.workflow { return workflow }
        let errors = definition.findings.filter { $0.severity == .error }.map { finding in
            let place = finding.path.map { " at \($0.text)" } ?? ""
            guard let aws = finding.aws else {
                return "\(finding.code.code): \(finding.message)\(place)"
            }
            return "\(aws.code): \(aws.message)\(place)"
        }
        throw TestStateRefusal(
            .definition,
            "Invalid State Machine Definition: '\(errors.joined(separator: ", "))'")
    }

    /// A workflow of one state, and of ends for all that it points to.
    private static func machine(around state: Value, name: String) -> Value {
        var states = Object([(name, state)])
        for target in targets(of: state) where states[target] == nil {
            states[target] = ["Type": "Succeed"]
        }
        if let compensation = state["Compensate"]?.string, states[compensation] == nil,
            compensation != "None"
        {
            states[compensation] = ["Type": "Task", "Run": ["true"]]
        }
        return ["StartAt": .string(name), "States": .object(states)]
    }

    private static func targets(of state: Value) -> [String] {
        let rules = (state["Choices"]?.array ?? []) + (state["Catch"]?.array ?? [])
        return ([state["Next"], state["Default"]] + rules.map { $0["Next"] })
            .compactMap { $0?.string }
    }
}
