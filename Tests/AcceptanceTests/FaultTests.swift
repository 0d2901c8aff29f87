import SagaTesting
import Testing

/// System calls that fail, one after the other: the program says so with a documented status, and
/// once the fault is gone the execution goes on.
///
/// `SAGA_FAULTS` bounds the faults of each kind.
@Suite struct FaultTests {
    private static let limit = TestSetting.number("SAGA_FAULTS") ?? 30

    @Test(
        .enabled(if: Stage.has("strace")),
        arguments: [
            "write:error=EIO", "write:error=ENOSPC", "fdatasync:error=EIO", "fsync:error=EIO",
            "linkat:error=ENOSPC", "mkdirat:error=ENOSPC", "fallocate:error=ENOSPC",
            "openat:error=EIO", "openat:error=EMFILE", "flock:error=ENOLCK", "clone:error=EAGAIN",
            "epoll_create1:error=EMFILE", "pidfd_open:error=EMFILE", "unlinkat:error=EIO",
        ])
    func `a call that fails is told, and resume goes on`(fault: String) throws {
        let call = fault.split(separator: ":")[0]
        var tally: [Int32: Int] = [:]
        let stage = try Stage()
        // The loader opens files before anything of ours runs.
        let first = call == "openat" ? try Self.firstOpen(stage) : 1
        for number in first..<(first + Self.limit) {
            _ = try stage.run("rm -rf store; : >ledger")
            let inject =
                "strace -qq -o trace -e trace=\(call) "
                + "-e inject=\(fault):when=\(number)"
            let run = "saga run rollback.saga.yaml --name x"
            let status = try stage.run("exec \(inject) \(run)")
            guard try stage.run("grep -q INJECTED trace") == 0 else { break }
            tally[status, default: 0] += 1
            let place = "\(fault) at \(number)"
            #expect(documentedStatuses.contains(status), "\(place): \(status) \(stage.said)")
            let after = try Self.finish(stage, run)
            #expect(after == 2, "\(place): first \(status), then \(after) \(stage.said)")
            let ledger = try stage.ledger()
            #expect(ledger.violations == [] && ledger.repeats <= 1, "\(place)")
            Self.expectClean(ledger, status, place)
        }
        let told = tally.sorted { $0.key < $1.key }.map { "\($0.value) × exit \($0.key)" }
        print("fault: \(fault): \(told.joined(separator: ", "))")
    }

    /// The program without the fault: goes on, or begins where nothing was written yet.
    private static func finish(_ stage: Stage, _ run: String) throws -> Int32 {
        let status = try stage.run("exec saga resume x")
        if status == 66 { return try stage.run("exec \(run)") }
        // It had ended, and there is nothing to resume.
        return status == 64 ? 2 : status
    }

    /// Everything that took effect and has an undo was undone, in reverse order.
    private static func expectClean(_ ledger: TaskLedger, _ status: Int32, _ place: String) {
        let expected = ledger.done.filter { $0 != "D" }.reversed()
        #expect(ledger.undone == Array(expected), "\(place), exit \(status)")
    }

    /// The number of the first file that the program opens in its store.
    private static func firstOpen(_ stage: Stage) throws -> Int {
        _ = try stage.run(
            "strace -qq -o trace -e trace=openat saga run rollback.saga.yaml --name x")
        let opened = try TextFile.text("\(stage.folder)/trace").split(separator: "\n")
        return 1 + (opened.firstIndex { $0.contains("store") } ?? 0)
    }
}
