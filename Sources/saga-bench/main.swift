// Times `saga` on the workloads that it promises to be fast at, each in turns with its limit in C.
//
//   saga-bench [--rounds 5] [--only W1,W4]
//   saga-bench machine-alone FILE          what the first does for W3a, in a process of its own
//   saga-bench durable-steps FILE STORE    the same for W3c
//   saga-bench queries FILE TIMES          the same for W9, whose reference needs --python
import Glibc

/// The word after an option, if it is given.
private func option(_ name: String) -> String? {
    let words = CommandLine.arguments
    return words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
}

/// Prints a line at once: a measurement takes its time, and `print` would keep what a pipe reads.
private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    unsafe bytes.withUnsafeBytes { _ = unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

private func measure(in workspace: Workspace) throws(BenchmarkError) {
    let rounds = option("--rounds").flatMap { Int($0) } ?? 5
    let only = option("--only")?.split(separator: ",").map(String.init)
    let server = try workspace.reference("serve", workspace.path("port")).start(output: "/dev/null")
    defer { kill(server, SIGKILL) }
    var port = ""
    while port.isEmpty { port = String(workspace.read("port").prefix { $0 != "\n" }) }

    let python = option("--python").flatMap { unsafe access($0, X_OK) == 0 ? $0 : nil }
    let measurement = try Measurement(workspace: workspace, rounds: max(rounds, 1))
    say(Report.heading)
    for candidate in Workloads(workspace: workspace, port: port, python: python).all
    where only?.contains(candidate.name) ?? true {
        let workload = try candidate.make()
        say(Report.line(workload, try measurement.result(of: workload)))
    }
}

private func benchmark() -> Int32 {
    do throws(BenchmarkError) {
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "machine-alone" {
            try MachineAlone.run(try readText(CommandLine.arguments[2]))
            return 0
        }
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "durable-steps" {
            try DurableSteps.run(
                try readText(CommandLine.arguments[2]), store: CommandLine.arguments[3])
            return 0
        }
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "queries" {
            try Queries.run(
                try readText(CommandLine.arguments[2]), times: Int(CommandLine.arguments[3]) ?? 1)
            return 0
        }
        let workspace = try Workspace()
        defer { workspace.remove() }
        try measure(in: workspace)
        return 0
    } catch {
        say("saga-bench: \(error)")
        return 1
    }
}

exit(benchmark())
