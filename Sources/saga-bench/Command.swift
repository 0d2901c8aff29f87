import Glibc

/// A program with its arguments, to be run and measured as a whole process.
struct Command {
    let arguments: [String]
    /// The status with which it has to end; a measurement of anything else would mean nothing.
    let expectedStatus: Int32

    init(_ arguments: [String], expectedStatus: Int32 = 0) {
        self.arguments = arguments
        self.expectedStatus = expectedStatus
    }

    /// What one run took, by the wall clock and in memory.
    struct Cost {
        let seconds: Double
        let peakBytes: Int
    }

    /// Runs the program to its end, its standard output into a file.
    func run(output: String = "/dev/null") throws(BenchmarkError) -> Cost {
        let start = monotonicSeconds()
        let child = try self.start(output: output)
        let peakBytes = try end(of: child)
        return Cost(seconds: monotonicSeconds() - start, peakBytes: peakBytes)
    }

    /// Waits for a child that was started; its peak of memory, in bytes.
    func end(of child: pid_t) throws(BenchmarkError) -> Int {
        var usage = rusage()
        let status = reap(child, &usage)
        guard status == expectedStatus else {
            throw BenchmarkError("exit \(status) of: \(arguments.joined(separator: " "))")
        }
        return usage.ru_maxrss * 1024
    }

    /// Starts the program and leaves it running.
    func start(output: String) throws(BenchmarkError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_APPEND
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o600)
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let error = unsafe posix_spawnp(&child, arguments[0], &actions, nil, &words, environ)
        guard error == 0 else { throw BenchmarkError("cannot start \(arguments[0])") }
        return child
    }

    /// Waits for a child; its exit status, or 128 and the number of the signal that ended it.
    private func reap(_ child: pid_t, _ usage: inout rusage) -> Int32 {
        var status: Int32 = 0
        while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}

/// Something that makes the whole benchmark void, in words.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The clock that nobody sets.
func monotonicSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
