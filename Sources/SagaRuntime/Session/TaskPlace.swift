import Glibc
import SagaDefinition
import SagaJournal

/// Where an execution's commands leave their files, and the lock that they inherit.
///
/// A workflow without commands needs neither.
struct TaskPlace {
    let folder: Folder
    let filesPath: String
    let lock: AttemptLock?

    /// - Parameter takenOver: Whether commands of an earlier owner may still run: they are ended.
    init(_ folder: Folder, _ workflow: Workflow, takenOver: Bool) throws(JournalFault) {
        self.folder = folder
        guard workflow.hasCommands else {
            filesPath = folder.path
            lock = nil
            return
        }
        filesPath = try TaskFiles(folder).path
        let lock = try AttemptLock(folder)
        if takenOver { try Self.endHolders(of: lock) }
        try lock.acquire()
        self.lock = lock
    }

    /// Ends the process groups that still hold the lock: TERM, grace, KILL.
    ///
    /// They are looked for again and again, since a process may have forked between two looks.
    private static func endHolders(of lock: AttemptLock) throws(JournalFault) {
        var looks = 0
        while try !lock.tryToAcquire() {
            let isPatient = looks < graceLooks
            for holder in try lock.holders() {
                guard let group = holder.group, group > 1, group != Int(getpgrp()) else { continue }
                if !isPatient || looks == 0 {
                    kill(pid_t(-group), isPatient ? SIGTERM : SIGKILL)
                    // A process that stopped itself cannot hear TERM.
                    if isPatient { kill(pid_t(-group), SIGCONT) }
                }
            }
            looks += 1
            var pause = timespec(tv_sec: 0, tv_nsec: pauseNanoseconds)
            unsafe nanosleep(&pause, nil)
        }
    }

    private static let pauseNanoseconds = 20_000_000
    /// Ten seconds, in pauses.
    private static let graceLooks = 500
}

extension Workflow {
    /// Whether any task, forward or undo, is a command.
    fileprivate var hasCommands: Bool {
        states.contains { state in
            if case .task(let task) = state.kind, task.body.isCommand { return true }
            guard case .handler(let compensation) = state.compensation else { return false }
            return compensation.primary.body.isCommand
                || compensation.alternate?.body.isCommand == true
        }
    }
}

extension TaskBody {
    fileprivate var isCommand: Bool {
        switch kind {
        case .run, .resource, .workflow: true
        case .http: false
        }
    }
}
