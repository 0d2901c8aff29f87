import Glibc

/// A command that runs: its process, its two pipes, and how far its end has come.
///
/// It has ended when the leader, its whole process group and both pipes have. The group gets
/// `ShellLimits.leftover` after the leader, or what is left of the grace when it was signalled;
/// then it is killed. A pipe that a process outside the group holds is closed after the same time.
/// Where orphans fall to this process, those that left the group are ended with it.
final class ShellTask {
    let process: ChildProcess
    private(set) var output: StreamCapture
    private(set) var error: StreamCapture
    /// Processes that left the group and that belong to it all the same, as far as anybody knows.
    ///
    /// They are looked for before each `advance` once the leader has ended.
    var relatives: [Int32] = []
    /// When `advance` is to be called even if nothing has come; nil is never.
    private(set) var deadline: Instant?

    let command: ShellCommand
    private let program: ProgramFile
    private let limits: ShellLimits
    private let start: Instant
    /// When its pipes are to be watched if it still runs; nil once they are.
    private var unheardUntil: Instant?
    private var status: ShellEnding.Status?
    private var groupLives = true
    private var leftoverUntil: Instant?
    private var killAt: Instant?
    private var killedAt: Instant?
    private var checkPause = Duration.milliseconds(1)
    private var isTimedOut = false
    private var wasSignalled = false
    private var leftProcessesBehind = false
    private var hasSurvivors = false
    private var relativesKnow = false

    /// - Parameter started: The ends of the pipes that are read.
    init(
        _ command: ShellCommand, program: ProgramFile, started: consuming ShellStart,
        limits: ShellLimits, now: Instant
    ) {
        self.command = command
        self.program = program
        self.limits = limits
        start = now
        output = StreamCapture(
            descriptor: started.output, path: command.streamsPath.map { "\($0).stdout" },
            limits: limits, mask: command.mask)
        error = StreamCapture(
            descriptor: started.error, path: command.streamsPath.map { "\($0).stderr" },
            limits: limits, mask: command.mask)
        process = started.process
        unheardUntil = now.advanced(by: limits.unheard)
        deadline = [timeoutAt, unheardUntil].compactMap(\.self).min()
    }

    /// Whether its pipes are to be watched from now on; says so once.
    func beginsToBeHeard(at now: Instant) -> Bool {
        guard let unheardUntil, leaderHasEnded || now >= unheardUntil else { return false }
        self.unheardUntil = nil
        return true
    }

    /// Whether the leader is gone; others of its group may not be.
    var leaderHasEnded: Bool { status != nil }

    func readOutput(into buffer: inout [UInt8]) -> Int { output.read(into: &buffer) }
    func readError(into buffer: inout [UInt8]) -> Int { error.read(into: &buffer) }
    func takeMaskedOutput() -> [UInt8]? { output.takeMasked() }
    func takeMaskedError() -> [UInt8]? { error.takeMasked() }

    /// Asks it to end, and kills it after the grace.
    ///
    /// A second time, or in a hurry: kills it.
    func cancel(at now: Instant, inHurry: Bool) {
        // What has ended by itself was not ended by us, even if nobody has looked yet.
        guard status == nil, process.ending(reaping: false) == nil else { return }
        if inHurry || wasSignalled {
            kill(now)
        } else {
            process.signalGroup(SIGTERM)
            // One that is stopped could not obey.
            process.signalGroup(SIGCONT)
            killAt = now.advanced(by: command.grace ?? limits.grace)
        }
        wasSignalled = true
        plan(now)
    }

    /// Kills it, and waits for no more than its leader's death.
    func abandon() {
        process.signalGroup(SIGKILL)
        if status == nil { process.reap(within: .milliseconds(100)) }
    }

    /// Takes note of how the leader has ended, whose number is free for others afterwards.
    func takeStatus(at now: Instant) {
        guard status == nil else { return }
        status = process.ending(reaping: true)
        if status != nil { leftoverUntil = now.advanced(by: limits.leftover) }
    }

    /// Looks at everything once more; true when all of it has ended.
    func advance(at now: Instant) -> Bool {
        let hasEnded = status == nil ? advanceRunning(now) : advanceEnding(now)
        if !hasEnded { plan(now) }
        return hasEnded
    }

    /// How it ended; the captured streams are handed over.
    func ending(at now: Instant) -> ShellEnding {
        output.close()
        error.close()
        let captured = output.finish()
        let result = Self.result(of: command, status, captured, limits)
        return ShellEnding(
            status: status ?? .killed(signal: Int(SIGKILL)), program: program, output: captured,
            error: error.finish(), result: result, isTimedOut: isTimedOut,
            wasSignalled: wasSignalled, leftProcessesBehind: leftProcessesBehind,
            hasSurvivors: hasSurvivors,
            elapsed: start.duration(to: now))
    }

    private var timeoutAt: Instant? { command.timeout.map { start.advanced(by: $0) } }

    private func advanceRunning(_ now: Instant) -> Bool {
        if let timeoutAt, now >= timeoutAt, !isTimedOut {
            let isBusy = !wasSignalled
            if isBusy { cancel(at: now, inHurry: false) }
            // Not if it ended of itself before anyone looked.
            isTimedOut = isBusy && wasSignalled
        }
        if let killAt, now >= killAt, killedAt == nil { kill(now) }
        hasSurvivors = isPatienceOver(now)
        return hasSurvivors
    }

    private func advanceEnding(_ now: Instant) -> Bool {
        groupLives = groupLives && process.groupLives
        signalRelatives()
        guard groupLives || !relatives.isEmpty else {
            return !output.isOpen && !error.isOpen || leftoverUntil.map { now >= $0 } ?? true
        }
        if killedAt == nil, let limit = killAt ?? leftoverUntil, now >= limit {
            leftProcessesBehind = !wasSignalled
            kill(now)
        }
        hasSurvivors = isPatienceOver(now)
        return hasSurvivors
    }

    /// What left the group hears of the end only after the leader, which may itself be ending what
    /// it started, as another `saga` does.
    private func signalRelatives() {
        if killedAt != nil {
            for process in relatives { Glibc.kill(process, SIGKILL) }
        } else if wasSignalled, !relativesKnow {
            for process in relatives {
                Glibc.kill(process, SIGTERM)
                Glibc.kill(process, SIGCONT)
                relativesKnow = true
            }
        }
    }

    private func kill(_ now: Instant) {
        process.signalGroup(SIGKILL)
        for process in relatives { Glibc.kill(process, SIGKILL) }
        killedAt = now
        checkPause = .milliseconds(1)
    }

    private func isPatienceOver(_ now: Instant) -> Bool {
        killedAt.map { now >= $0.advanced(by: limits.patience) } ?? false
    }

    /// A group tells nobody when it ends, so while one is waited for it is looked at, ever less
    /// often; everything else has its time.
    private func plan(_ now: Instant) {
        var times: [Instant] = []
        if let unheardUntil { times.append(unheardUntil) }
        if status == nil {
            if !isTimedOut, !wasSignalled, let timeoutAt { times.append(timeoutAt) }
        } else if groupLives || !relatives.isEmpty {
            times.append(now.advanced(by: checkPause))
            checkPause = min(checkPause * 2, .milliseconds(50))
        }
        if killedAt == nil {
            if let killAt { times.append(killAt) }
        } else if let killedAt {
            times.append(killedAt.advanced(by: limits.patience))
        }
        if let leftoverUntil, leftoverUntil > now { times.append(leftoverUntil) }
        deadline = times.min()
    }
}
