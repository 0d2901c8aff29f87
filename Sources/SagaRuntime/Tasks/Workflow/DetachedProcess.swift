import Glibc

/// A process that nobody waits for: it outlives the task that asked for it, and this process.
enum DetachedProcess {
    /// Starts it, with its streams going nowhere: what it does stands in its journal.
    ///
    /// - Returns: Whether it began.
    static func start(_ command: ShellCommand) -> Bool {
        let nowhere = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nowhere >= 0 else { return false }
        defer { close(nowhere) }
        do throws(ChildProcess.Refusal) {
            let input = try ShellStart.input(command.input, nowhere)
            defer { if input != nowhere { close(input) } }
            let path = command.arguments.first ?? ""
            _ = try ChildProcess(
                command, program: ProgramFile(path: path, inode: 0),
                standard: (input, nowhere, nowhere))
            return true
        } catch { return false }
    }
}
