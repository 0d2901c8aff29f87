package import SagaDefinition
package import SagaMachine
package import SagaValue

/// What a rollback of the whole execution would do, in which order, and what it would leave.
package struct UndoPlan: Sendable {
    /// One after the other, the first one first.
    package let steps: [Step]
    /// The tasks that ran, changed the world and say nothing of how they are undone, in order of
    /// entry.
    package let withoutUndo: [String]

    package indirect enum Step: Sendable {
        case undo(Entry)
        /// What ran inside a visit: lists that are undone independently, each in its order.
        case inside(path: String, lists: [[Step]], atMost: Int)
    }

    package struct Entry: Sendable {
        /// The visit in words, such as `Load#2`; the first visit of a state has no number.
        package let path: String
        package let state: String
        package let outcome: Outcome
        package let fate: Fate
        /// The command or the request.
        package let action: String
    }

    /// What would become of an entry when its turn came.
    package enum Fate: String, Sendable, CaseIterable {
        case undone
        /// By `Alternate`, because the arguments of the first one could not be evaluated.
        case undoneByAlternate
        /// Its outcome is unknown, and it says `When: Succeeded`.
        case left
        /// Its arguments could not be evaluated, and there is no `Alternate`.
        case stuck
    }

    /// - Parameter history: Of the same execution.
    package init(_ execution: Execution, _ history: History, in workflow: Workflow) {
        let visits = execution.root?.history ?? []
        steps = Self.steps(visits, execution, workflow)
        withoutUndo = history.visits.filter { visit in
            guard workflow[visit.state].lacksUndo(in: workflow) else { return false }
            if history.isUndoneAsPart(visit, execution) { return false }
            let outcomes = visit.attempts(.forward).map { $0.ending?.outcome ?? .unknown }
            return outcomes.contains(.succeeded) || outcomes.contains(.unknown)
        }.map(\.label)
    }

    /// How many entries there are, at any depth.
    package var count: Int { Self.count(steps) }

    private static func count(_ steps: [Step]) -> Int {
        steps.reduce(0) { sum, step in
            switch step {
            case .undo: sum + 1
            case .inside(_, let lists, _): sum + lists.reduce(0) { $0 + count($1) }
            }
        }
    }

    /// Of a list in the order in which its visits ended: the last one comes first.
    private static func steps(
        _ visits: [Int], _ execution: Execution, _ workflow: Workflow
    ) -> [Step] {
        visits.reversed().compactMap { visit in
            guard let entry = execution.entries[visit], entry.settlement == nil else { return nil }
            guard entry.registration.primary != nil else {
                let lists = entry.children.reversed().map { steps($0, execution, workflow) }
                    .filter { !$0.isEmpty }
                let limit = min(entry.limit, lists.count)
                return .inside(path: entry.shortPath, lists: lists, atMost: limit)
            }
            return Entry(entry, workflow).map { .undo($0) }
        }
    }
}

extension UndoPlan.Entry {
    fileprivate init?(_ entry: UndoEntry, _ workflow: Workflow) {
        let state = workflow[entry.state]
        guard case .handler(let compensation) = state.compensation else { return nil }
        path = entry.shortPath
        self.state = state.name
        outcome = entry.registration.outcome
        switch (entry.registration.primary, entry.registration.alternate) {
        case (_, _) where outcome == .unknown && compensation.when == .succeeded:
            fate = .left
            action = ""
        case (.arguments(let arguments, _)?, _):
            fate = .undone
            action = BodyWords.text(compensation.primary.body, arguments)
        case (_, .arguments(let arguments, _)?):
            fate = .undoneByAlternate
            action = compensation.alternate.map { BodyWords.text($0.body, arguments) } ?? ""
        case (.failed(let failure)?, _):
            fate = .stuck
            action = failure.cause ?? ""
        case (nil, _): return nil
        }
    }
}

extension History {
    /// Whether a visit around this one is undone as a whole.
    fileprivate func isUndoneAsPart(_ visit: VisitHistory, _ execution: Execution) -> Bool {
        var outer = visit.owner
        while let id = outer {
            if execution.entries[id]?.registration.primary != nil { return true }
            outer = self[visit: id]?.owner
        }
        return false
    }
}

extension UndoEntry {
    /// The path, without the number of a first visit.
    var shortPath: String { VisitPath.label(path) }
}

extension UndoPlan {
    /// The plan as one document.
    package func value(of id: ExecutionID) -> Value {
        [
            "schemaVersion": .integer(DocumentSchema.version),
            "execution": .string(id.text),
            "steps": .array(steps.map(\.value)),
            "withoutUndo": .array(withoutUndo.map { .string($0) }),
        ]
    }
}

extension UndoPlan.Step {
    fileprivate var value: Value {
        switch self {
        case .undo(let entry):
            var object = Object()
            object["visit"] = .string(entry.path)
            object["state"] = .string(entry.state)
            object["outcome"] = .string(entry.outcome.rawValue)
            object["fate"] = .string(entry.fate.rawValue)
            if !entry.action.isEmpty { object["action"] = .string(entry.action) }
            return .object(object)
        case .inside(let path, let lists, let limit):
            return [
                "visit": .string(path), "atMost": .integer(limit),
                "lists": .array(lists.map { .array($0.map(\.value)) }),
            ]
        }
    }
}
