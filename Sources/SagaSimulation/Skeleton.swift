package import SagaDefinition
import SagaExpression
import SagaMachine
import SagaValue

/// A definition without its data: the same states, retries, catchers and compensations, while every
/// expression is gone and every task is one that somebody outside decides upon.
///
/// A Choice becomes a task whose way is decided, too: each of its rules is a Catcher of an error
/// that nothing else reports.
package struct Skeleton: Sendable {
    package let workflow: Workflow
    /// The states that were Choices, with what they may go to.
    package let choices: [StateID: ChoiceState]
    /// The tasks whose success changes the world, as far as the definition does not say otherwise.
    package let changesWorld: Set<StateID>
    private let troubles: [Troubles]
    private let mapNames: Set<String>

    package init(_ workflow: Workflow, items: Int) {
        var choices: [StateID: ChoiceState] = [:]
        for state in workflow.states {
            if case .choice(let choice) = state.kind { choices[state.id] = choice }
        }
        self.choices = choices
        changesWorld = Set(workflow.states.filter { $0.changesWorld(in: workflow) }.map(\.id))
        troubles = workflow.states.map { Troubles($0, in: workflow) }
        mapNames = Set(workflow.states.filter { $0.kind.typeName == "Map" }.map(\.name))
        self.workflow = Workflow(
            comment: nil, queryLanguage: .jsonata,
            timeoutSeconds: workflow.timeoutSeconds.map { _ in Self.endlessSeconds },
            graphs: workflow.graphs, states: workflow.states.map { $0.bare(items: items) })
    }

    /// More time than anything takes; a whole execution times out only where that is decided.
    static let endlessSeconds = Limits.maximumSeconds

    /// Whether a visit, such as `Each#2`, runs iterations.
    func isMap(_ visit: String) -> Bool { mapNames.contains(Self.name(in: visit)) }

    func troubles(of state: StateID) -> Troubles { troubles[state.index] }

    /// The error that stands for a rule of a Choice.
    static func error(ofRule position: Int) -> String { "saga.rule.\(position)" }
}

extension State {
    fileprivate func bare(items: Int) -> State {
        var transition = transition
        var catchers = catchers.map { catcher in
            Catcher(errors: catcher.errors, next: catcher.next, compensate: catcher.compensate)
        }
        if case .choice(let choice) = kind {
            transition = choice.defaultNext.map { .next($0) } ?? .end
            catchers = choice.rules.enumerated().map { position, rule in
                Catcher(errors: [Skeleton.error(ofRule: position)], next: rule.next)
            }
        }
        return State(
            id: id, name: name, graph: graph, position: position, extent: extent, comment: nil,
            queryLanguage: .jsonata, kind: bareKind(items: items), transition: transition,
            flow: .jsonata(QueryFlow(output: .constant(.emptyObject))), assign: nil,
            retriers: retriers.map(\.bare), catchers: catchers, savePoint: savePoint?.bare,
            compensation: bareCompensation, isUndo: isUndo, readsContext: false)
    }

    private func bareKind(items: Int) -> Kind {
        switch kind {
        case .task(let task):
            .task(
                TaskState(
                    body: .bare(), timeout: nil, boundsWait: false, heartbeat: nil,
                    onInterrupt: task.onInterrupt))
        case .choice:
            .task(
                TaskState(
                    body: .bare(), timeout: nil, boundsWait: false, heartbeat: nil,
                    onInterrupt: .rerun))
        case .pass, .wait: .pass(PassState(result: nil))
        case .succeed: .succeed
        case .fail(let fail): .fail(FailState(error: fail.error.map(\.bare), cause: nil))
        case .parallel(let parallel): .parallel(parallel)
        case .map(let map):
            .map(
                MapState(
                    processor: map.processor,
                    items: .template(
                        .constant(.array((0..<items).map { .integer($0) }))),
                    itemSelector: nil, maxConcurrency: map.maxConcurrency?.constant,
                    toleratedFailureCount: map.toleratedFailureCount?.constant,
                    toleratedFailurePercentage: map.toleratedFailurePercentage?.constant,
                    isDistributed: false, label: nil, reader: nil, batcher: nil, writer: nil))
        }
    }

    private var bareCompensation: CompensationChoice {
        guard case .handler(let compensation) = compensation else {
            return isUndoneByItself ? .handler(.ofChild) : compensation
        }
        return .handler(
            Compensation(
                when: compensation.when, primary: bare(compensation.primary),
                alternate: compensation.alternate.map(bare), onFailure: compensation.onFailure))
    }

    private func bare(_ task: CompensationTask) -> CompensationTask {
        let needsResult = task.body.arguments.map { ResultUse.isNeeded(by: $0) } ?? false
        return CompensationTask(
            body: .bare(needsResult ? ResultUse.probe : nil),
            retriers: task.retriers.map(\.bare), timeout: nil)
    }

    /// Whether it is a sub-workflow, which is undone by its own undo where nothing else is said.
    private var isUndoneByItself: Bool {
        guard case .unsaid = compensation, case .task(let task) = kind,
            case .workflow = task.body.kind
        else { return false }
        return true
    }
}

extension Compensation {
    fileprivate static let ofChild = Compensation(
        primary: CompensationTask(
            body: .bare(), retriers: [.compensationDefault], timeout: nil))
}

extension TaskBody {
    fileprivate static func bare(_ arguments: Template? = nil) -> TaskBody {
        TaskBody(kind: .run(RunSpec(shell: nil)), arguments: arguments, passEnv: nil, secrets: [])
    }
}

extension Retrier {
    /// Itself without delays, and with no more tries than can make a difference.
    ///
    /// A task either succeeds before as many faults as there can be, or fails for good.
    fileprivate var bare: Retrier {
        Retrier(
            errors: errors, intervalSeconds: 0,
            maxAttempts: min(maxAttempts, Bounds.mostFaults + 1), backoffRate: 1)
    }
}

extension SavePoint {
    /// Itself, with no more rounds than can make a difference.
    fileprivate var bare: SavePoint {
        SavePoint(name: name, maxRewinds: min(maxRewinds, Bounds.mostFaults + 1))
    }
}

extension FailState.TextField {
    fileprivate var bare: FailState.TextField {
        switch self {
        case .constant: self
        case .computed: .constant("Fail")
        }
    }
}

extension MapState.CountField {
    /// Itself, where it is written; what is computed has no bound here.
    fileprivate var constant: MapState.CountField? {
        switch self {
        case .constant: self
        case .computed: nil
        }
    }
}
