import Glibc
import SagaTesting
import Testing

/// Waits of executions that nobody runs for a while: by CLOCK_BOOTTIME within one boot, and by the
/// wall clock across boots (`saga.md` §3).
///
/// Namespaces give a process another boot, and another count of the time since then.
@Suite(.enabled(if: Stage.hasOtherBoots)) struct ClockTests {
    /// Suspends a run that waits for a time.
    private func suspended(_ field: String) throws -> Stage {
        let stage = try Stage()
        _ = try stage.run("echo 'States: [{W: {Type: Wait, \(field)}}]' >it.saga.yaml")
        let saga = try stage.start("exec saga run it.saga.yaml --name x")
        try awaitRecord("waitStarted", 1, stage, saga)
        #expect(try stage.run("exec saga stop x") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 4)
        return stage
    }

    /// Returns when the journal has so many records of a kind.
    private func awaitRecord(_ kind: String, _ count: Int, _ stage: Stage, _ owner: pid_t) throws {
        let found = "$(saga events x 2>&1 | grep -c '\"\(kind)\"')"
        while try stage.run("[ \"\(found)\" = \(count) ]") != 0 {
            try #require(Stage.isAlive(owner), "\(stage.said)")
        }
    }

    /// Resumes, sees that it waits still, and stops it.
    private func expectWaiting(_ stage: Stage, _ resume: String) throws {
        let saga = try stage.start("exec \(resume)")
        try awaitRecord("executionResumed", 1, stage, saga)
        #expect(try stage.run("exec saga stop x") == 0, "\(stage.said)")
        #expect(try stage.wait(for: saga) == 4)
    }

    @Test func `within one boot a wait goes by the time since it began`() throws {
        let stage = try suspended("Seconds: 1000")
        let later = "unshare -T --boottime 2000"
        #expect(try stage.run("exec \(later) saga resume x") == 0, "\(stage.said)")
    }

    @Test func `across boots a wait goes by the wall clock`() throws {
        // Whatever the other boot has counted, a thousand seconds have not passed.
        let stage = try suspended("Seconds: 1000")
        try expectWaiting(stage, "\(Stage.otherBoot(shift: "2000")) saga resume x")
    }

    @Test func `a wait that began in another boot comes to its end`() throws {
        // The other boot has just begun, and one second does pass.
        let stage = try suspended("Seconds: 1")
        let other = Stage.otherBoot(shift: "$((5 - $(cut -d. -f1 /proc/uptime)))")
        #expect(try stage.run("exec \(other) saga resume x") == 0, "\(stage.said)")
    }

    @Test func `a timestamp is meant by the wall clock in every boot`() throws {
        let stage = try suspended("Timestamp: \"2999-01-01T00:00:00Z\"")
        try expectWaiting(stage, "unshare -T --boottime 2000 saga resume x")
    }

    @Test func `an answer after its time is refused though nobody ran it`() throws {
        let stage = try Stage()
        let task = "{Run: [./ask.sh, A], Token: true, TimeoutSeconds: 1000, Compensate: None}"
        _ = try stage.run("echo 'States: [{A: \(task)}]' >it.saga.yaml")
        #expect(try stage.run("exec saga run it.saga.yaml --name x --until-waiting") == 4)
        let send = "saga send \"$(cat token)\" --success 1"
        #expect(try stage.run("exec unshare -T --boottime 2000 \(send)") == 1, "\(stage.said)")
        #expect(try stage.run("exec \(send)") == 0, "\(stage.said)")
    }
}

extension Stage {
    /// Whether a boot can be pretended here.
    static let hasOtherBoots: Bool = {
        guard let stage = try? Stage() else { return false }
        let isThere = (try? stage.run("exec \(otherBoot(shift: "9")) true")) == 0
        if !isThere { print("acceptance: skipped, as a boot cannot be pretended here") }
        return isThere
    }()

    /// What runs a command in another boot.
    ///
    /// - Parameter shift: By how many seconds its count of time is ahead.
    static func otherBoot(shift: String) -> String {
        let name = "/proc/sys/kernel/random/boot_id"
        let script = "tr 0-9a-f 1-9a-f0 <\(name) >boot; mount --bind boot \(name); exec \"$@\""
        return "unshare -mT --boottime \(shift) sh -ec '\(script)' -"
    }
}
