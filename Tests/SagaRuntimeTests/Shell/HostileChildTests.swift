import Foundation
import SagaValue
import Testing

@testable import SagaRuntime

/// Commands that do not want to end, leave things behind, or print what nobody can want.
@Suite struct HostileChildTests {
    private let stage: ShellStage

    init() throws { stage = try ShellStage() }

    @Test func `a command that outlives its time is ended`() throws {
        let ending = try stage.run(stage.sleeping(timeout: .milliseconds(50)))
        #expect(ending.isTimedOut && ending.wasSignalled)
        #expect(ending.status == .killed(signal: 15))
    }

    @Test func `its whole group ends with it`() throws {
        let ending = try stage.cancel("sleep 1000 & echo $!; echo ready; wait")
        #expect(ending.status == .killed(signal: 15))
        #expect(!isAlive(try #require(ending.printedNumber)))
    }

    @Test func `one that ignores TERM is killed after the grace`() throws {
        let ending = try stage.cancel(
            "trap '' TERM; echo ready; while :; do sleep 1000; done")
        #expect(ending.status == .killed(signal: 9))
        #expect(ending.wasSignalled && !ending.hasSurvivors)
    }

    @Test func `one that stops itself is killed too`() throws {
        let ending = try stage.cancel(
            "trap '' TERM; echo ready; while :; do kill -STOP $$; done")
        #expect(ending.status == .killed(signal: 9))
    }

    @Test func `one that handles TERM has the grace to do so`() throws {
        stage.limits.grace = .seconds(30)
        let ending = try stage.cancel(
            "trap 'echo bye; exit 0' TERM; echo ready; while :; do :; done")
        #expect(ending.status == .exited(code: 0))
        #expect(ending.text == "ready\nbye\n")
        #expect(ending.wasSignalled && !ending.isTimedOut)
    }

    @Test func `a member of the group that handles TERM has the grace to do so`() throws {
        stage.limits.grace = .seconds(30)
        try stage.write(
            "slow.sh", "trap 'echo saved >saved; exit' TERM; echo ready; while :; do :; done")
        let ending = try stage.cancel("sh slow.sh & wait")
        #expect(ending.status == .killed(signal: 15))
        #expect(stage.exists("saved"))
    }

    @Test func `cancelled twice it is killed at once`() throws {
        stage.limits.grace = .seconds(1000)
        let ending = try stage.cancel("trap '' TERM; echo ready; sleep 1000", times: 2)
        #expect(ending.status == .killed(signal: 9))
    }

    @Test func `what has ended by itself was not ended by us`() throws {
        let pool = try TaskPool(shellLimits: stage.limits)
        pool.start(stage.script("exit 3"), as: 1)
        let shell = try #require(pool.shells[1])
        while shell.process.ending(reaping: false) == nil {}
        pool.cancel(1)
        guard case .shell(_, let ending)? = try pool.wait(until: nil).first else {
            throw Unexpected()
        }
        #expect(ending.status == .exited(code: 3))
        #expect(!ending.wasSignalled)
    }

    @Test func `a process left behind that holds the output is killed`() throws {
        let ending = try stage.run("sleep 1000 & echo $!")
        #expect(ending.status == .exited(code: 0))
        #expect(ending.leftProcessesBehind)
        #expect(!isAlive(try #require(ending.printedNumber)))
    }

    @Test func `a process left behind without output is killed too`() throws {
        let ending = try stage.run("sleep 1000 >/dev/null 2>&1 & echo $!")
        #expect(ending.leftProcessesBehind)
        #expect(!isAlive(try #require(ending.printedNumber)))
    }

    @Test func `waiting for what was left behind takes no processor time`() throws {
        stage.limits.leftover = .seconds(1000)
        let pool = try TaskPool(shellLimits: stage.limits)
        pool.start(stage.script("exec >&- 2>&-; sleep 1000 & exit 0"), as: 1)
        let shell = try #require(pool.shells[1])
        while !shell.leaderHasEnded { _ = try pool.wait(until: .now) }
        #expect(try pool.watches.wait(until: .now, now: .now).isEmpty)
    }

