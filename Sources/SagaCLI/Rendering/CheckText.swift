import SagaDefinition
import SagaMachine
import SagaReport
import SagaSimulation
import SagaSource
import SagaValue

/// What `saga check` has found, for people and for programs.
struct CheckText {
    private let exploration: Exploration
    private let workflow: Workflow
    private let file: DefinitionFile
    private let skeleton: Skeleton

    init(_ exploration: Exploration, _ workflow: Workflow, _ file: DefinitionFile) {
        self.exploration = exploration
        self.workflow = workflow
        self.file = file
        skeleton = Skeleton(workflow, items: exploration.bounds.items)
    }

    // MARK: - Text

    func text(_ style: Style) -> String {
        var lines = exploration.problems.flatMap { text($0, style) + [""] }
        let bounds = exploration.bounds
        let rest = exploration.isComplete ? "" : ", and there are more (--limit)"
        switch exploration.verdict {
        case .proved:
            lines.append(
                "\(style.sign(.done)) proved within bounds: every path ends succeeded, fully "
                    + "undone, or visibly stuck")
        case .refuted:
            let problems = exploration.problems.count
            lines.append(
                "\(style.sign(.failed)) refuted: \(problems) problem\(problems == 1 ? "" : "s")")
        case .unfinished:
            lines.append("\(style.sign(.attention)) not finished: nothing was found so far")
        }
        lines.append(
            "  = \(exploration.situations) situations\(rest); at most \(bounds.faults) faults on "
                + "a path, \(bounds.loops) rounds of a loop more, \(bounds.items) items in a Map")
        let endings = exploration.endings.sorted { $0.key < $1.key }.map { name, count in
            "\(count) \(name)"
        }
        if !endings.isEmpty { lines.append("  = ends: " + endings.joined(separator: ", ")) }
        if !exploration.cut.isEmpty {
            lines.append("  = loops that go on beyond this: \(names(exploration.cut.sorted()))")
        }
        if !exploration.unreached.isEmpty {
            lines.append("  = never reached: \(names(exploration.unreached))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func names(_ states: [StateID]) -> String {
        states.map { terminalText(workflow[$0].name) }.joined(separator: ", ")
    }

    /// A path on which the promise is not kept, with the place that it is about.
    func text(_ problem: Problem, _ style: Style) -> [String] {
        let state = workflow[problem.state]
        let label = "error[\(problem.kind.code.code)]"
        var lines = [
            style.colored(label, .red)
                + style.bold(": \(problem.headline(terminalText(state.name)))")
        ]
        lines += PlaceText(state, file.source).lines(problem.kind.advice, style)
        let widest = problem.path.map { width($0.shortPath) }.max() ?? 0
        let column = min(max(widest, 8), 32) + 2
        for (number, move) in zip(1..., problem.path) {
            let sign = move.direction == .undo ? style.sign(.undone) : " "
            let mark = move.isFault ? style.sign(.failed) : sign
            let path = terminalText(move.shortPath).padded(to: column)
            lines.append(
                "\(String(number).leftPadded(to: 4)) \(mark) \(path)"
                    + terminalText(move.words(in: skeleton)))
        }
        lines.append("     = \(ending(problem))")
        return lines
    }

    private func ending(_ problem: Problem) -> String {
        switch problem.kind {
        case .endless: "and so on for ever"
        case .waiting: "nothing more happens"
        case .effectLeft, .effectUnknown, .personNeeded:
            "it ends \(problem.status.rawValue), compensation \(problem.compensation.rawValue)"
        }
    }

    // MARK: - Document

    var document: Value {
        let bounds = exploration.bounds
        return [
            "schemaVersion": .integer(DocumentSchema.version),
            "file": .string(file.name),
            "verdict": .string(exploration.verdict.rawValue),
            "isComplete": .bool(exploration.isComplete),
            "situations": .integer(exploration.situations),
            "bounds": [
                "faults": .integer(bounds.faults), "loops": .integer(bounds.loops),
                "items": .integer(bounds.items), "situations": .integer(bounds.situations),
            ],
            "endings": .object(
                Object(
                    exploration.endings.sorted { $0.key < $1.key }
                        .map { ($0.key, Value.integer($0.value)) })),
            "problems": .array(exploration.problems.map(value(of:))),
            "cutLoops": .array(exploration.cut.sorted().map(name)),
            "unreached": .array(exploration.unreached.map(name)),
        ]
    }

    private func name(_ state: StateID) -> Value { .string(workflow[state].name) }

    func value(of problem: Problem) -> Value {
        let state = workflow[problem.state]
        return [
            "code": .string(problem.kind.code.code),
            "kind": .string(problem.kind.rawValue),
            "message": .string(problem.headline(state.name)),
            "state": .string(state.name),
            "line": .integer(state.extent.start.line),
            "column": .integer(state.extent.start.column),
            "status": .string(problem.status.rawValue),
            "compensation": .string(problem.compensation.rawValue),
            "path": .array(problem.path.map(value(of:))),
        ]
    }

    private func value(of move: Move) -> Value {
        var object = Object()
        if !move.path.isEmpty {
            object["visit"] = .string(move.shortPath)
            object["direction"] = .string(move.direction.rawValue)
        }
        object["isFault"] = .bool(move.isFault)
        object["happens"] = .string(move.words(in: skeleton))
        return .object(object)
    }
}

extension Problem {
    fileprivate func headline(_ name: String) -> String {
        switch kind {
        case .effectLeft: "it may fail while the effect of `\(name)` is still there"
        case .effectUnknown: "it may succeed while `\(name)` has an effect that nobody knows of"
        case .personNeeded: "`\(name)` may need a person although no compensation fails"
        case .endless: "it may come to `\(name)` for ever"
        case .waiting: "it may wait in `\(name)` for nothing"
        }
    }
}

extension Problem.Kind {
    fileprivate var advice: String {
        switch self {
        case .effectLeft: "add `Compensate`, or `Compensate: None` where nothing needs undoing"
        case .effectUnknown: "let the Catcher undo it, or say `Compensate: None`"
        case .personNeeded: "undo by the key, which is always known"
        case .endless: "bound the loop"
        case .waiting: "a mistake of saga: please report it"
        }
    }
}

extension Set<StateID> {
    fileprivate func sorted() -> [StateID] { sorted { $0.index < $1.index } }
}
