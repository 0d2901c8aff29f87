import SagaDefinition
import SagaExpression
import SagaMachine
import SagaReport
import SagaSimulation
import SagaSource
import SagaValue

/// What `saga plan` shows.
struct Plan {
    let workflow: Workflow
    let definition: DefinitionFile
    let skeleton: Skeleton
    let projection: Projection
    let lacks: [PlanNeeds.Lack]

    /// The tasks that change the world and say nothing of how they are undone, of the path shown.
    var withoutUndo: [String] {
        var names: [String] = []
        for move in projection.before + forwardAfter where move.direction == .forward {
            guard let state = state(of: move), state.lacksUndo(in: workflow),
                !names.contains(state.name)
            else { continue }
            names.append(state.name)
        }
        return names
    }

    /// The tasks that the path does not come to, but for those that only undo others.
    var elsewhere: [String] {
        let reached = Set(
            (projection.before + [projection.event].compactMap(\.self) + projection.after)
                .compactMap { state(of: $0)?.id })
        return workflow.states.filter { state in
            guard case .task = state.kind, !state.isUndo else { return false }
            return !reached.contains(state.id)
        }.map(\.name)
    }

    var undos: [Move] { projection.after.filter { $0.direction == .undo } }
    var forwardAfter: [Move] { projection.after.filter { $0.direction == .forward } }

    func state(of move: Move) -> State? { skeleton.state(at: move.path).map { workflow[$0] } }

    /// What the task does, in a line.
    func action(_ state: State) -> String {
        switch state.kind {
        case .task(let task): words(task.body)
        case .pass, .choice, .wait, .succeed, .fail, .parallel, .map:
            state.kind.typeName.lowercased()
        }
    }

    /// How it is undone, in a line; nil where nothing does, or nothing has to.
    func undo(_ state: State) -> String? {
        guard case .handler(let compensation) = state.compensation else { return nil }
        return words(compensation.primary.body)
    }

    private func words(_ body: TaskBody) -> String { BodyWords.text(body, body.arguments?.outline) }

    // MARK: - Document

    var document: Value {
        var object = Object()
        object["schemaVersion"] = .integer(DocumentSchema.version)
        object["file"] = .string(definition.name)
        object["runs"] = .array(projection.before.map(value(of:)))
        if let event = projection.event {
            object["then"] = [
                "visit": .string(event.shortPath), "happens": .string(event.words(in: skeleton)),
            ]
            object["inDoubt"] = .array(projection.inDoubt.map { .string(VisitPath.label($0)) })
        }
        object["goesOn"] = .array(forwardAfter.map(value(of:)))
        object["undone"] = .array(undos.map(value(of:)))
        object["status"] = .string(projection.status.rawValue)
        object["compensation"] = .string(projection.compensation.rawValue)
        object["withoutUndo"] = .array(withoutUndo.map { .string($0) })
        object["elsewhere"] = .array(elsewhere.map { .string($0) })
        object["missing"] = .array(lacks.map(value(of:)))
        return .object(object)
    }

    private func value(of move: Move) -> Value {
        var object = Object()
        object["visit"] = .string(move.shortPath)
        guard let state = state(of: move) else { return .object(object) }
        object["state"] = .string(state.name)
        object["line"] = .integer(state.extent.start.line)
        if move.direction == .undo {
            object["action"] = .string(undo(state) ?? "")
            return .object(object)
        }
        object["type"] = .string(state.kind.typeName)
        if case .chooses = move.happening {
            object["happens"] = .string(move.words(in: skeleton))
        } else {
            object["action"] = .string(action(state))
            object["undo"] = undo(state).map { .string($0) }
        }
        return .object(object)
    }

    private func value(of lack: PlanNeeds.Lack) -> Value {
        [
            "kind": .string(lack.kind.rawValue), "name": .string(lack.name),
            "state": .string(workflow[lack.state].name), "isUndo": .bool(lack.isUndo),
            "line": .integer(workflow[lack.state].extent.start.line),
            "reason": .string(lack.reason),
        ]
    }
}
