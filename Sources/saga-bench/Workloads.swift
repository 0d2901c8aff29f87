/// The table of workloads.
///
/// Each has its limit in C, or in the least Swift program, beside it.
struct Workloads {
    let workspace: Workspace
    /// The port of the loopback server.
    let port: String
    /// A Python that has the package `jsonata-rs`; without it W9 has no reference.
    let python: String?

    var all: [Candidate] {
        [
            Candidate("W1", validate),
            Candidate("W2", pureStates),
            Candidate("W3a", machineAlone),
            Candidate("W3b", loop),
            Candidate("W3c", durableSteps),
            Candidate("W4") { () throws(BenchmarkError) in
                try tasks("script", "Run: 'true'", ["sh", "-e", "-c", "true"])
            },
            Candidate("W4") { () throws(BenchmarkError) in
                try tasks("argv", "Run: ['true']", ["true"])
            },
            Candidate("W5", map),
            Candidate("W6", requests),
            Candidate("W7", resume),
            Candidate("W9", queries),
            Candidate("map", pureMap),
            Candidate("parallel", pureParallel),
        ]
    }

    private func validate() throws(BenchmarkError) -> Workload {
        try workspace.write(Definitions.tenPureStates, to: "ten.saga.yaml")
        return Workload(
            "W1", "validate ten states", unit: "whole process", repeats: 20, reach: .ratio(1.9),
            subject: workspace.saga("validate", file("ten")), reference: hello)
    }

    private func pureStates() throws(BenchmarkError) -> Workload {
        try workspace.write(Definitions.tenPureStates, to: "ten.saga.yaml")
        return Workload(
            "W2", "run ten pure states", unit: "whole process", repeats: 20,
            reach: .ratioBesideFlushes(2),
            subject: workspace.saga("run", file("ten")), reference: hello)
    }

    private func machineAlone() throws(BenchmarkError) -> Workload {
        let turns = 500_000
        let text = Definitions.loop(turns: turns, then: "  - Done: {Type: Succeed}\n")
        try workspace.write(text, to: "machine.saga.yaml")
        let own = Command([workspace.programs + "saga-bench", "machine-alone", file("machine")])
        return Workload(
            "W3a", "loop, the machine alone", unit: "each", units: 2 * turns,
            reach: .perSecond(2_000_000), subject: own, reference: nil)
    }

    private func loop() throws(BenchmarkError) -> Workload {
        let turns = 150_000
        let text = Definitions.loop(turns: turns, then: "  - Done: {Type: Succeed}\n")
        try workspace.write(text, to: "loop.saga.yaml")
        return Workload(
            "W3b", "loop, every transition in the log", unit: "each", units: 2 * turns,
            reach: .perSecond(600_000), subject: workspace.saga("run", file("loop")),
            reference: workspace.reference("together", workspace.path("log"), "\(2 * turns)"))
    }

    private func durableSteps() throws(BenchmarkError) -> Workload {
        let (count, store) = (5_000, workspace.path("steps"))
        try workspace.write(Definitions.tasks(count, "Run: ['true']"), to: "steps.saga.yaml")
        let own = [workspace.programs + "saga-bench", "durable-steps", file("steps"), store]
        return Workload(
            "W3c", "a flush a step, no task", unit: "each", units: count, reach: .ratio(1.11),
            subject: Command(own),
            reference: workspace.reference("append", workspace.path("log"), "\(count)"),
            prepare: { () throws(BenchmarkError) in _ = try Command(["rm", "-rf", store]).run() })
    }

    private func tasks(
        _ form: String, _ body: String, _ command: [String]
    ) throws(BenchmarkError) -> Workload {
        let count = 1_000
        try workspace.write(Definitions.tasks(count, body), to: form + ".saga.yaml")
        let spawn = workspace.reference("spawn", workspace.path("log"), "\(count)").arguments
        return Workload(
            "W4", "1,000 tasks `true`, \(form)", unit: "each", units: count, reach: .ratio(1.05),
            subject: workspace.saga("run", file(form)), reference: Command(spawn + command))
    }

    private func map() throws(BenchmarkError) -> Workload {
        let (count, atOnce) = (1_000, 40)
        let text = Definitions.map(over: count, atOnce: atOnce, "Run: ['true']")
        try workspace.write(text, to: "map.saga.yaml")
        return Workload(
            "W5", "1,000 tasks `true`, 40 at once", unit: "each", units: count,
            reach: .ratio(1.05), subject: workspace.saga("run", file("map")),
            reference: workspace.reference(
                "group", workspace.path("log"), "\(count)", "\(atOnce)", "true"))
    }

    private func requests() throws(BenchmarkError) -> Workload {
        let count = 1_000
        let url = "http://127.0.0.1:\(port)/v1/charges"
        let body =
            "Http: {Method: POST, ApiEndpoint: '\(url)', "
            + "RequestBody: {amount: 3900, card: '4242'}}, ResultPath: null, Compensate: None"
        try workspace.write(Definitions.tasks(count, body), to: "requests.saga.yaml")
        return Workload(
            "W6", "1,000 requests", unit: "each", units: count, reach: .ratio(1.2),
            subject: workspace.saga("run", file("requests")),
            reference: workspace.reference("post", workspace.path("log"), "\(count)", url))
    }

    /// An execution that died in its last task, with a long history before it.
    private func resume() throws(BenchmarkError) -> Workload {
        let history = try LongHistory(workspace: workspace, turns: 25_000)
        return Workload(
            "W7", "resume after \(history.records / 1_000)k records", unit: "whole process",
            reach: .ratio(2.5), subject: workspace.saga("resume", history.execution),
            reference: workspace.reference("scan", history.copy, workspace.path("log"), "true"),
            prepare: history.restore)
    }

    /// Three records an item: started, left, ended.
    private func pureMap() throws(BenchmarkError) -> Workload {
        let count = 10_000
        try workspace.write(Definitions.pureMap(over: count), to: "pure-map.saga.yaml")
        return Workload(
            "map", "Map over 10,000 Pass items", unit: "each", units: count,
            reach: .perSecond(50_000), subject: workspace.saga("run", file("pure-map")),
            reference: workspace.reference("together", workspace.path("log"), "\(3 * count)"))
    }

    /// Reading the definition is part of it: every branch has a state of its own.
    private func pureParallel() throws(BenchmarkError) -> Workload {
        let count = 1_000
        try workspace.write(Definitions.pureParallel(of: count), to: "pure-parallel.saga.yaml")
        return Workload(
            "parallel", "Parallel of 1,000 branches", unit: "each", units: count,
            reach: .perSecond(10_000), subject: workspace.saga("run", file("pure-parallel")),
            reference: workspace.reference("together", workspace.path("log"), "\(3 * count)"))
    }

    private func queries() throws(BenchmarkError) -> Workload {
        let times = 500
        try workspace.write(Queries.text, to: "queries.json")
        try workspace.write(Queries.reference, to: "queries.py")
        let (data, script) = (workspace.path("queries.json"), workspace.path("queries.py"))
        return Workload(
            "W9", "12 JSONata expressions, compiled once", unit: "each",
            units: times * Queries.expressions.count, reach: .ratio(1),
            subject: Command([workspace.programs + "saga-bench", "queries", data, "\(times)"]),
            reference: python.map { Command([$0, script, data, "\(times)"]) })
    }

    /// The floor of a whole process: a Swift program that only prints.
    private var hello: Command { Command([workspace.programs + "saga-bench-hello"]) }

    private func file(_ name: String) -> String { workspace.path(name + ".saga.yaml") }
}
