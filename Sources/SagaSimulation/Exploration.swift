package import SagaDefinition
import SagaMachine
import SagaValue

/// What exploring a definition has come to.
package struct Exploration: Sendable {
    package let bounds: Bounds
    /// The shortest path to each, the shortest first.
    package private(set) var problems: [Problem] = []
    /// How many different situations were looked at.
    package private(set) var situations = 0
    /// How many ends there are, by status and compensation.
    package private(set) var endings: [String: Int] = [:]
    /// States beyond which a loop was not followed.
    package private(set) var cut: Set<StateID> = []
    /// Tasks and Choices that no path came to, but for tasks that only undo others.
    package private(set) var unreached: [StateID] = []
    /// Whether everything within the bounds was looked at.
    package private(set) var isComplete = true

    package enum Verdict: String, Sendable {
        case proved
        case refuted
        case unfinished
    }

    package var verdict: Verdict {
        if !problems.isEmpty { return .refuted }
        return isComplete ? .proved : .unfinished
    }

    private let mergesIterations: Bool

    /// Looks at every path within the bounds, the shortest ones first.
    ///
    /// - Parameter mergesIterations: Whether situations are taken for one that differ in nothing
    ///   but the order of iterations.
    package init(_ workflow: Workflow, _ bounds: Bounds, mergesIterations: Bool = true) {
        self.bounds = bounds
        self.mergesIterations = mergesIterations
        explore(Skeleton(workflow, items: bounds.items))
    }

    private mutating func explore(_ skeleton: Skeleton) {
        let first = Situation(skeleton, bounds)
        var steps: [(before: Int, move: Move?)] = [(-1, nil)]
        var queue: [(situation: Situation, step: Int)] = [(first, 0)]
        var seen: Set<String> = [digest(first, skeleton)]
        var reached: Set<StateID> = []
        var found: Set<String> = []
        var head = 0
        while head < queue.count, situations < bounds.situations {
            let (situation, step) = queue[head]
            // What was looked at is let go of, in chunks.
            head += 1
            if head == 1024 {
                queue.removeFirst(head)
                head = 0
            }
            situations += 1
            reached.formUnion(situation.running.map(\.state))
            let moves = situation.moves(skeleton, bounds)
            if moves.isEmpty {
                end(situation, skeleton, &found) { Self.path(to: step, steps) }
                continue
            }
            for move in moves {
                let next = situation.after(move, skeleton, bounds)
                guard seen.insert(digest(next, skeleton)).inserted else { continue }
                steps.append((step, move))
                queue.append((next, steps.count - 1))
            }
        }
        isComplete = head == queue.count
        unreached = skeleton.workflow.states.filter { state in
            guard case .task = state.kind, !state.isUndo else { return false }
            return !reached.contains(state.id)
        }.map(\.id)
    }

    private mutating func end(
        _ situation: Situation, _ skeleton: Skeleton, _ found: inout Set<String>,
        path: () -> [Move]
    ) {
        if let state = situation.cut { cut.insert(state) }
        if situation.endless == nil, situation.cut == nil {
            let execution = situation.execution
            let name = "\(execution.status.rawValue)/\(execution.compensation.rawValue)"
            endings[name, default: 0] += 1
        }
        for (kind, state) in situation.problems(skeleton)
        where found.insert("\(kind) \(state.index)").inserted {
            problems.append(
                Problem(
                    kind: kind, state: state, path: path(), status: situation.execution.status,
                    compensation: situation.execution.compensation))
        }
    }

    private static func path(to step: Int, _ steps: [(before: Int, move: Move?)]) -> [Move] {
        var moves: [Move] = []
        var step = step
        while step >= 0 {
            if let move = steps[step].move { moves.append(move) }
            step = steps[step].before
        }
        return moves.reversed()
    }

    private func digest(_ situation: Situation, _ skeleton: Skeleton) -> String {
        let signature = situation.signature(skeleton, mergesIterations: mergesIterations)
        return Digest.sha256.hexadecimal(of: Array(signature.utf8))
    }
}
