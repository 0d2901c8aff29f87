extension TaskPool {
    /// Starts a command, whose number must not be that of a running task.
    package func start(_ command: ShellCommand, as task: TaskID) {
        precondition(!isRunning(task), "the task \(task) is running")
        if let supervision {
            start(command, as: task, under: supervision)
            return
        }
        do throws(ChildProcess.Refusal) {
            let program = try find(command)
            do throws(ChildProcess.Refusal) {
                try launch(command, program, task, .now)
            } catch {
                refuse(task, error, program)
            }
        } catch {
            refuse(task, error, nil)
        }
    }

    /// Reads what a command has printed; a pipe that hung up is read to its end.
    func readShell(_ task: TaskID, _ stream: StreamName, isGone: Bool) {
        guard let shell = shells[task] else { return }
        while read(shell, task, stream) > 0, isGone {}
        if !(stream == .output ? shell.output.isOpen : shell.error.isOpen) {
            advanceShell(task, at: .now, processEnded: false)
        }
    }

    /// Reads once; how much there was.
    private func read(_ shell: ShellTask, _ task: TaskID, _ stream: StreamName) -> Int {
        let count =
            stream == .output
            ? shell.readOutput(into: &readBuffer) : shell.readError(into: &readBuffer)
        if observer != nil {
            let masked = stream == .output ? shell.takeMaskedOutput() : shell.takeMaskedError()
            show(masked.map { $0[...] } ?? readBuffer[..<count], of: task, stream)
        }
        return count
    }

    /// Lets a command go on ending; gathers its ending when that is complete.
    func advanceShell(_ task: TaskID, at now: Instant, processEnded: Bool) {
        guard let shell = shells[task] else { return }
        // Reaped first: with no child left there is no orphan to look for.
        if processEnded { shell.takeStatus(at: now) }
        if shell.beginsToBeHeard(at: now) { hear(shell, task) }
        if adoptsOrphans, shell.leaderHasEnded { shell.relatives = relatives(of: shell) }
        guard shell.advance(at: now) else {
            deadlines.set(shell.deadline, for: task)
            return
        }
        deadlines.set(nil, for: task)
        shells[task] = nil
        showLast(task)
        arrivals.append(.shell(task, shell.ending(at: now)))
    }

    /// Reads what a command has printed so far, and watches its pipes unless that was all.
    private func hear(_ shell: ShellTask, _ task: TaskID) {
        for stream in [StreamName.output, .error] {
            // Once for what is there, once more for the end behind it.
            if read(shell, task, stream) > 0 { _ = read(shell, task, stream) }
            do throws(RuntimeFault) {
                if stream == .output, shell.output.isOpen {
                    try watches.add(shell.output.descriptor, .output(task))
                } else if stream == .error, shell.error.isOpen {
                    try watches.add(shell.error.descriptor, .error(task))
                }
            } catch {
                fault = error
            }
        }
    }

    private func find(_ command: ShellCommand) throws(ChildProcess.Refusal) -> ProgramFile {
        do throws(ProgramSearch.NotFound) {
            return try ProgramSearch.find(
                command.arguments.first ?? "", path: command.environment["PATH"],
                directory: command.directory)
        } catch {
            throw ChildProcess.Refusal(errorNumber: error.errorNumber, reason: error.reason)
        }
    }

    private func launch(
        _ command: ShellCommand, _ program: ProgramFile, _ task: TaskID, _ now: Instant
    ) throws(ChildProcess.Refusal) {
        let started = try ShellStart(command, program: program, emptyInput: emptyInput)
        let shell = ShellTask(
            command, program: program, started: started, limits: shellLimits, now: now)
        shells[task] = shell
        deadlines.set(shell.deadline, for: task)
        do throws(RuntimeFault) {
            // Its end is told once, and would be readable for ever.
            try watches.add(shell.process.descriptor, .process(task), once: true)
        } catch {
            fault = error
        }
    }

    private func refuse(
        _ task: TaskID, _ refusal: ChildProcess.Refusal, _ program: ProgramFile?
    ) {
        let status = ShellEnding.Status.notStarted(
            errorNumber: refusal.errorNumber, reason: refusal.reason)
        arrivals.append(.shell(task, ShellEnding(status: status, program: program)))
    }

    private func show(_ chunk: ArraySlice<UInt8>, of task: TaskID, _ stream: StreamName) {
        var splitter = splitters.removeValue(forKey: task) ?? (LineSplitter(), LineSplitter())
        let lines =
            stream == .output ? splitter.output.lines(in: chunk) : splitter.error.lines(in: chunk)
        splitters[task] = splitter
        for line in lines { observer?(task, stream, line) }
    }

    private func showLast(_ task: TaskID) {
        guard var splitter = splitters.removeValue(forKey: task) else { return }
        if let line = splitter.output.last() { observer?(task, .output, line) }
        if let line = splitter.error.last() { observer?(task, .error, line) }
    }
}
