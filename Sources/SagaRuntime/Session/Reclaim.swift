import CSystem
import Glibc
import SagaJournal
import SagaMachine
import SagaValue

/// What commands of an earlier owner have become.
struct Reclaimed {
    /// How attempts ended that the journal tells no end of.
    var endings: [(attempt: AttemptID, ending: ShellEnding)] = []
    /// Attempts that still run, by the numbers that their supervisor knows them by.
    var running: [AttemptID: TaskID] = [:]
    /// Who runs them.
    var supervisor: MessageStream?
}

/// Finds out what commands of an earlier owner have become, and ends what must not go on.
///
/// A supervisor is the one that knows. Where it is gone as well, whatever holds the lock that
/// commands inherit, or carries their marker, is ended; of such attempts nothing is known.
struct Reclaim {
    let lock: AttemptLock
    let files: TaskFiles
    let endings: EndingFiles

    /// - Parameters:
    ///   - unfinished: The attempts that the journal tells no end of.
    ///   - mayGoOn: Whether those that still run, and were allowed to, need not be ended.
    /// - Returns: Attempts that it does not name are in doubt; nothing of theirs runs.
    /// - Throws: `SAGA5042` where they run under a supervisor of another version; `SAGA4020`,
    ///   `SAGA4021` and the faults of the disk.
    func settle(_ unfinished: [AttemptID], mayGoOn: Bool) throws(RuntimeFault) -> Reclaimed {
        var reclaimed = Reclaimed()
        let isFree: Bool
        var supervisor: MessageStream?
        do throws(JournalFault) {
            isFree = try lock.tryToAcquire()
            if !isFree { supervisor = try find() }
        } catch { throw .journal(error) }
        if let supervisor {
            try talk(to: supervisor, unfinished, mayGoOn: mayGoOn, &reclaimed)
        }
        do throws(JournalFault) {
            let isAdopted = reclaimed.supervisor != nil
            // A process can have closed the lock, and still carry the marker.
            if !isAdopted, !isFree || !unfinished.isEmpty {
                try LeftProcesses(lock: lock, files: files, subworkflow: ChildSettings.verb).end()
            }
            for attempt in unfinished where reclaimed.running[attempt] == nil {
                guard let bytes = try endings.ending(of: attempt.fileName) else { continue }
                reclaimed.endings.append((attempt, try ending(bytes, attempt)))
            }
            try endings.clear(except: Set(unfinished.map(\.fileName)))
        } catch { throw .journal(error) }
        return reclaimed
    }

    /// The supervisor that lives; nil where there is none, or none that can be reached.
    ///
    /// It notices the end of its orchestrator in its own time, so it is waited for a little.
    private func find() throws(JournalFault) -> MessageStream? {
        for _ in 0..<Self.looks {
            let connection = endings.folder.withDescriptor { folder in
                unsafe csystem_connect(folder, Supervisor.socketName)
            }
            if connection >= 0 { return MessageStream(descriptor: connection) }
            if try lock.tryToAcquire() { return nil }
            poll(nil, 0, 20)
        }
        return nil
    }

    /// Adopts what a supervisor runs, or waits until it has ended it.
    private func talk(
        to supervisor: MessageStream, _ unfinished: [AttemptID], mayGoOn: Bool,
        _ reclaimed: inout Reclaimed
    ) throws(RuntimeFault) {
        guard let presence = Self.presence(of: supervisor) else { return }
        guard presence.survives, mayGoOn else {
            // One that ends its commands already does so in peace.
            if presence.survives { supervisor.send(SupervisorOrder.end(inHurry: false).bytes) }
            supervisor.awaitEnd(milliseconds: Self.endMilliseconds)
            return
        }
        guard presence.version == SupervisorPresence.currentVersion else {
            throw .foreignSupervisor
        }
        var unknown = presence.running
        for attempt in unfinished {
            reclaimed.running[attempt] = unknown.removeValue(forKey: attempt.fileName)
        }
        // Of what the journal does not know, nobody would ever ask.
        for task in unknown.values {
            supervisor.send(SupervisorOrder.cancel(task, inHurry: false).bytes)
        }
        reclaimed.supervisor = supervisor
    }

    /// What a supervisor says of itself; nil where it does not say it in time, or has just gone.
    private static func presence(of supervisor: MessageStream) -> SupervisorPresence? {
        guard let bytes = supervisor.awaitMessage(milliseconds: Limits.killMilliseconds),
            case .present(let presence)? = try? SupervisorReport(bytes)
        else { return nil }
        return presence
    }

    private func ending(
        _ bytes: [UInt8], _ attempt: AttemptID
    ) throws(JournalFault) -> ShellEnding {
        var message = MessageReader(bytes[...])
        do throws(MessageReader.Malformed) { return try ShellEnding(&message) } catch {
            throw endings.damaged(attempt.fileName)
        }
    }

    private static let looks = 50
    /// Grace, and what does not even die of KILL.
    private static let endMilliseconds =
        Limits.graceSeconds * 1000 + 2 * Limits.killMilliseconds
}