    @Test func `a process left behind may end by itself`() throws {
        stage.limits.leftover = .seconds(30)
        let ending = try stage.run("mkfifo go; (read x <go; echo late) & (echo >go) & exit 0")
        #expect(!ending.leftProcessesBehind)
        #expect(ending.text == "late\n")
    }

    @Test func `a process of another session that holds the output does not hang the task`() throws
    {
        let ending = try stage.run("setsid sleep 1000 & echo $!; exit 4")
        #expect(ending.status == .exited(code: 4))
        let process = try #require(ending.printedNumber)
        kill(process, SIGKILL)
    }

    @Test func `one that closes its streams is still waited for`() throws {
        let ending = try stage.run("echo first; exec >&- 2>&- <&-; kill -0 $$; exit 6")
        #expect(ending.status == .exited(code: 6))
        #expect(ending.text == "first\n")
    }

    @Test func `what it printed before anybody listened is read when it has ended`() throws {
        stage.limits.unheard = .seconds(1000)
        let ending = try stage.run("head -c 60000 /dev/zero; echo end >&2")
        #expect(ending.output.count == 60_000)
        #expect(ending.errorText == "end\n")
    }

    @Test func `what holds its pipes when nobody had listened yet is waited for`() throws {
        (stage.limits.unheard, stage.limits.leftover) = (.seconds(1000), .seconds(30))
        let ending = try stage.run(
            "mkfifo go; echo early; (read x <go; echo late) & (echo >go) & exit 0")
        #expect(ending.text == "early\nlate\n")
    }

    @Test func `a flood is kept up to the limit, then counted`() throws {
        stage.limits.streamBytes = 100_000
        let path = "\(stage.folder)/1"
        let ending = try stage.run("head -c 5000000 /dev/zero; echo end >&2") {
            $0.streamsPath = path
        }
        #expect(ending.output.count == 5_000_000)
        #expect(ending.output.keptCount == 100_000)
        #expect(ending.output.file == "\(path).stdout")
        #expect(try stage.read("1.stdout").count == 100_000)
        #expect(ending.result == .tooLong(5_000_000))
        #expect(ending.error.file == nil)
    }

    @Test(arguments: [0, -1, 1])
    func `a stream goes to a file when it is longer than a record takes`(beyond: Int) throws {
        stage.limits.inlineBytes = 1000
        let ending = try stage.run("head -c \(1000 + beyond) /dev/zero") {
            $0.streamsPath = "\(self.stage.folder)/1"
        }
        #expect((ending.output.file != nil) == (beyond > 0))
        #expect(ending.result == .bytes([UInt8](repeating: 0, count: 1000 + beyond)))
        #expect(!ending.output.isCut)
    }

    @Test func `the end of a long stream is at hand`() throws {
        stage.limits.tailBytes = 10
        let ending = try stage.run("head -c 300000 /dev/zero >&2; printf 0123456789ab >&2") {
            $0.streamsPath = "\(self.stage.folder)/1"
        }
        #expect(ending.error.tail == Array("23456789ab".utf8))
    }

    @Test func `a full folder loses output, not the task`() throws {
        let ending = try stage.run("head -c 10000 /dev/zero") {
            $0.streamsPath = "\(self.stage.folder)/no/such/folder/1"
        }
        #expect(ending.status == .exited(code: 0))
        #expect(ending.output.isCut)
        #expect(ending.output.count == 10_000)
    }

    @Test func `one giant line without an end is captured`() throws {
        let ending = try stage.run("head -c 1000000 /dev/zero | tr '\\0' x")
        #expect(ending.result == .bytes([UInt8](repeating: 120, count: 1_000_000)))
    }

    @Test func `output that is no text is told as bytes`() throws {
        let ending = try stage.run("printf '\\377\\376'")
        #expect(!ending.output.isUTF8)
        #expect(ending.report["Stdout"]?["Base64"] == "//4=")
    }

    @Test func `abandoned commands are dead`() throws {
        let pool = try TaskPool(shellLimits: stage.limits)
        pool.start(stage.script("trap '' TERM; sleep 1000"), as: 1)
        let shell = try #require(pool.shells[1])
        let number = shell.process.number
        pool.abandon()
        #expect(!isAlive(number))
        #expect(try pool.wait(until: .now).isEmpty)
    }
}
