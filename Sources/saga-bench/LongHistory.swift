import Glibc

/// An execution with a long journal, whose `saga` was killed by its own last task.
struct LongHistory {
    let execution = "history"
    /// A copy of the journal, for the reference to read.
    let copy: String
    /// Lines of the journal.
    let records: Int
    /// Takes from the journal what a resume has added to it.
    let restore: () throws(BenchmarkError) -> Void

    init(workspace: Workspace, turns: Int) throws(BenchmarkError) {
        let (process, alive) = (workspace.path("process"), workspace.path("alive"))
        let lastTask = """
              - Done:
                  Run: '[ ! -e \(alive) ] || { rm \(alive); kill -KILL "$(cat \(process))"; }'

            """
        try workspace.write(
            Definitions.loop(turns: turns, then: lastTask), to: "history.saga.yaml")
        try workspace.write("", to: "alive")
        let run = workspace.saga(
            "run", workspace.path("history.saga.yaml"), "--name", execution, status: 128 + SIGKILL)
        let child = try run.start(output: "/dev/null")
        try workspace.write("\(child)\n", to: "process")
        _ = try run.end(of: child)

        let journal = workspace.path("store/executions/\(execution)/journal.jsonl")
        let copy = workspace.path("journal-copy")
        _ = try Command(["cp", journal, copy]).run()
        self.copy = copy
        let lines = try workspace.output(of: Command(["wc", "-l", copy]))
        records = lines.split(separator: " ").first.flatMap { Int($0) } ?? 0

        var status = stat()
        guard unsafe stat(journal, &status) == 0 else { throw BenchmarkError("no \(journal)") }
        let size = status.st_size
        restore = { () throws(BenchmarkError) in
            guard unsafe truncate(journal, size) == 0 else {
                throw BenchmarkError("cannot cut \(journal)")
            }
        }
    }
}
