import Glibc
import SagaTesting
import Testing

/// `saga once` beside itself, killed, and overtaken by an undo: never two effects for a key unless
/// somebody asked for it, and never an answer without one.
@Suite struct OnceTests {
    /// What appends a line to the file `effects` and answers.
    private static let work = "sh -c 'echo did >>effects; echo answer'"
    private static let undo = "sh -c 'echo undid >>effects'"
    private static let limit = TestSetting.number("SAGA_KILLS") ?? 14
    private static let calls = [
        "mkdirat", "openat", "flock", "write", "fdatasync", "fsync", "renameat", "rt_sigprocmask",
        "rt_sigtimedwait", "wait4", "clone,clone3,vfork", "close", "pread64",
    ]

    private func effects(_ stage: Stage, _ word: String) throws -> Int {
        try stage.output("grep -cx \(word) effects 2>/dev/null || :").split(separator: "\n")
            .first.flatMap { Int($0) } ?? 0
    }

    @Test func `sixteen callers at the same time share one effect and one answer`() throws {
        let stage = try Stage()
        let status = try stage.run(
            """
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
                saga once -q --key k -- \(Self.work) >answer.$i & pids="$pids $!"
            done
            for pid in $pids; do wait $pid || exit 9; done
            """)
        #expect(status == 0, "\(stage.said)")
        #expect(try effects(stage, "did") == 1)
        #expect(try stage.output("cat answer.* | sort | uniq -c | tr -s ' '") == " 16 answer")
    }

    @Test func `an undo and the work that it undoes never both win`() throws {
        for round in 1...20 {
            let stage = try Stage()
            let forward = "saga once -q --key f -- \(Self.work)"
            let undo = "saga once -q --key u --undo-of f -- \(Self.undo)"
            let (first, second) = round % 2 == 0 ? (forward, undo) : (undo, forward)
            let script = "\(first) & one=$!; \(second); two=$?; wait $one; echo $? $two >statuses"
            _ = try stage.run(script)
            let statuses = try stage.output("cat statuses")
            let order = try stage.output("cat effects")
            // The work came first and was undone, or it came too late and found the tombstone.
            #expect(
                ["did\nundid", "undid"].contains(order), "\(round): \(order): \(statuses)")
            #expect(try stage.run("exec \(forward)") == 64)
            #expect(try stage.output("cat effects") == order)
        }
    }

    @Test func `a command that outlives its killed caller keeps the key`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo begun go")
        let caller = try stage.start(
            "exec saga once --key k -- sh -c 'echo did >>effects; echo >begun; read x <go'")
        _ = try stage.run("read x <begun")
        kill(caller, SIGKILL)
        _ = try stage.wait(for: caller)
        #expect(try stage.run("exec saga once --key k --no-wait -- \(Self.work)") == 75)
        #expect(try stage.run("exec saga once --key u --undo-of k --no-wait -- true") == 75)
        let waiting = try stage.start("exec saga once --key k -- \(Self.work)")
        _ = try stage.run("echo >go")
        #expect(try stage.wait(for: waiting) == 255)
        #expect(try effects(stage, "did") == 1)
    }

    @Test func `a daemon that the command leaves behind does not keep the key`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo go")
        let script = "(read x <go) >/dev/null 2>&1 & echo answer"
        #expect(try stage.run("exec saga once --key k -- sh -c '\(script)'") == 0)
        #expect(try stage.run("exec saga once --key k --no-wait -- false") == 0)
        _ = try stage.run("echo >go")
    }

    @Test func `a signal sent to the caller reaches the command`() throws {
        let stage = try Stage()
        _ = try stage.run("mkfifo begun")
        let script = "trap \"echo stopped; exit 0\" TERM; echo >begun; while :; do :; done"
        let caller = try stage.start("exec saga once --key k -- sh -c '\(script)'")
        _ = try stage.run("read x <begun")
        kill(caller, SIGTERM)
        #expect(try stage.wait(for: caller) == 0)
        #expect(try stage.output("saga once -q --key k -- false") == "stopped")
    }

    @Test(.enabled(if: Stage.has("strace")), arguments: calls)
    func `killed at any system call, the effect is never doubled unasked`(call: String) throws {
        var (cycles, inDoubt) = (0, 0)
        for number in 1...Self.limit {
            let stage = try Stage()
            let command = "saga once -q --key k -- \(Self.work)"
            guard try stage.run(Self.killing(command, call, number)) == 137 else { break }
            cycles += 1
            let place = "\(call) \(number)"
            let status = try stage.run("exec \(command) >answer")
            #expect([0, 255].contains(status), "\(place): \(status) \(stage.said)")
            let count = try effects(stage, "did")
            #expect(status == 0 ? count == 1 : count <= 1, "\(place): \(count)")
            if status == 255 {
                inDoubt += 1
                let forced = "exec saga once -q --key k --if-unknown run -- \(Self.work) >answer"
                #expect(try stage.run(forced) == 0, "\(place)")
                #expect(try effects(stage, "did") == count + 1, "\(place)")
            }
            let settled = try effects(stage, "did")
            #expect(try stage.output("cat answer") == "answer", "\(place)")
            #expect(try stage.output(command) == "answer", "\(place)")
            #expect(try effects(stage, "did") == settled, "\(place)")
        }
        print("once: \(call): \(cycles) kills, \(inDoubt) in doubt")
    }

    @Test(.enabled(if: Stage.has("strace")), arguments: calls)
    func `an undo killed at any system call is called again and wins`(call: String) throws {
        var (cycles, tombstones) = (0, 0)
        for number in 1...Self.limit {
            let stage = try Stage()
            let undo = "saga once -q --key u --undo-of f -- \(Self.undo)"
            guard try stage.run(Self.killing(undo, call, number)) == 137 else { break }
            cycles += 1
            let place = "\(call) \(number)"
            // Whatever was written: the late twin runs whole, or not at all.
            let late = try stage.run("exec saga once -q --key f -- \(Self.work)")
            #expect([0, 64].contains(late), "\(place): \(late) \(stage.said)")
            #expect(try effects(stage, "did") == (late == 0 ? 1 : 0), "\(place)")
            tombstones += late == 0 ? 0 : 1
            #expect(try stage.run("exec \(undo)") == 0, "\(place): \(stage.said)")
            #expect(try stage.output("tail -n 1 effects") == "undid", "\(place)")
            let did = try effects(stage, "did")
            #expect(try stage.run("exec saga once -q --key f -- \(Self.work)") == 64, "\(place)")
            #expect(try effects(stage, "did") == did, "\(place)")
        }
        print("once: undo, \(call): \(cycles) kills, \(tombstones) after the tombstone")
    }

    private static func killing(_ command: String, _ call: String, _ number: Int) -> String {
        "exec strace -qq -o /dev/null -e trace=\(call) "
            + "-e inject=\(call):signal=KILL:when=\(number) \(command)"
    }
}
