import SagaDefinition
import SagaMachine

extension Situation {
    /// What may happen next; nothing only where it is over.
    ///
    /// What cannot make a difference in another order happens in one order: Choices are taken
    /// first, then what is being stopped or undone; successes come in the order of the starts.
    /// Anything else may happen at any time.
    package func moves(_ skeleton: Skeleton, _ bounds: Bounds) -> [Move] {
        if isOver { return [] }
        if execution.phase == .suspended { return told(skeleton) }
        if let order = running.first(where: { skeleton.choices[$0.state] != nil }) {
            return choices(order, skeleton, bounds)
        }
        if let doomed = running.lazy.compactMap({ self.doomed($0) }).first { return [doomed] }
        if let order = running.first(where: { cancelled.contains($0.attempt) }) {
            return stops(order, skeleton)
        }
        let hasFaultsLeft = faults < bounds.faults
        if let order = running.first(where: { $0.attempt.direction == .undo }) {
            return [Move(order, .succeeds)] + (hasFaultsLeft ? undoFaults(order, skeleton) : [])
        }
        guard let first = running.first else { return [] }
        var moves = [Move(first, .succeeds)]
        guard hasFaultsLeft else { return moves }
        for order in running { moves += forwardFaults(order, skeleton) }
        moves += crashes(skeleton)
        moves.append(Move(.abort))
        if skeleton.workflow.timeoutSeconds != nil { moves.append(Move(.timesOut)) }
        return moves
    }

    private func doomed(_ order: TaskOrder) -> Move? {
        dooms[Doom(state: order.state, role: order.role)].map { Move(order, $0) }
    }

    private func choices(
        _ order: TaskOrder, _ skeleton: Skeleton, _ bounds: Bounds
    ) -> [Move] {
        guard let choice = skeleton.choices[order.state] else { return [] }
        var moves = choice.rules.indices.map { Move(order, .chooses($0)) }
        if choice.defaultNext != nil {
            moves.append(Move(order, .chooses(nil)))
        } else if faults < bounds.faults {
            moves.append(Move(order, .matchesNothing))
        }
        return moves
    }

    private func stops(_ order: TaskOrder, _ skeleton: Skeleton) -> [Move] {
        var moves = [Move(order, .isStopped(.unknown, hasEffect: false))]
        if skeleton.changesWorld.contains(order.state) {
            moves.append(Move(order, .isStopped(.unknown, hasEffect: true)))
        }
        moves.append(Move(order, .isStopped(.succeeded, hasEffect: true)))
        return moves
    }

    private func undoFaults(_ order: TaskOrder, _ skeleton: Skeleton) -> [Move] {
        let failure = Failure("Exit.1")
        var moves: [Move] = []
        if case .handler(let compensation) = skeleton.workflow[order.state].compensation {
            let task =
                order.role == .alternate ? compensation.alternate : compensation.primary
            if task?.retriers.isEmpty == false {
                moves.append(Move(order, .fails(failure, hasEffect: false, forGood: false)))
            }
        }
        moves.append(Move(order, .fails(failure, hasEffect: false, forGood: true)))
        moves.append(Move(.crash(effects: [])))
        return moves
    }

    private func forwardFaults(_ order: TaskOrder, _ skeleton: Skeleton) -> [Move] {
        let state = skeleton.workflow[order.state]
        let troubles = skeleton.troubles(of: order.state)
        let hasTraces = skeleton.changesWorld.contains(order.state)
        var mayFailHalfWay = false
        if case .handler(let compensation) = state.compensation {
            mayFailHalfWay = compensation.when == .attempted
        }
        var moves: [Move] = []
        for failure in troubles.failures {
            for forGood in lasting(failure, state, troubles) {
                for hasEffect in hasTraces && mayFailHalfWay ? [false, true] : [false] {
                    moves.append(
                        Move(order, .fails(failure, hasEffect: hasEffect, forGood: forGood)))
                }
            }
        }
        for failure in troubles.unknowns {
            for forGood in lasting(failure, state, troubles) {
                for hasEffect in hasTraces ? [true, false] : [false] {
                    moves.append(
                        Move(order, .isUnknown(failure, hasEffect: hasEffect, forGood: forGood)))
                }
            }
        }
        moves.append(Move(order, .isUnusable))
        return moves
    }

    /// Whether it matters that the task goes wrong again the next time.
    private func lasting(_ failure: Failure, _ state: State, _ troubles: Troubles) -> [Bool] {
        let isRetried = state.retriers.contains { failure.isRetried(by: $0.errors) }
        return isRetried || troubles.isInLoop ? [false, true] : [false]
    }

    /// A crash, with every combination of a few tasks having taken effect; of many, all, none and
    /// each alone.
    private func crashes(_ skeleton: Skeleton) -> [Move] {
        let paths = running.filter { skeleton.changesWorld.contains($0.state) }.map(\.path)
        var effects: [[String]] = [[]]
        if paths.count <= 2 {
            for path in paths { effects += effects.map { $0 + [path] } }
        } else {
            effects += paths.map { [$0] } + [paths]
        }
        return effects.map { Move(.crash(effects: $0)) }
    }

    /// The operator knows what became of an attempt in doubt, and says so.
    private func told(_ skeleton: Skeleton) -> [Move] {
        for scope in execution.scopes.values where scope.visit.isInDoubt {
            let state = skeleton.workflow[scope.visit.state]
            let path = "\(scope.prefix)\(state.name)#\(scope.visit.number)"
            let hasEffect = ledger.present.values.contains(path)
            return [Move(path, .forward, .isTold(hasEffect: hasEffect))]
        }
        return []
    }

    /// What tells it from other situations, as far as what may follow is concerned.
    ///
    /// - Parameter mergesIterations: Whether it is all the same which of several iterations of a
    ///   Map got how far.
    package func signature(_ skeleton: Skeleton, mergesIterations: Bool = true) -> String {
        var tree = PlaceTree()
        for line in execution.signature(in: skeleton.workflow) { tree.add(line) }
        for order in running {
            let (scope, visit) = VisitPath.parts(order.path)
            let isCancelled = cancelled.contains(order.attempt)
            tree.add(
                SignatureLine(scope: scope, text: "runs \(visit) \(order.role) \(isCancelled)"))
        }
        for (key, path) in ledger.present {
            let (scope, visit) = VisitPath.parts(path)
            tree.add(SignatureLine(scope: scope, text: "has \(visit) \(known.contains(key))"))
        }
        let dooms = dooms.map { "\($0.key.state.index) \($0.key.role) \($0.value)" }.sorted()
        return "\(faults) \(dooms) \(endless?.index ?? -1) \(cut?.index ?? -1)\n"
            + tree.text { mergesIterations && skeleton.isMap($0) }
    }
}
