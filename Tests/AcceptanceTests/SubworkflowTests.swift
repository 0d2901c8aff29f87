import Glibc
import SagaTesting
import Testing

/// Executions that start executions: whichever of the processes dies, all of it ends as it should.
@Suite struct SubworkflowTests {
    /// Starts a parent whose child's task waits at the gate, and returns when it does.
    private func begin(_ stage: Stage, _ name: String = "gated-family") throws -> pid_t {
        _ = try stage.run("mkfifo ready gate")
        let run = "exec saga run \(name).saga.yaml --name x -i '{\"how\": \"plain\"}'"
        let saga = try stage.start(run)
        _ = try stage.output("read -r word <ready; echo $word")
        return saga
    }

    /// The ids of the executions that are no parent.
    private func children(_ stage: Stage) throws -> [String] {
        try stage.output("ls store/executions | grep -v '^x$'").split(separator: "\n").map(
            String.init)
    }

    private func standing(_ stage: Stage, _ id: String) throws -> String {
        let text = try stage.output("saga inspect \(id) --format jsonl")
        let status = text.firstMatch(of: /"status":"(\w+)"/)?.1 ?? ""
        let compensation = text.firstMatch(of: /"compensation":"(\w+)"/)?.1 ?? ""
        return "\(status) \(compensation)"
    }

    @Test func `a child that only waits lets its parent rest, and says what for`() throws {
        let stage = try Stage()
        _ = try stage.run(
            """
            echo 'States: [{Ask: {Run: "echo $SAGA_TASK_TOKEN >token", Token: true}}]' \
              >ask.saga.yaml
            echo 'States: [{S: {Resource: "saga:workflow", Parameters: {File: ask.saga.yaml}}}]' \
              >parent.saga.yaml
            """)
        let run = "exec saga run parent.saga.yaml --name x --until-waiting"
        #expect(try stage.run(run) == 4, "\(stage.said)")
        #expect(stage.said.contains("stands still with its sub-workflow"))
        #expect(!stage.said.contains("outcome is unknown"))
        let child = try #require(try children(stage).first)
        let shown = try stage.output("saga inspect x")
        #expect(shown.contains("stands still with its sub-workflow \(child)"))
        #expect(!shown.contains("--skip"))
        #expect(try stage.output("saga list --stuck -q") == "")
        for word in ["--skip S", "--resolve S=5"] {
            #expect(try stage.run("exec saga resume x \(word) --reason why") == 64)
            #expect(stage.said.contains("`S` stands still with its sub-workflow \(child)"))
        }
        #expect(try stage.run("exec saga resume x --until-waiting") == 4, "\(stage.said)")
        #expect(try stage.run("exec saga send $(cat token) --success 5") == 0, "\(stage.said)")
        #expect(try stage.output("exec saga resume x") == "5", "\(stage.said)")
    }

    /// Every process of the family dies at its own nth call, and again when it comes back.
    @Test(
        .enabled(if: Stage.has("strace")),
        arguments: ["fdatasync", "linkat", "fsync", "epoll_pwait"])
    func `killed anywhere, parent and children come to one end`(call: String) throws {
        var kills = 0
        var repeated = 0
        for number in 1...(TestSetting.number("SAGA_KILLS") ?? 14) {
            let stage = try Stage()
            let run = "saga run family.saga.yaml --name x"
            let kill =
                "strace -f -qq -o trace -e trace=\(call) "
                + "-e inject=\(call):signal=KILL:when=\(number)"
            var status = try stage.run("exec \(kill) \(run)")
            let count = Int(try stage.output("grep -c 'killed by SIGKILL' trace")) ?? 0
            kills += count
            if status != 2 { status = try stage.run("exec saga resume x") }
            if status == 66 { status = try stage.run("exec \(run)") }
            let ledger = try stage.ledger()
            let place = "\(call) \(number)"
            // Its last records had been written when it was killed.
            #expect([2, 64].contains(status), "\(place): \(status) \(stage.said)")
            #expect(try standing(stage, "x") == "FAILED SUCCEEDED", "\(place)")
            #expect(Set(ledger.done) == ["A", "B", "G", "C", "D"], "\(place)")
            #expect(ledger.done.count == 5, "\(place)")
            #expect(ledger.undone == ["C", "G", "B", "A"], "\(place)")
            #expect(ledger.violations == [], "\(place)")
            #expect(ledger.repeats <= count, "\(place)")
            repeated += ledger.repeats
            if count == 0 { break }
        }
        print("kill: family at \(call): \(kills) processes killed, \(repeated) effects repeated")
    }

