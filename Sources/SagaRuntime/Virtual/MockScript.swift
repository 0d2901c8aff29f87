package import SagaDefinition
package import SagaMachine
import SagaValue

/// Plays tasks as mocks say, and notes what they do not say.
package struct MockScript: TaskScript {
    private let workflow: Workflow
    private let mocks: [String: MockedTask]
    private let undos: [String: MockedTask]
    private let live: LiveTask?
    private var asked: [Question: Int] = [:]
    /// What was asked of mocks that had no answer, in order, each once.
    package private(set) var gaps: [String] = []

    /// Does a task for real, which no mock answers for.
    package typealias LiveTask = (TaskOrder) -> TaskEnding

    /// Which mock is asked, in which direction.
    private struct Question: Hashable {
        let name: String
        let direction: Direction
    }

    /// - Parameters:
    ///   - mocks: By the name of a state, or the path of a visit, which counts before the name.
    ///   - undos: The same for compensations; one that is not here succeeds.
    ///   - live: Nil starts nothing real.
    package init(
        _ workflow: Workflow, mocks: [String: MockedTask], undos: [String: MockedTask],
        live: LiveTask?
    ) {
        self.workflow = workflow
        self.mocks = mocks
        self.undos = undos
        self.live = live
    }

    package mutating func perform(_ order: TaskOrder, at moment: Moment) -> Performance {
        if order.role == .writer, live == nil { return Performance(.written(order)) }
        let direction = order.attempt.direction
        let table = direction == .forward ? mocks : undos
        guard let name = names(of: order).first(where: { table[$0] != nil }),
            let mock = table[name]
        else { return unmocked(order) }
        let question = Question(name: name, direction: direction)
        let number = asked[question, default: 0]
        asked[question] = number + 1
        guard let answer = mock.answer(attempt: number) else {
            return gap("the mock of `\(name)` has no answer for attempt \(number + 1)")
        }
        return Performance(answer.ending, milliseconds: answer.milliseconds)
    }

    /// Under what a mock may stand for an order, the most precise first.
    private func names(of order: TaskOrder) -> [String] {
        let path = order.path
        let unnumbered = path.lastIndex(of: "#").map { String(path[..<$0]) } ?? path
        return [path, unnumbered, workflow[order.state].name]
    }

    private mutating func unmocked(_ order: TaskOrder) -> Performance {
        // Nothing was done, so that there is nothing to undo.
        if order.attempt.direction == .undo {
            return Performance(TaskEnding(outcome: .succeeded, result: .null))
        }
        if let live { return Performance(live(order)) }
        return gap("the task of `\(workflow[order.state].name)` has no mock")
    }

    private mutating func gap(_ text: String) -> Performance {
        if !gaps.contains(text) { gaps.append(text) }
        return Performance(.unmocked(text))
    }
}
