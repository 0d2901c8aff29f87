import Glibc
import SagaTesting
import Testing

/// Tasks that do what no task should do, under the built program, which is killed or not: nothing
/// of theirs survives, nobody waits for ever, and no memory is filled.
@Suite struct HostileTaskTests {
    /// What is done, and what the run comes to when nobody kills it.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        var input = "x"
        /// Of a task that does not end by itself, and whose time runs out.
        var isEndless = false
        var testDescription: String { name }
    }

    static let kinds = [
        Kind(name: "deaf", isEndless: true), Kind(name: "session"), Kind(name: "daemon"),
        Kind(name: "stranger"), Kind(name: "closed"), Kind(name: "flood", isEndless: true),
        Kind(name: "line"), Kind(name: "holder"), Kind(name: "stopped", isEndless: true),
        Kind(name: "binary"), Kind(name: "unended"), Kind(name: "bomb"),
        Kind(name: "reader", input: String(repeating: "unread ", count: 100_000)),
    ]

    /// Of the one line that a task prints; a debug build takes its time for a gigabyte.
    private static let lineBytes = TestSetting.number("SAGA_LINE_BYTES") ?? 100_000_000

    /// What each process of a run may have of data, by the kernel's own bound, whatever a task
    /// prints.
    private static let kilobytes = 200_000

    @Test(arguments: kinds)
    func `left alone, a hostile task leaves nothing behind`(kind: Kind) throws {
        let stage = try Stage()
        let definition = kind.isEndless ? "endless" : "hostile"
        try write(kind, stage)
        let child = try stage.start(
            "ulimit -d \(Self.kilobytes); LINE_BYTES=\(Self.lineBytes) "
                + "exec timeout 100 saga run \(definition).saga.yaml --name x -i @input.json")
        let status = try stage.wait(for: child)
        #expect(status == (kind.isEndless ? 1 : 0), "\(stage.said)")
        let survivors = stage.survivors()
        #expect(survivors == [])
        #expect(try stage.ledger().lines.count == (kind.isEndless ? 0 : 1))
        print("hostile: \(kind.name): exit \(status), \(survivors.count) survivors")
    }

    @Test(arguments: kinds)
    func `after a kill a hostile task leaves nothing behind`(kind: Kind) throws {
        let stage = try Stage()
        try write(kind, stage)
        _ = try stage.run("mkfifo ready")
        let saga = try stage.start(
            "HOLD=1 LINE_BYTES=1000000 exec saga run hostile.saga.yaml --name x -i @input.json")
        _ = try stage.output("read -r word <ready; echo $word")
        kill(saga, SIGKILL)
        #expect(try stage.wait(for: saga) == 137)
        // The supervisor holds the lock until it has ended everything.
        #expect(try stage.run("exec flock -w 60 \(Stage.attemptLock("x")) true") == 0)
        #expect(stage.survivors() == [])
        let status = try stage.run("exec timeout 100 saga resume x")
        #expect(status == 0, "\(stage.said)")
        let survivors = stage.survivors()
        #expect(survivors == [])
        let ledger = try stage.ledger()
        #expect(ledger.done == [kind.name] && ledger.lines.first?.attempt == 2)
        print("hostile: \(kind.name), killed: exit \(status), \(survivors.count) survivors")
    }

    private func write(_ kind: Kind, _ stage: Stage) throws {
        try TextFile.write(
            "{\"kind\": \"\(kind.name)\", \"input\": \"\(kind.input)\"}",
            to: "\(stage.folder)/input.json")
    }
}
