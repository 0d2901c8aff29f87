import Foundation
import SagaJournal
import SagaValue
import Synchronization
import Testing

@Suite struct LockTests {
    private let folder = TemporaryFolder()

    @Test func `an execution that is owned cannot be owned twice`() throws {
        let owner = try folder.store.createOne(1)
        let fault = #expect(throws: JournalFault.self) { try folder.store.owned(patience: 1) }
        #expect(fault?.code == .owned)
        #expect(fault?.exitStatus == 75)
        #expect(owner.isFlushed)
    }

    @Test(.timeLimit(.minutes(1))) func `the lock goes with its owner`() throws {
        do { _ = try folder.store.createOne(1) }
        // Children of other tests inherit the lock for as long as they take to start.
        while try folder.store.isOwned(.one) { sched_yield() }
        let (owner, _) = try folder.store.owned()
        let isOwned = try withExtendedLifetime(owner) { try folder.store.isOwned(.one) }
        #expect(isOwned)
    }

    @Test func `asking who owns an execution does not get in an owner's way`() throws {
        do { _ = try folder.store.createOne(1) }
        for _ in 0..<50 {
            _ = try folder.store.isOwned(.one)
            _ = try folder.store.owned(patience: 2)
        }
    }

    @Test func `of sixteen that want an execution at once one gets it`() throws {
        for _ in 0..<5 {
            let folder = TemporaryFolder(isInMemory: true)
            do { _ = try folder.store.createOne(1) }
            let path = folder.store.path
            let crowd = Crowd(16)
            crowd.run {
                do throws(JournalFault) {
                    let journal = try Store(path: path).own(.one, at: { _ in .noon }) { _ in }
                    crowd.winners.add(1, ordering: .sequentiallyConsistent)
                    // Holds the lock until all the others have been refused.
                    crowd.waitForLosers()
                    #expect(!journal.isFlushed)
                } catch {
                    #expect(error.code == .owned)
                    crowd.losers.add(1, ordering: .sequentiallyConsistent)
                }
            }
            #expect(crowd.winners.load(ordering: .sequentiallyConsistent) == 1)
        }
    }

    @Test func `of sixteen that create one name at once one does`() throws {
        for _ in 0..<5 {
            let folder = TemporaryFolder(isInMemory: true)
            let path = folder.store.path
            let crowd = Crowd(16)
            crowd.run {
                do throws(JournalFault) {
                    let journal = try Store(path: path).create(.one, at: .noon, version: "1")
                    try journal.flush()
                    crowd.winners.add(1, ordering: .sequentiallyConsistent)
                } catch { #expect(error.code == .executionTaken) }
            }
            #expect(crowd.winners.load(ordering: .sequentiallyConsistent) == 1)
            #expect(try folder.store.lines().map(\.kind) == ["created", "lease"])
        }
    }

    @Test func `another process is refused while this one owns the execution`() async throws {
        let owner = try folder.store.createOne(1)
        let path = folder.store.path
        await #expect(processExitsWith: .exitCode(75)) { [path = path as String] in
            do throws(JournalFault) {
                _ = try Store(path: path).own(.one, at: { _ in .noon }) { _ in }
            } catch { exit(error.exitStatus) }
        }
        #expect(owner.isFlushed)
    }

    @Test func `the lock of a killed process is free, and what it flushed is there`() async throws {
        let path = folder.store.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let journal = try Store(path: path).createOne(3)
            journal.add(kind: "stateExited", at: .noon) { _ in }
            kill(getpid(), SIGKILL)
        }
        let (_, lines) = try folder.store.owned()
        #expect(lines.count == 5)
    }

    @Test func `a copy of a journal is not gone on with unless that is asked for`() throws {
        do { _ = try folder.store.createOne(1) }
        let bytes = try folder.read(folder.journalPath)
        try FileManager.default.moveItem(
            atPath: folder.executionPath, toPath: folder.path + "/original")
        try FileManager.default.createDirectory(
            atPath: folder.executionPath, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        try folder.write(folder.journalPath, bytes)
        let fault = #expect(throws: JournalFault.self) { try folder.store.owned() }
        #expect(fault?.code == .copied)
        #expect(try folder.read(folder.journalPath) == bytes)
        let (_, lines) = try folder.store.owned(permissions: .init(takeover: true))
        #expect(lines.count == 3)
    }
}

/// Threads that do the same at once.
private final class Crowd: Sendable {
    let winners = Atomic(0)
    let losers = Atomic(0)
    private let size: Int

    init(_ size: Int) { self.size = size }

    /// Runs `body` on every thread, and returns when all have ended.
    func run(_ body: @escaping @Sendable () -> Void) {
        let group = DispatchGroup()
        for _ in 0..<size {
            group.enter()
            Thread.detachNewThread {
                body()
                group.leave()
            }
        }
        group.wait()
    }

    /// Waits until all but one have lost, or a second one has won.
    func waitForLosers() {
        while losers.load(ordering: .sequentiallyConsistent) < size - 1,
            winners.load(ordering: .sequentiallyConsistent) == 1
        { sched_yield() }
    }
}
