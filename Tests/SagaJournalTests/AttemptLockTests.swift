import Glibc
import SagaJournal
import SagaValue
import Testing

@Suite struct AttemptLockTests {
    private let folder = TemporaryFolder(isInMemory: true)

    /// A child that inherits what it may, and ends when its standard input does.
    private final class Child {
        let pid: Int
        private var input: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(unsafe pipe(&ends) == 0)
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            var actions = unsafe posix_spawn_file_actions_t()
            unsafe posix_spawn_file_actions_init(&actions)
            unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
            var pid: pid_t = 0
            var arguments = unsafe [strdup("/bin/cat"), nil]
            try #require(unsafe posix_spawn(&pid, "/bin/cat", &actions, nil, &arguments, nil) == 0)
            unsafe free(arguments[0])
            unsafe posix_spawn_file_actions_destroy(&actions)
            close(ends[0])
            input = ends[1]
            self.pid = Int(pid)
        }

        /// Lets the child end, and returns when it has; its remains are left for `bury`.
        func end() {
            close(input)
            var information = unsafe siginfo_t()
            unsafe waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
        }

        func bury() { waitpid(pid_t(pid), nil, 0) }
    }

    @Test func `a child keeps the lock that its parent has let go`() throws {
        let execution = try folder.store.createOne(0).folder
        let child: Child
        do {
            let lock = try AttemptLock(execution)
            #expect(try lock.tryToAcquire())
            child = try Child()
        }
        let lock = try AttemptLock(execution)
        #expect(try lock.tryToAcquire() == false)
        #expect(try lock.holders().map(\.pid).contains(child.pid))
        child.end()
        // What is left of it until somebody asks for its end holds nothing.
        #expect(try !lock.holders().map(\.pid).contains(child.pid))
        #expect(ProcessIdentity(pid: child.pid) == nil)
        child.bury()
        try lock.acquire()
    }

    @Test func `a process is known by its start and not by its number alone`() throws {
        let own = ProcessIdentity.current()
        #expect(own.isAlive)
        #expect(ProcessIdentity(pid: own.pid) == own)
        let earlier = ProcessIdentity(
            bootID: own.bootID, pid: own.pid, startTime: own.startTime - 1)
        #expect(!earlier.isAlive)
        #expect(earlier.group == nil)
        #expect(own.group == Int(getpgrp()))
    }
}
