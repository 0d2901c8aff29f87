package import SagaValue

/// The codes of the runtime's own faults.
package enum RuntimeCode: String, Coded {
    case systemCallFailed = "SAGA5001"
    case httpLibraryMissing = "SAGA5002"
    case workflowsTooDeep = "SAGA5020"
    case noSupervisor = "SAGA5040"
    case supervisorsLost = "SAGA5041"
    case foreignSupervisor = "SAGA5042"

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
        case .noSupervisor:
            Explanation(
                title: "the supervisor of commands could not be started",
                meaning: "Commands are run by a second process of `saga`, which ends them should "
                    + "the first be killed. The system did not let it start. Nothing was run; the "
                    + "execution can be resumed.",
                remedy: "The message names the call. Too many processes or open files: raise "
                    + "`ulimit -u` or `ulimit -n`. Then `saga resume` the execution.")
        case .supervisorsLost:
            Explanation(
                title: "one supervisor of commands after the other was killed",
                meaning: "The process that runs commands was ended several times from outside, "
                    + "each time before any of them had ended: by a command that kills its parent, "
                    + "say, or for lack of memory. What ran was ended, and its outcome is unknown.",
                remedy: "Find out who kills it (the kernel's log tells of a lack of memory), then "
                    + "`saga resume` the execution.")
        case .foreignSupervisor:
            Explanation(
                title: "a task still runs under a supervisor of another version",
                meaning: "A task was allowed to outlive its `saga`, and still runs. The program "
                    + "was replaced since, and this version cannot talk to the old supervisor. "
                    + "Nothing was changed.",
                example: "saga resume order-7",
                remedy: "Wait until the task has ended, or end it; then resume. How it ended is "
                    + "kept.")
        }
    }

    /// The status with which the program ends: the constants of BSD's sysexits.
    package var exitStatus: Int32 {
        switch self {
        case .systemCallFailed, .noSupervisor, .supervisorsLost: 74
        case .foreignSupervisor: 75
        case .httpLibraryMissing: 78
        case .workflowsTooDeep: 1
        }
    }
}
