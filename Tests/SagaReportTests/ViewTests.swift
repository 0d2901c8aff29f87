import SagaDefinition
import SagaMachine
import SagaReport
import SagaTesting
import SagaValue
import Testing

/// Stories, and what the views make of their facts.
@Suite struct ViewTests {
    private static let folder = TextFile.folder("Views")
    static let stories = TextFile.names(in: folder)

    @Test(arguments: stories)
    func `views tell the story`(name: String) throws {
        try Recording.expectAnswer(at: "\(Self.folder)/\(name)") { question in
            Views(try Story(question)).text
        }
    }

    @Test(arguments: stories)
    func `a view of a prefix never fails`(name: String) throws {
        let text = try TextFile.text("\(Self.folder)/\(name)")
        let story = try Story(String(text.split(separator: "\n----\n")[0]))
        for count in 1...story.log.count {
            let views = Views(story.workflow, Array(story.log.prefix(count)))
            #expect(views.text.contains("RUNNING") || !views.text.isEmpty)
        }
    }
}

/// All views of one log, as text.
struct Views {
    private let workflow: Workflow
    private var execution = Execution()
    private var history = History()

    init(_ story: Story) { self.init(story.workflow, story.log) }

    init(_ workflow: Workflow, _ log: [(event: Event, time: Timestamp)]) {
        self.workflow = workflow
        for (event, time) in log {
            execution.evolve(event, in: workflow, at: time)
            history.add(event, at: time, after: execution, in: workflow)
        }
    }

    var text: String {
        var lines: [String] = []
        let last = history.time.last ?? .earliest
        let summary = Summary(
            execution, history.time, in: workflow, isOwned: false, now: last)
        lines.append("summary  \(summary?.value.json ?? "none")")
        let word = StatusWord(execution, isOwned: false)
        lines.append("result   \(ResultDocument.value(execution, word: word).json)")
        let timeline = Timeline(history, now: nil)
        lines.append("timeline \(timeline.milliseconds) ms")
        lines += timeline.rows.map(line)
        lines += UndoList(execution, history).entries.map { entry in
            "undo     \(entry.path) \(entry.outcome.rawValue) \(entry.standing.rawValue)"
                + " \(entry.attempts) \(entry.failure?.name ?? "")"
        }
        lines += Doubts(history, execution, isOwned: false).entries.map { "doubt    \($0.text)" }
        return lines.map { $0 + "\n" }.joined()
    }

    private func line(_ row: Timeline.Row) -> String {
        let segments = row.segments.map { "\($0.kind.rawValue) \($0.from)-\($0.to)" }
        return "         \(row.direction.rawValue) \(row.label) \(row.attempts)x "
            + segments.joined(separator: ", ")
    }
}