    @Test func `a signal suspends parent and child, and a resume goes on with both`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        kill(saga, SIGINT)
        #expect(try stage.wait(for: saga) == 130, stage.why)
        let child = try #require(try children(stage).first)
        #expect(try standing(stage, child) == "SUSPENDED NONE")
        #expect(try stage.run("exec saga resume x") == 0, stage.why)
        #expect(try children(stage) == [child])
        #expect(try stage.ledger().done == ["First", "A", "Gate", "B"])
        #expect(try stage.ledger().repeats == 0)
    }

    @Test func `a child that is killed alone is resumed by its parent`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        let child = try #require(try children(stage).first)
        _ = try stage.run("kill -9 $(pgrep -f 'child run \(child)')")
        #expect(try stage.wait(for: saga) == 0, stage.why)
        #expect(try children(stage) == [child])
        let ledger = try stage.ledger()
        #expect(ledger.done == ["First", "A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `a child that is lost with its supervisor is resumed by its parent`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        let child = try #require(try children(stage).first)
        let process = Int32(try stage.output("pgrep -f 'child [r]un \(child)'"))
        kill(try #require(process.flatMap(Stage.parent)), SIGKILL)
        #expect(try stage.wait(for: saga) == 0, stage.why)
        #expect(try children(stage) == [child])
        let ledger = try stage.ledger()
        #expect(ledger.done == ["First", "A", "Gate", "B"] && ledger.repeats == 0)
        #expect(stage.survivors() == [])
    }

    @Test func `a child that is killed at its work and at its undo comes to its end`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run killed-family.saga.yaml --name x") == 2, stage.why)
        let ledger = try stage.ledger()
        #expect(Set(ledger.done) == ["A", "B", "C", "D"] && ledger.done.count == 4)
        #expect(ledger.undone == ["C", "B", "A"])
        #expect(ledger.violations == [] && ledger.repeats <= 2)
    }

    @Test func `what a child did is kept with its parent, and a resume goes on from there`() throws
    {
        let stage = try Stage()
        let run = "exec saga run kept-family.saga.yaml --no-rollback --name x"
        #expect(try stage.run(run) == 3, stage.why)
        let child = try #require(try children(stage).first)
        #expect(try standing(stage, child) == "FAILED PENDING")
        #expect(try stage.run("touch mended; exec saga resume x") == 0, stage.why)
        #expect(try children(stage) == [child])
        let ledger = try stage.ledger()
        #expect(ledger.done == ["A", "B", "C"] && ledger.repeats == 0 && ledger.undone == [])
    }

    @Test func `a child that asks for a word has its parent wait`() throws {
        let stage = try Stage()
        let saga = try begin(stage, "asking-family")
        kill(saga, SIGINT)
        #expect(try stage.wait(for: saga) == 130, stage.why)
        #expect(try stage.run("exec saga resume x") == 4, stage.why)
        let child = try #require(try children(stage).first)
        #expect(try stage.run("exec saga resume \(child) --resolve 'Gate=7'") == 0, stage.why)
        #expect(try stage.run("exec saga resume x") == 0, stage.why)
        #expect(try stage.ledger().done == ["First", "B"])
    }

    @Test func `a child that goes on when its parent was killed is stopped, then resumed`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        kill(saga, SIGKILL)
        _ = try stage.wait(for: saga)
        let child = try #require(try children(stage).first)
        #expect(try stage.run("exec saga resume x") == 0, stage.why)
        #expect(try children(stage) == [child])
        let ledger = try stage.ledger()
        #expect(ledger.done == ["First", "A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `an abort of the parent rolls the running child back first`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        #expect(try stage.run("exec saga abort x --reason enough") == 0, stage.why)
        #expect(try stage.wait(for: saga) == 2)
        let child = try #require(try children(stage).first)
        #expect(try standing(stage, child) == "ABORTED SUCCEEDED")
        #expect(try stage.ledger().undone == ["Gate", "A", "First"])
    }

    @Test func `a child that somebody stops suspends its parent`() throws {
        let stage = try Stage()
        let saga = try begin(stage)
        let child = try #require(try children(stage).first)
        _ = try stage.run("kill -TERM $(pgrep -f 'child run \(child)')")
        #expect(try stage.wait(for: saga) == 4, stage.why)
        #expect(try stage.run("exec saga resume \(child)") == 0, stage.why)
        #expect(try stage.run("exec saga resume x") == 0, stage.why)
        let ledger = try stage.ledger()
        #expect(ledger.done == ["First", "A", "Gate", "B"] && ledger.repeats == 0)
    }

    @Test func `a child whose time has run out is rolled back with its parent`() throws {
        let stage = try Stage()
        let run =
            "mkfifo gate; exec saga run impatient.saga.yaml --name x -i '{\"how\": \"plain\"}'"
        #expect(try stage.run(run) == 2, stage.why)
        let ledger = try stage.ledger()
        #expect(Set(ledger.done).isSubset(of: ledger.undone))
        #expect(ledger.undone.last == "First" && ledger.violations == [])
        // On a slow machine it may not even have begun.
        for child in try children(stage) {
            #expect(try standing(stage, child).hasPrefix("ABORTED"))
        }
    }

    @Test func `a child that answers by token is another one with each attempt`() throws {
        let stage = try Stage()
        let run = "exec saga run answered-family.saga.yaml --name x"
        #expect(try stage.output(run) == "\"well\"", stage.why)
        #expect(try children(stage).count == 2)
        #expect(try stage.run("exec saga undo x") == 0, stage.why)
        let ledger = try stage.ledger()
        #expect(ledger.done == ["G", "G"] && ledger.undone == ["G", "G"])
    }

    @Test func `a stuck child makes its parent stuck, and a resume mends both`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run stuck-family.saga.yaml --name x") == 3)
        let child = try #require(try children(stage).first)
        #expect(try standing(stage, child) == "SUCCEEDED STUCK")
        #expect(try standing(stage, "x") == "FAILED STUCK")
        #expect(try stage.ledger().undone == [])
        #expect(try stage.run("exec saga resume x") == 3)
        #expect(try stage.run("touch mended; exec saga resume x") == 2, stage.why)
        #expect(try standing(stage, child) == "SUCCEEDED SUCCEEDED")
        #expect(try stage.ledger().undone == ["C", "B", "A"])
    }

    @Test func `an execution that succeeded is undone with all its children`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run child.saga.yaml --name x") == 0, stage.why)
        #expect(try stage.run("exec saga undo x") == 0, stage.why)
        #expect(try stage.ledger().undone == ["C", "G", "B"])
        let child = try #require(try children(stage).first)
        #expect(try standing(stage, child) == "SUCCEEDED SUCCEEDED")
    }

    @Test func `a child that is not awaited is undone all the same`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run started.saga.yaml --name x") == 0, stage.why)
        #expect(try stage.run("exec saga undo x") == 0, stage.why)
        let standing = try standing(stage, "off")
        let ledger = try stage.ledger()
        // It had ended, or was stopped on its way.
        #expect(["SUCCEEDED SUCCEEDED", "ABORTED SUCCEEDED", "ABORTED NONE"].contains(standing))
        #expect(ledger.done == ledger.undone, "\(standing)")
    }

    @Test func `a name that somebody has is refused, and theirs is left alone`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run grandchild.saga.yaml --name taken") == 0)
        #expect(try stage.run("exec saga run named-family.saga.yaml --name x") == 1)
        #expect(stage.said.contains("StepFunctions.ExecutionAlreadyExistsException"))
        #expect(try standing(stage, "taken") == "SUCCEEDED NONE")
        #expect(try stage.ledger().undone == [])
    }

    @Test func `workflows that start themselves end at the limit`() throws {
        let stage = try Stage()
        #expect(try stage.run("exec saga run walk.saga.yaml --name x") == 1)
        #expect(stage.said.contains("SAGA5020"), stage.why)
        #expect(try children(stage).count == 16)
    }
}

extension Stage {
    /// What the latest script said, beside an expectation of how it ends.
    fileprivate var why: Comment { "\(said)" }
}
