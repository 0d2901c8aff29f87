package import SagaValue

/// The codes of the runtime's own faults.
package enum RuntimeCode: String, Coded {
    case systemCallFailed = "SAGA5001"
    case httpLibraryMissing = "SAGA5002"
    case workflowsTooDeep = "SAGA5020"

    package var code: String { rawValue }

    package var explanation: Explanation {
        switch self {
        case .systemCallFailed:
            Explanation(
                title: "the system refused a call that running needs",
                meaning: "The loop that waits for tasks could not be set up or could not go on. "
                    + "What had been decided is on disk, and running tasks were ended.",
                remedy: "The message names the call. Too many open files: raise `ulimit -n`. "
                    + "Then `saga resume` the execution.")
        case .httpLibraryMissing:
            Explanation(
                title: "libcurl is missing",
                meaning: "HTTP tasks use the system's libcurl, which is opened when the first of "
                    + "them starts. It could not be found, or is older than 7.85. Nothing was "
                    + "sent, and the execution can be resumed.",
                example: "saga run order.saga.yaml",
                remedy: "Install it (Debian and Ubuntu: `apt install libcurl4`, Fedora: "
                    + "`dnf install libcurl`, Alpine: `apk add libcurl`), then `saga resume` the "
                    + "execution. `saga doctor` says whether it is found.")
        case .workflowsTooDeep:
            Explanation(
                title: "workflows are nested more than \(Limits.workflowDepth) deep",
                meaning: "A workflow started another one, which started another one, and so on. "
                    + "Most often one starts itself and nothing ever ends that. The task that "
                    + "would have started the next one failed with `Saga.NotStarted`; nothing of "
                    + "it has begun.",
                example: "saga run walk.saga.yaml",
                remedy: "End the recursion by a Choice, or repeat the work by a loop or a Map.")
        }
    }

    /// The status with which the program ends: the constants of BSD's sysexits.
    package var exitStatus: Int32 {
        switch self {
        case .systemCallFailed: 74
        case .httpLibraryMissing: 78
        case .workflowsTooDeep: 1
        }
    }
}
