import SagaTesting

/// What still runs of a stage's processes; remains that nobody has collected do not count.
extension Stage {
    /// The processes that began with this stage's ledger in their environment, in words, and the
    /// one whose number stands in the file `stranger`, which has an environment of its own.
    ///
    /// - Parameter name: Only those of this name.
    func survivors(named name: String? = nil) -> [String] {
        let marker = Substring("LEDGER=\(folder)/ledger")
        let stranger = (try? TextFile.text("\(folder)/stranger")).flatMap { Int32($0.dropLast()) }
        let processes = TextFile.names(in: "/proc").compactMap { Int32($0) }
        return processes.compactMap { process in
            let environment = (try? TextFile.text("/proc/\(process)/environ")) ?? ""
            guard process == stranger || environment.split(separator: "\0").contains(marker),
                Self.isAlive(process)
            else { return nil }
            let word = (try? TextFile.text("/proc/\(process)/comm")) ?? "?"
            guard name == nil || word == "\(name ?? "")\n" else { return nil }
            return "\(process) \(word)"
        }
    }

    /// Those of them that do not end by themselves soon, as a supervisor does whose `saga` was
    /// killed.
    func lastingSurvivors() throws -> [String] {
        for process in survivors().compactMap({ $0.split(separator: " ").first }) {
            _ = try run("exec timeout 60 tail -s 0.05 --pid=\(process) -f /dev/null")
        }
        return survivors()
    }

    /// Whether a process runs.
    static func isAlive(_ process: Int32) -> Bool {
        guard let state = fields(of: process)?.first else { return false }
        return state != "Z" && state != "X"
    }

    static func parent(of process: Int32) -> Int32? {
        fields(of: process)?.dropFirst().first.flatMap { Int32($0) }
    }

    /// The lock that all tasks of an execution hold, and their supervisor.
    static func attemptLock(_ execution: String) -> String {
        "store/executions/\(execution)/attempts.lock"
    }

    /// What follows the name in `/proc/PID/stat`.
    private static func fields(of process: Int32) -> [Substring]? {
        guard let stat = try? TextFile.text("/proc/\(process)/stat"),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        return stat[end...].dropFirst(2).split(separator: " ")
    }
}
