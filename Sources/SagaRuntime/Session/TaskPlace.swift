import SagaDefinition
import SagaJournal
import SagaMachine

/// Where an execution's commands leave their files, and the lock that they inherit.
///
/// A workflow without commands needs neither.
struct TaskPlace {
    let folder: Folder
    let files: TaskFiles?
    let lock: AttemptLock?

    init(_ folder: Folder, _ workflow: Workflow) throws(JournalFault) {
        self.folder = folder
        files = workflow.hasCommands ? try TaskFiles(folder) : nil
        lock = workflow.hasCommands ? try AttemptLock(folder) : nil
    }

    var filesPath: String { files?.path ?? folder.path }

    /// Settles what commands of an earlier owner have become.
    ///
    /// - Parameters:
    ///   - unfinished: The attempts that the journal tells no end of.
    ///   - mayGoOn: Whether those that still run, and were allowed to, need not be ended.
    func reclaim(
        _ unfinished: [AttemptID], mayGoOn: Bool
    ) throws(RuntimeFault) -> Reclaimed {
        guard let files, let lock else { return Reclaimed() }
        let endings: EndingFiles
        do throws(JournalFault) { endings = try EndingFiles(folder) } catch {
            throw .journal(error)
        }
        return try Reclaim(lock: lock, files: files, endings: endings)
            .settle(unfinished, mayGoOn: mayGoOn)
    }

    /// Takes the lock; nobody else has it any more.
    func acquire() throws(RuntimeFault) {
        do throws(JournalFault) { try lock?.acquire() } catch { throw .journal(error) }
    }

    /// Where commands are supervised; nil where they are not, or there are none.
    func supervision(_ program: String?, survives: Bool) -> Supervision.Place? {
        guard let program, let lock, let files else { return nil }
        return Supervision.Place(program: program, lock: lock, files: files, survives: survives)
    }

    /// Removes what told of endings that are in the journal now.
    func forget(_ left: Reclaimed) throws(RuntimeFault) {
        guard !left.endings.isEmpty else { return }
        do throws(JournalFault) {
            let files = try EndingFiles(folder)
            for (attempt, _) in left.endings { try files.remove(attempt.fileName) }
        } catch { throw .journal(error) }
    }
}

extension AttemptID {
    /// What the files of an attempt begin with.
    var fileName: String { "\(visit).\(direction.rawValue).\(number)" }
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
