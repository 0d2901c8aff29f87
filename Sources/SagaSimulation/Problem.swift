package import SagaDefinition
package import SagaMachine

/// A path on which a saga does not keep its promise.
package struct Problem: Sendable {
    package let kind: Kind
    /// Whose effect, undo or loop it is about.
    package let state: StateID
    package let path: [Move]
    package let status: Status
    package let compensation: CompensationStatus

    package init(
        kind: Kind, state: StateID, path: [Move], status: Status,
        compensation: CompensationStatus
    ) {
        self.kind = kind
        self.state = state
        self.path = path
        self.status = status
        self.compensation = compensation
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// It ends as failed with nothing left to undo, and an effect is still there.
        case effectLeft
        /// It succeeds, and an effect may be there of which nobody knows.
        case effectUnknown
        /// A person is needed although every compensation did its work.
        case personNeeded
        /// It goes on for ever.
        case endless
        /// It waits for something that never comes.
        case waiting
    }
}

extension Situation {
    /// What is wrong with a path that ends here.
    func problems(_ skeleton: Skeleton) -> [(kind: Problem.Kind, state: StateID)] {
        if let endless { return [(.endless, endless)] }
        if cut != nil { return [] }
        guard isOver else {
            return (execution.root?.visit.state).map { [(.waiting, $0)] } ?? []
        }
        switch execution.compensation {
        case .none, .succeeded:
            return execution.status == .succeeded
                ? left(skeleton, .effectUnknown) { !known.contains($0) }
                : left(skeleton, .effectLeft) { _ in true }
        case .partial, .stuck:
            // A compensation that fails for good is what they are there for.
            return hasUndoFailed ? [] : givenUp().map { (.personNeeded, $0) }
        case .pending, .running: return []
        }
    }

    private func left(
        _ skeleton: Skeleton, _ kind: Problem.Kind, where concerns: (String) -> Bool
    ) -> [(kind: Problem.Kind, state: StateID)] {
        ledger.present.filter { concerns($0.key) }.values.sorted().compactMap { path in
            skeleton.state(at: path).map { (kind, $0) }
        }
    }

    private var hasUndoFailed: Bool { dooms.keys.contains { $0.role != .forward } }

    private func givenUp() -> [StateID] {
        execution.entries.values.sorted { $0.visit < $1.visit }.filter { entry in
            if entry.settlement?.isPartial == true { return true }
            guard case .stuck = entry.phase else { return false }
            return true
        }.map(\.state)
    }
}

extension Skeleton {
    /// The state of a visit in words, such as `Each[3]/Load#2`.
    package func state(at path: String) -> StateID? {
        workflow.state(named: Self.name(in: path))
    }

    /// The state's name in a visit's path.
    package static func name(in path: String) -> String {
        let visit = VisitPath.parts(path).visit
        return visit.lastIndex(of: "#").map { String(visit[..<$0]) } ?? visit
    }
}
