import CSystem
import Glibc

/// A process that was just started, and the ends of its pipes.
struct ShellStart: ~Copyable {
    let process: ChildProcess
    let output: Int32
    let error: Int32

    /// Starts the command with its input in a file in memory: whoever does not read it breaks no
    /// pipe, and however long it is nobody has to feed it.
    init(
        _ command: ShellCommand, program: ProgramFile, emptyInput: Int32
    ) throws(ChildProcess.Refusal) {
        if let file = command.outputFile { Self.remove(file) }
        let outputPipe = try Pipe()
        let errorPipe = try Pipe()
        let input = try Self.input(command.input, emptyInput)
        defer { if input != emptyInput { close(input) } }
        process = try ChildProcess(
            command, program: program, standard: (input, outputPipe.writing, errorPipe.writing))
        output = outputPipe.takeReading()
        error = errorPipe.takeReading()
    }

    /// Removes what stands under a name.
    ///
    /// Mostly nothing does, and a look costs less than an attempt, which takes the folder's lock.
    private static func remove(_ file: String) {
        var status = stat()
        if unsafe lstat(file, &status) == 0 { unsafe unlink(file) }
    }

    static func input(
        _ bytes: [UInt8], _ empty: Int32
    ) throws(ChildProcess.Refusal) -> Int32 {
        guard !bytes.isEmpty else { return empty }
        let file = unsafe csystem_memory_file(bytes, bytes.count)
        guard file >= 0 else {
            throw ChildProcess.Refusal(
                errorNumber: errno, reason: "no room for the input: \(describe(errno))")
        }
        return file
    }

    /// Both ends of a pipe, closed unless they are taken.
    private struct Pipe: ~Copyable {
        let reading: Int32
        let writing: Int32

        init() throws(ChildProcess.Refusal) {
            var ends: (Int32, Int32) = (-1, -1)
            let result = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
                unsafe csystem_pipe(bytes.baseAddress?.assumingMemoryBound(to: Int32.self))
            }
            guard result == 0 else {
                throw ChildProcess.Refusal(
                    errorNumber: errno, reason: "no pipe could be made: \(describe(errno))")
            }
            (reading, writing) = ends
        }

        deinit {
            close(reading)
            close(writing)
        }

        consuming func takeReading() -> Int32 {
            close(writing)
            let taken = reading
            discard self
            return taken
        }
    }
}
