import SagaTesting
import Testing

/// The workflows that the repository shows, killed in the middle: they end as they do undisturbed.
@Suite struct WorkflowTests {
    private static let folder = TextFile.folder("../../workflows")
    private static let limit = (TestSetting.number("SAGA_KILLS") ?? 14) / 2

    /// The command in the head of each workflow that needs no server.
    private static let commands: [String] = TextFile.names(in: folder).compactMap { name in
        guard name.hasSuffix(".saga.yaml"), let text = try? TextFile.text("\(folder)/\(name)"),
            !text.contains("$PAY")
        else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("# $ saga run ") }
        return line.map { String($0.dropFirst(4)) }
    }

    @Test(.enabled(if: Stage.has("strace")), arguments: commands)
    func `a workflow that is killed ends as an undisturbed one`(command: String) throws {
        let stage = try Stage()
        // What stands in for something of this machine is said again, as a person would.
        let bindings = command.matches(of: /--(workflow|bucket|task) \S+/)
            .map { String($0.output.0) }.joined(separator: " ")
        let calm = try outcome(stage, "exec \(command) --name x", first: true)
        var cycles = 0
        var same = 0
        for call in ["write", "fdatasync"] {
            for number in 1...Self.limit {
                _ = try outcome(stage, "true", first: true)
                let kill =
                    "strace -qq -o /dev/null -e trace=\(call) "
                    + "-e inject=\(call):signal=KILL:when=\(number)"
                guard try stage.run("cd w; exec \(kill) \(command) --name x") == 137 else { break }
                cycles += 1
                var ended = try outcome(stage, "exec saga resume x \(bindings)", first: false)
                if ended.status == 66 {
                    ended = try outcome(stage, "exec \(command) --name x", first: false)
                }
                // It had been rolled back when it was killed.
                if ended.status == 64, calm.status == 2 { ended = calm }
                if ended == calm { same += 1 }
                #expect(ended == calm, "\(call) \(number): \(stage.said)")
            }
        }
        print("kill: \(command.split(separator: " ")[2]): \(cycles) cycles, \(same) the same end")
    }

    private struct Outcome: Equatable {
        let status: Int32
        let output: String
    }

    private func outcome(_ stage: Stage, _ command: String, first: Bool) throws -> Outcome {
        if first { _ = try stage.run("rm -rf store w; cp -a \(Self.folder) w") }
        let status = try stage.run("cd w\n\(command)")
        let output = try TextFile.text("\(stage.folder)/.out")
        // Keys differ from run to run, and what is made of them; an attempt in doubt counts too.
        let steady = output.replacing(/[0-9a-f]{8}(-[0-9a-f-]{27})?/, with: "KEY")
            .replacing(/attempt \d/, with: "attempt N")
        // A failure rolls back what is in doubt, where a calm one may find nothing to undo.
        return Outcome(status: status == 1 ? 2 : status, output: steady)
    }
}
