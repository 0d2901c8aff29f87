import Glibc
import SagaValue

/// Commands that a supervisor runs: their endings arrive as those of any task.
extension TaskPool {
    /// Goes on with a supervisor that an earlier process left, and with what it runs.
    func adopt(_ stream: MessageStream, running: some Sequence<TaskID>) {
        supervision?.adopt(stream, running: running)
    }

    /// All is over and on disk: nobody has to keep anything.
    func leave() { supervision?.leave() }

    func start(_ command: ShellCommand, as task: TaskID, under supervision: Supervision) {
        do throws(RuntimeFault) {
            try supervision.start(command, as: task)
            let time = command.timeout.map { Instant.now.advanced(by: $0 + wholeGrace) }
            deadlines.set(time, for: task)
        } catch {
            fault = error
        }
    }

    func cancelSupervised(_ task: TaskID, inHurry: Bool, _ supervision: Supervision) {
        supervision.cancel(task, inHurry: inHurry)
        deadlines.set(Instant.now.advanced(by: wholeGrace), for: task)
    }

    /// Watches whichever supervisor there is now, for room as long as it has not taken all.
    func watchSupervisor(_ supervision: Supervision) throws(RuntimeFault) {
        guard let descriptor = supervision.descriptor else {
            watchedSupervisor = nil
            return
        }
        let forRoom = supervision.isBacklogged
        if let watched = watchedSupervisor, watched == (descriptor, forRoom) { return }
        try watches.change(descriptor, .supervisor, reading: true, writing: forRoom)
        watchedSupervisor = (descriptor, forRoom)
    }

    /// Takes what the supervisor tells.
    func meetSupervisor() {
        guard let supervision else { return }
        for report in supervision.receive() {
            switch report {
            case .ended(let task, let ending):
                deadlines.set(nil, for: task)
                arrivals.append(.shell(task, ending))
            case .printed(let task, let stream, let line): observer?(task, stream, line)
            case .present: break  // only of interest before it was adopted
            }
        }
        if supervision.isLost { loseSupervisor(supervision) }
    }

    /// The supervisor is gone, or so long silent that it must be stopped: what it ran is ended, and
    /// nobody knows how it did.
    func loseSupervisor(_ supervision: Supervision) {
        watchedSupervisor = nil
        do throws(RuntimeFault) {
            for task in try supervision.clearUp() {
                deadlines.set(nil, for: task)
                arrivals.append(.shell(task, ShellEnding(status: .lost)))
            }
        } catch {
            fault = error
        }
    }

    /// How long after its time a task may take to end, whatever it does.
    private var wholeGrace: Duration {
        shellLimits.grace + shellLimits.patience + .seconds(Limits.supervisorSeconds)
    }
}
