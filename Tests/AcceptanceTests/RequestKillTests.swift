import SagaTesting
import SagaValue
import Testing

/// What a person asks for, with a death at any call of whoever asks, and of whoever does it: none
/// is lost once it was accepted, and none is done twice.
///
/// Calls are sampled by seed; with `SAGA_KILLS=100` every call is taken.
@Suite struct RequestKillTests {
    struct Request: Sendable, CustomTestStringConvertible {
        let name: String
        /// Brings the execution to where it is asked.
        var before = ":"
        let command: String
        /// How the execution `x` stands in the end.
        var standing = "SUCCEEDED NONE"
        let done: [String]
        var undone: [String] = []
        /// What stands in its journal once, however often somebody asked.
        var once: String
        /// Whether it is asked again of each attempt in doubt.
        var isPerDoubt = false
        var testDescription: String { name }
    }

    private static let waiting = "saga run approval.saga.yaml --name x --until-waiting"
    private static let doubtful = "saga run doubt.saga.yaml --name x; saga resume x"
    private static let stuck = "saga run stuck.saga.yaml --name x"
    /// Started in the background, until a task of it tells that it runs.
    private static func running(_ command: String, gate: String = "") -> String {
        "mkfifo ready \(gate); (\(command) >/dev/null 2>&1 &); read -r word <ready"
    }
    private static let gated = running(
        "saga run gated.saga.yaml --name x -i '{\"how\": \"plain\"}'", gate: "gate")

    static let requests = [
        Request(
            name: "abort of what nobody runs", before: waiting, command: "saga abort x",
            standing: "ABORTED SUCCEEDED", done: ["A", "Ask"], undone: ["Ask", "A"],
            once: "recoveryDecided"),
        Request(
            name: "abort of what somebody runs", before: gated, command: "saga abort x",
            standing: "ABORTED SUCCEEDED", done: ["A"], undone: ["Gate", "A"],
            once: "abortRequested"),
        Request(
            name: "abort by a task", command: requesting("abort"), standing: "ABORTED SUCCEEDED",
            done: ["A", "Ask"], undone: ["Ask", "A"], once: "abortRequested"),
        Request(
            name: "stop of what somebody runs", before: gated, command: "saga stop x",
            done: ["A", "Gate", "B"], once: "executionSuspended"),
        Request(
            name: "stop by a task", command: requesting("stop"), done: ["A", "Ask", "B"],
            once: "executionEnded"),
        Request(
            name: "send to what nobody runs", before: waiting,
            command: "saga send $(cat token) --success 1", done: ["A", "Ask", "B"],
            once: "callbackReceived"),
        Request(
            name: "send and resume", before: waiting,
            command: "saga send $(cat token) --success 1 --resume", done: ["A", "Ask", "B"],
            once: "callbackReceived"),
        Request(
            name: "send to what somebody runs",
            before: running("saga run approval.saga.yaml --name x"),
            command: "saga send $(cat token) --success 1", done: ["A", "Ask", "B"],
            once: "callbackReceived"),
        Request(
            name: "a kept answer is taken",
            before: "\(waiting); saga send $(cat token) --success 1", command: "saga resume x",
            done: ["A", "Ask", "B"], once: "callbackReceived"),
        Request(
            name: "undo", before: "saga run sequence.saga.yaml --name x", command: "saga undo x",
            standing: "SUCCEEDED SUCCEEDED", done: ["A", "B", "C"], undone: ["C", "B", "A"],
            once: "recoveryDecided"),
        Request(
            name: "rerun", before: "saga run sequence.saga.yaml --name first",
            command: "saga rerun first --name x", done: ["A", "B", "C", "A", "B", "C"],
            once: "executionStarted"),
        Request(
            name: "resume --skip of an attempt in doubt", before: doubtful,
            command: "saga resume x --skip Doubt --reason looked", done: ["A", "Doubt", "B"],
            once: "doubtResolved", isPerDoubt: true),
        Request(
            name: "resume --resolve of an attempt in doubt", before: doubtful,
            command: "saga resume x --resolve 'Doubt={}'", done: ["A", "B"],
            once: "doubtResolved"),
        Request(
            name: "resume --skip of a stuck undo", before: stuck,
            command: "saga resume x --skip B --reason looked", standing: "FAILED PARTIAL",
            done: ["A", "B", "Fails"], undone: ["A"], once: "settlement\":\"left"),
        Request(
            name: "resume --resolve of a stuck undo", before: stuck,
            command: "saga resume x --resolve 'B={}'", standing: "FAILED SUCCEEDED",
            done: ["A", "B", "Fails"], undone: ["A"], once: "doubtResolved"),
        Request(
            name: "resume --from",
            before: "saga run mended.saga.yaml --name x --no-rollback; : >mended",
            command: "saga resume x --from A", done: ["A", "A", "B"], once: "executionRedriven"),
    ]

    private static func requesting(_ what: String) -> String {
        "saga run requesting.saga.yaml --name x -i '{\"what\": \"\(what)\"}'"
    }

    @Test(arguments: requests)
    func `killed at any call, what was asked for is done once`(it: Request) throws {
        guard Injection.wants(it.name) else { return }
        let stage = try Stage()
        let calm = try meet(it, Injection(number: 0), on: stage)
        var deaths = 0
        for injection in Injection.sweep(it.name, calls: calm.calls, few: 3) {
            if try meet(it, injection, on: stage).words != nil { deaths += 1 }
        }
        print("kill: \(it.name): \(calm.calls) calls, \(deaths) deaths")
    }

    /// Asks with a death in it, asks again, and goes on until it is over.
    private func meet(
        _ it: Request, _ injection: Injection, on stage: Stage
    ) throws -> Stage.Death {
        _ = try stage.run("rm -rf store token ready gate accepted mended; : >ledger\n\(it.before)")
        let death = try stage.run(it.command, injection)
        let place = "\(it.name), \(injection): \(death.words ?? "nobody")"
        // Whoever was killed is not believed to have been heard.
        if death.words != nil { _ = try stage.run("exec \(it.command)") }
        // Whoever else runs it comes to an end by itself.
        _ = try stage.run("[ ! -e store/executions/x ] || flock -w 60 store/executions/x true")
        var status = try stage.run("exec saga resume x")
        if status == 4 { status = try stage.run("exec saga resume x") }
        let journal = try TextFile.text("\(stage.folder)/store/executions/x/journal.jsonl")
        let books = try Books(stage)
        #expect(Self.standing(journal) == it.standing, "\(place): \(status) \(stage.said)")
        #expect(books.ledger.done == it.done, "\(place)")
        #expect(books.ledger.undone == it.undone, "\(place)")
        #expect(books.violations == [], "\(place)")
        let lines = journal.split(separator: "\n")
        let times = lines.count { $0.contains("\"\(it.once)\"") }
        let doubts = lines.count { $0.contains("\"interrupted\":true") }
        #expect(1...max(1, it.isPerDoubt ? doubts : 1) ~= times, "\(place): \(it.once) \(times)")
        #expect(TextFile.names(in: "\(stage.folder)/store/executions/x/requests") == [], "\(place)")
        #expect(try stage.lastingSurvivors() == [], "\(place)")
        return death
    }

    /// What the last record of an end says.
    private static func standing(_ journal: String) -> String? {
        let line = journal.split(separator: "\n").last { $0.contains("\"executionEnded\"") }
        guard let line, let record = try? Value(json: String(line)),
            let status = record["status"]?.string
        else { return nil }
        return "\(status) \(record["compensation"]?.string ?? "NONE")"
    }
}
