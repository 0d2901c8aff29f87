package import SagaDefinition
package import SagaMachine

/// One path through a definition on which tasks succeed, up to something that is asked for, and
/// what follows from it.
package struct Projection: Sendable {
    /// What runs, in order, Choices included.
    package let before: [Move]
    /// What was asked for; nil is nothing.
    package let event: Move?
    /// What follows: what is undone in its order, or what goes on after a crash.
    package let after: [Move]
    /// Attempts that were running when the process died.
    package let inDoubt: [String]
    package let status: Status
    package let compensation: CompensationStatus

    /// What is asked for.
    package enum Question: Sendable {
        /// Everything goes well.
        case success
        case failure(of: StateID)
        case crash(after: StateID)
    }

    private static let bounds = Bounds(faults: 0, loops: 1, items: 1, situations: 20_000)

    /// - Returns: Nil where no path comes to the state.
    package init?(_ question: Question, _ skeleton: Skeleton) {
        guard let (moves, reached) = Self.search(question, skeleton) else { return nil }
        var before = moves
        var situation = reached
        var event: Move?
        var inDoubt: [String] = []
        switch question {
        case .success: break
        case .failure(let state):
            guard let order = situation.running.first(where: { $0.state == state }) else {
                return nil
            }
            let failure = Failure("Exit.1")
            let move = Move(order, .fails(failure, hasEffect: false, forGood: true))
            event = move
            situation = situation.after(move, skeleton, Self.bounds)
        case .crash(let state):
            guard let order = situation.running.first(where: { $0.state == state }) else {
                return nil
            }
            let success = Move(order, .succeeds)
            before.append(success)
            situation = situation.after(success, skeleton, Self.bounds)
            while let choice = situation.moves(skeleton, Self.bounds).first, choice.isChoice {
                before.append(choice)
                situation = situation.after(choice, skeleton, Self.bounds)
            }
            if !situation.isOver {
                inDoubt = situation.running.map(\.path)
                let move = Move(.crash(effects: []))
                event = move
                situation = situation.after(move, skeleton, Self.bounds)
            }
        }
        var after: [Move] = []
        while let move = situation.moves(skeleton, Self.bounds).first, after.count < 10_000 {
            after.append(move)
            situation = situation.after(move, skeleton, Self.bounds)
        }
        self.before = before
        self.event = event
        self.after = after
        self.inDoubt = inDoubt
        status = situation.execution.status
        compensation = situation.execution.compensation
    }

    /// The shortest way to what is asked about, over all ways that Choices may take.
    ///
    /// Success is looked for where the execution has ended well; else the longest way will do.
    private static func search(
        _ question: Question, _ skeleton: Skeleton
    ) -> (moves: [Move], situation: Situation)? {
        var queue: [(moves: [Move], situation: Situation)] = [([], Situation(skeleton, bounds))]
        var seen: Set<String> = []
        var head = 0
        var lastEnd: (moves: [Move], situation: Situation)?
        while head < queue.count, head < bounds.situations {
            let (moves, situation) = queue[head]
            head += 1
            switch question {
            case .success:
                if situation.isOver {
                    lastEnd = (moves, situation)
                    if situation.execution.status == .succeeded { return (moves, situation) }
                }
            case .failure(let state), .crash(let state):
                if situation.running.contains(where: { $0.state == state }) {
                    return (moves, situation)
                }
            }
            for move in situation.moves(skeleton, bounds) {
                let next = situation.after(move, skeleton, bounds)
                guard seen.insert(next.signature(skeleton)).inserted else { continue }
                queue.append((moves + [move], next))
            }
        }
        return lastEnd
    }
}

extension Move {
    fileprivate var isChoice: Bool {
        guard case .chooses = happening else { return false }
        return true
    }
}
