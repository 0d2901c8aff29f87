import CSystem
import Glibc
import SagaJournal

/// A command on the streams and in the process group of this process, awaited.
struct WrappedCommand {
    private let program: ProgramFile
    private let arguments: [String]

    enum Ending: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
        case notStarted(String)

        /// The status that a shell would give.
        var status: Int32 {
            switch self {
            case .exited(let code): code
            case .killed(let signal): 128 + signal
            case .notStarted: 127
            }
        }
    }

    /// - Parameter arguments: The first names the program, as it would for a task.
    init(
        _ arguments: [String], path: String?, directory: String
    ) throws(ProgramSearch.NotFound) {
        program = try ProgramSearch.find(arguments.first ?? "", path: path, directory: directory)
        self.arguments = arguments
    }

    func run(output: Descriptor) -> Ending {
        var words: [UInt8] = []
        for argument in arguments {
            words += argument.utf8
            words.append(0)
        }
        var end = csystem_exit()
        let failure = unsafe program.path.withCString { path in
            unsafe words.withUnsafeBytes { words in
                unsafe csystem_wrap(
                    path, words.baseAddress?.assumingMemoryBound(to: CChar.self),
                    arguments.count, output.number, &end)
            }
        }
        guard failure == 0 else {
            return .notStarted("`\(program.path)`: \(describe(failure))")
        }
        return end.by_signal != 0 ? .killed(signal: Int32(end.code)) : .exited(Int32(end.code))
    }
}
