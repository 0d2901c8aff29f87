import ArgumentParser
import SagaDefinition
import SagaRuntime
import SagaSimulation
import SagaSource
import SagaValue

/// `saga plan FILE`: what would run, what would be undone, and what is missing.
struct PlanCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what would run, what would be undone, and what is missing.",
        discussion: """
            Runs nothing, sends nothing and writes nothing. Of several ways that a Choice may go \
            it shows the shortest one that ends well. Ends with 1 where a command, a variable, a \
            secret or a binding is missing.
            """)
    static let examples = [
        Example("saga plan order.saga.yaml", "in order, with the undo of every step"),
        Example("saga plan order.saga.yaml --fail-at BookCourier", "what is undone then"),
        Example("saga plan order.saga.yaml --crash-after ChargeCard", "what a resume does then"),
    ]

    @Argument(help: ArgumentHelp("The definition.", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("A task that fails.", valueName: "state"))
    var failAt: String?

    @Option(
        help: ArgumentHelp("A task after whose success saga is killed.", valueName: "state"))
    var crashAfter: String?

    @OptionGroup var bindings: BindingOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        guard failAt == nil || crashAfter == nil else {
            throw Fault(.badArguments, "`--fail-at` and `--crash-after` exclude each other")
        }
        let desk = try Desk(surroundings, options, file: answer.output)
        let definition = try DefinitionFile.read(file, surroundings)
        let workflow = try definition.workflow(desk)
        let skeleton = Skeleton(workflow, items: 1)
        let needs = PlanNeeds(
            folder: definition.folder, environment: .ofThisProcess(),
            bindings: try bindings.bindings(),
            secrets: Set(try SecretCheck.given(bindings, surroundings).keys))
        let plan = Plan(
            workflow: workflow, definition: definition, skeleton: skeleton,
            projection: try projection(workflow, skeleton), lacks: needs.lacks(of: workflow))
        if let format = answer.format, format != .text {
            desk.write(plan.document, as: format)
        } else {
            desk.write(plan.text(desk.style))
        }
        try desk.finish()
        return plan.lacks.isEmpty ? .success : .failed
    }

    private func projection(
        _ workflow: Workflow, _ skeleton: Skeleton
    ) throws(Fault) -> Projection {
        guard let name = failAt ?? crashAfter else {
            guard let projection = Projection(.success, skeleton) else {
                throw Fault(.badDefinition, "`\(file)` has no state to begin with")
            }
            return projection
        }
        let task = try task(named: name, workflow)
        let question: Projection.Question =
            failAt == nil ? .crash(after: task) : .failure(of: task)
        guard let projection = Projection(question, skeleton) else {
            throw Fault(.unknownState, "no path comes to `\(name)`")
        }
        return projection
    }

    private func task(named name: String, _ workflow: Workflow) throws(Fault) -> StateID {
        let tasks = workflow.states.filter { state in
            guard case .task = state.kind else { return false }
            // No path comes to one that only undoes others.
            return !state.isUndo
        }
        let names = tasks.prefix(20).map(\.name).joined(separator: ", ")
        let list = tasks.isEmpty ? "it has no tasks" : "tasks: \(names)"
        guard let state = workflow.state(named: name) else {
            let near = nearestName(to: name, among: tasks.map(\.name))
            throw Fault(
                .unknownState, "there is no state `\(name)`",
                notes: [near.map { "did you mean `\($0)`?" } ?? list])
        }
        guard case .task = workflow[state].kind else {
            throw Fault(
                .unknownState, "`\(name)` is a \(workflow[state].kind.typeName) and no task",
                notes: [list])
        }
        return state
    }
}
