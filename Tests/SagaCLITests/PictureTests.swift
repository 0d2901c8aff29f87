import SagaMachine
import SagaReport
import SagaTesting
import SagaValue
import Testing

@testable import SagaCLI

/// Stories, and how they are drawn: progress, the last block, and what `inspect` shows.
@Suite struct PictureTests {
    private static let folder = TextFile.folder("Pictures")

    @Test(arguments: TextFile.names(in: folder))
    func `a story is drawn`(name: String) throws {
        try Recording.expectAnswer(at: "\(Self.folder)/\(name)") { question in
            try Self.picture(try Story(question), .plain)
        }
    }

    @Test(arguments: TextFile.names(in: folder))
    func `a picture has a form in ASCII`(name: String) throws {
        let text = try TextFile.text("\(Self.folder)/\(name)")
        let story = try Story(String(text.split(separator: "\n----\n")[0]))
        let picture = try Self.inspection(story, Style(isColored: false, isASCII: true))
        let strange = picture.unicodeScalars.filter { !$0.isASCII && $0 != "·" && $0 != "↺" }
        #expect(strange.isEmpty, "\(String(String.UnicodeScalarView(strange)))")
    }

    @Test(arguments: TextFile.names(in: folder))
    func `a picture fits 80 columns`(name: String) throws {
        let text = try TextFile.text("\(Self.folder)/\(name)")
        let story = try Story(String(text.split(separator: "\n----\n")[0]))
        let lines = try Self.inspection(story, .plain).split(separator: "\n")
        let bars = lines.filter { $0.hasPrefix("  ") && $0.contains { "█▒░╱".contains($0) } }
        #expect(bars.filter { width(String($0)) > 80 } == [])
    }

    private static func picture(_ story: Story, _ style: Style) throws -> String {
        try progress(story, style) + "\n" + block(story, style) + "\n" + inspection(story, style)
    }

    private static func progress(_ story: Story, _ style: Style) -> String {
        var told = ""
        let lines = ProgressLines(workflow: story.workflow, style: style) { told += $0 }
        var execution = Execution()
        for (event, time) in story.log {
            execution.evolve(event, in: story.workflow, at: time)
            lines.decided(event, execution, at: Moment(steady: time, wall: time, entropy: 1))
        }
        lines.flushed()
        return told
    }

    private static func block(_ story: Story, _ style: Style) throws -> String {
        let stored = stored(story)
        let block = FailureBlock(
            stored.execution, stored.workflow, milliseconds: stored.time.milliseconds,
            workingFolder: "/home/me")
        return block.text(style) ?? "(no block)\n"
    }

    private static func inspection(_ story: Story, _ style: Style) throws -> String {
        let stored = stored(story)
        let summary = try #require(stored.summary(at: story.now))
        return InspectText(stored, summary, columns: 80, now: story.now, isExact: false)
            .text(style)
    }

    private static func stored(_ story: Story) -> StoredExecution {
        var execution = Execution()
        var history = History()
        for (event, time) in story.log {
            execution.evolve(event, in: story.workflow, at: time)
            history.add(event, at: time, after: execution, in: story.workflow)
        }
        return StoredExecution(
            workflow: story.workflow, execution: execution, time: history.time, history: history,
            isOwned: false, awaited: execution.awaitedAnswers(in: story.workflow))
    }
}
