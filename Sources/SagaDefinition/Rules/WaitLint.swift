import SagaSource
import SagaValue

/// Warns of tasks that wait for somebody's answer for as long as it takes.
enum WaitLint {
    private static let bounds = [
        "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath",
    ]

    /// - Parameter defaults: What `Defaults` say for each graph, which is for `Run` alone.
    static func check(_ reading: Reading, defaults: [Defaults]) {
        // A workflow with a time of its own ends the waiting too.
        if reading.outline.graphs.first?.part["TimeoutSeconds"] != nil { return }
        for graph in reading.outline.graphs {
            for member in graph.members {
                guard let (key, what) = wait(member.part),
                    bounds.allSatisfy({ member.part[$0] == nil }),
                    key != "Token" || defaults[graph.id.index].timeoutSeconds == nil,
                    let place = member.part[key]
                else { continue }
                reading.report(
                    .waitsForever, "`\(member.name)` waits for \(what) without a limit", at: place,
                    label: "add `TimeoutSeconds` or `HeartbeatSeconds`",
                    notes: ["an answer that never comes would hold the execution for ever"])
            }
        }
    }

    private static func wait(_ state: Part) -> (key: String, what: String)? {
        if state["Token"]?.scalar?.bool == true, state["Run"] != nil { return ("Token", "`send`") }
        guard let resource = state["Resource"]?.string else { return nil }
        if resource.hasSuffix(".waitForTaskToken") { return ("Resource", "an answer") }
        let isActivity = resource.hasPrefix("arn:") && resource.contains(":activity:")
        return isActivity ? ("Resource", "a worker") : nil
    }
}
