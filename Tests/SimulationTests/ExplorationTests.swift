import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaTesting
import Testing

/// What an exploration tries: everything that `saga check` says it does.
@Suite struct ExplorationTests {
    private static let bounds = Bounds()

    private static let text = """
        TimeoutSeconds: 60
        States:
          - A: {Run: [a], Compensate: {Run: [undo-a]}}
          - B: {Run: [b], Compensate: None}
        """

    @Test func `a task fails, gives no answer, is cut off, and is too late`() throws {
        let skeleton = Skeleton(try MachineDriver.workflow(Self.text), items: 1)
        let first = Situation(skeleton, Self.bounds)
        #expect(
            Self.words(first, skeleton) == [
                "A succeeds",
                "A fails: Exit.1",
                "A gives no answer: States.Timeout; it took effect",
                "A gives no answer: States.Timeout; it had no effect",
                "A succeeds, and then an expression of the state fails",
                "saga is killed and resumed",
                "saga is killed and resumed; A had taken effect",
                "an operator aborts it",
                "the execution as a whole runs out of time",
            ])
    }

    @Test func `a compensation fails once, fails for good, and is cut off`() throws {
        let skeleton = Skeleton(try MachineDriver.workflow(Self.text), items: 1)
        var situation = Situation(skeleton, Self.bounds)
        for wanted in ["A succeeds", "B fails: Exit.1"] {
            let move = situation.moves(skeleton, Self.bounds)
                .first { Self.words($0, skeleton) == wanted }
            situation = situation.after(try #require(move), skeleton, Self.bounds)
        }
        #expect(
            Self.words(situation, skeleton) == [
                "A is undone",
                "A its undo fails: Exit.1",
                "A its undo fails, as often as it is tried: Exit.1",
                "saga is killed and resumed",
            ])
    }

    @Test func `a task that is tried again goes wrong once, and as often as it is tried`() throws {
        let workflow = try MachineDriver.workflow(
            "States: [{A: {Run: [a], Retry: [{ErrorEquals: [Busy]}], Compensate: None}}]")
        let skeleton = Skeleton(workflow, items: 1)
        let words = Self.words(Situation(skeleton, Self.bounds), skeleton)
        #expect(words.contains("A fails: Busy"))
        #expect(words.contains("A fails, as often as it is tried: Busy"))
        #expect(words.contains("A fails: Exit.1"))
    }

    @Test func `nothing more goes wrong than was asked for`() throws {
        let skeleton = Skeleton(try MachineDriver.workflow(Self.text), items: 1)
        let calm = Bounds(faults: 0)
        #expect(Self.words(Situation(skeleton, calm), skeleton, calm) == ["A succeeds"])
    }

    @Test func `every branch is entered, every rule is taken, and a loop as often as asked`() throws
    {
        let workflow = try MachineDriver.workflow(
            """
            States:
              - Both:
                  Type: Parallel
                  Branches: [{States: [{A: {Run: [a]}}]}, {States: [{B: {Run: [b]}}]}]
                  Compensate: None
              - Which:
                  Type: Choice
                  Choices: [{Variable: $.again, IsPresent: true, Next: Both}]
                  Default: Last
              - Last: {Run: [last], Compensate: None}
            """)
        let exploration = Exploration(workflow, Bounds(faults: 1, loops: 1))
        #expect(exploration.verdict == .proved)
        #expect(exploration.unreached == [])
        #expect(exploration.cut.map { workflow[$0].name } == ["Which"])
        let more = Exploration(workflow, Bounds(faults: 1, loops: 2))
        #expect(more.situations > exploration.situations)
    }

    @Test func `a task that only undoes others is not told as never reached`() throws {
        let workflow = try MachineDriver.workflow(
            """
            States:
              - A: {Run: [a], Compensate: Undo}
              - Which:
                  Type: Choice
                  Choices: [{Variable: $.more, IsPresent: true, Next: B}]
                  Default: End
              - B: {Run: [b], Compensate: Undo}
              - Undo: {Run: [undo]}
              - End: {Type: Succeed}
            """)
        #expect(Exploration(workflow, Self.bounds).unreached == [])
        let short = Exploration(workflow, Bounds(faults: 0, situations: 1))
        #expect(short.unreached.map { workflow[$0].name } == ["Which", "B"])
    }

    @Test func `ends are succeeded, undone, or visibly stuck, and told`() throws {
        let exploration = Exploration(try MachineDriver.workflow(Self.text), Self.bounds)
        #expect(exploration.verdict == .proved)
        #expect(
            Set(exploration.endings.keys) == [
                "SUCCEEDED/NONE", "FAILED/NONE", "FAILED/SUCCEEDED", "FAILED/STUCK",
                "ABORTED/SUCCEEDED", "ABORTED/STUCK", "TIMED_OUT/SUCCEEDED", "TIMED_OUT/STUCK",
            ])
    }

    /// A path that is found later is never shorter: the longer of two ways to the same problem.
    @Test func `the path that is shown is the shortest`() throws {
        let workflow = try MachineDriver.workflow(
            """
            States:
              - Long: {Run: [a], Compensate: None}
              - Which:
                  Type: Choice
                  Choices: [{Variable: $.far, IsPresent: true, Next: Far}]
                  Default: Pay
              - Far: {Run: [far], Compensate: None}
              - Pay: {Run: [pay]}
              - Ship: {Run: [ship], Compensate: None}
            """)
        let exploration = Exploration(workflow, Self.bounds)
        let problem = try #require(exploration.problems.first)
        let skeleton = Skeleton(workflow, items: 2)
        #expect(
            problem.path.map { Self.words($0, skeleton) } == [
                "Long succeeds", "Which goes to Pay",
                "Pay gives no answer: States.Timeout; it took effect",
            ])
    }

    private static func words(
        _ situation: Situation, _ skeleton: Skeleton, _ bounds: Bounds = bounds
    ) -> [String] {
        situation.moves(skeleton, bounds).map { words($0, skeleton) }
    }

    private static func words(_ move: Move, _ skeleton: Skeleton) -> String {
        let words = move.words(in: skeleton)
        return move.path.isEmpty ? words : "\(move.shortPath) \(words)"
    }
}
