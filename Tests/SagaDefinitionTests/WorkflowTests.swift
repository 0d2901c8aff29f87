import SagaDefinition
import SagaExpression
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// What a definition without errors becomes.
@Suite struct WorkflowTests {
    @Test func `a list runs from entry to entry and ends with the last`() throws {
        let workflow = try workflow(
            """
            States:
              - A: {Type: Pass}
              - Undo: {Run: [date]}
              - B: {Run: [date], Compensate: Undo}
              - C: {Type: Wait, Seconds: 1}
            """)
        let root = workflow[GraphID.root]
        #expect(root.start == workflow.state(named: "A"))
        #expect(root.members.map { workflow[$0].name } == ["A", "Undo", "B", "C"])
        #expect(workflow.goes("A") == "B")
        #expect(workflow.goes("B") == "C")
        #expect(workflow.goes("C") == "end")
    }

    @Test func `a list's state may go elsewhere, and a Choice goes only where it says`() throws {
        let workflow = try workflow(
            """
            States:
              - A: {Type: Pass, Next: C}
              - B: {Type: Pass, End: true}
              - C:
                  Type: Choice
                  Choices: [{Variable: $.x, IsPresent: true, Next: B}]
                  Default: A
            """)
        #expect(workflow.goes("A") == "C")
        #expect(workflow.goes("B") == "end")
        #expect(workflow.goes("C") == nil)
    }

    @Test func `graphs stand in the order of their nesting and know their owner`() throws {
        let workflow = try workflow(
            """
            States:
              - P:
                  Type: Parallel
                  Branches:
                    - States: [A: {Type: Pass}]
                    - States:
                        - M:
                            Type: Map
                            ItemProcessor: {States: [B: {Type: Pass}]}
              - C: {Type: Pass}
            """)
        #expect(workflow.graphs.map { $0.owner.map { workflow[$0].name } } == [nil, "P", "P", "M"])
        #expect(workflow.states.map(\.id.index) == Array(workflow.states.indices))
        for state in workflow.states {
            #expect(workflow[state.graph].members[state.position] == state.id)
        }
        guard case .parallel(let parallel) = try workflow.kind("P"),
            case .map(let map) = try workflow.kind("M")
        else { throw Unexpected() }
        #expect(parallel.branches == [GraphID(1), GraphID(2)])
        #expect(map.processor == GraphID(3))
    }

    @Test func `defaults are for commands and requests, inner over outer`() throws {
        let workflow = try workflow(
            """
            Defaults:
              TimeoutSeconds: 7
              Env: {A: outer, B: outer}
              OnInterrupt: Ask
              Retry: [{ErrorEquals: [Exit.1]}]
              Compensate: None
            States:
              - P:
                  Type: Parallel
                  Branches:
                    - Defaults: {TimeoutSeconds: 8, Env: {B: inner}}
                      States:
                        - Run: {Run: [date], Env: {C: own}}
                        - Own: {Run: [date], TimeoutSeconds: 9, Retry: [], OnInterrupt: Fail}
              - Foreign: {Resource: "arn:aws:lambda:us-east-1:1:function:f"}
            """)
        #expect(
            try workflow.arguments("Run", input: .null)
                == ["Argv": ["date"], "Env": ["A": "outer", "B": "inner", "C": "own"]])
        #expect(try workflow.timeout("Run") == 8)
        #expect(try workflow.state("Run").retriers.map(\.errors) == [["Exit.1"]])
        #expect(try workflow.task("Run").onInterrupt == .ask)
        guard case .none = try workflow.state("Run").compensation else { throw Unexpected() }
        #expect(try workflow.timeout("Own") == 9)
        #expect(try workflow.state("Own").retriers.isEmpty)
        #expect(try workflow.task("Own").onInterrupt == .fail)
        #expect(try workflow.timeout("Foreign") == nil)
        #expect(try workflow.state("Foreign").retriers.isEmpty)
        #expect(try workflow.task("Foreign").onInterrupt == .rerun)
        guard case .unsaid = try workflow.state("Foreign").compensation else { throw Unexpected() }
    }

    @Test(arguments: [
        ("{Run: [date]}", 300), ("{Http: {Method: GET, ApiEndpoint: 'https://a.test'}}", 300),
        ("{Resource: 'arn:aws:states:::http:invoke', Parameters: {}}", 60),
        ("{Resource: 'arn:aws:states:::sqs:sendMessage'}", nil),
        ("{Run: [date], TimeoutSeconds: 5}", 5),
    ])
    func `an attempt has a limit where the language gives none`(body: String, limit: Int?) throws {
        #expect(try workflow("States:\n  - A: \(body)\n").timeout("A") == limit)
    }

    @Test func `a compensation takes over its step's surroundings but not its retries`() throws {
        let workflow = try workflow(
            """
            Defaults: {Env: {A: d}, PassEnv: [D], Retry: [{ErrorEquals: [Exit.1]}]}
            States:
              - Step:
                  Run: {Script: do, Shell: [bash, -u], Dir: work}
                  Env: {B: step, "C.$": $.c}
                  PassEnv: [S_*]
                  Secrets: [KEY]
                  Compensate:
                    When: Attempted
                    OnFailure: Continue
                    Run: undo
                    Env: {B: undo}
                    Alternate: {Run: [undo], TimeoutSeconds: 4, Retry: []}
            """)
        guard case .handler(let undo) = try workflow.state("Step").compensation,
            case .run(let spec) = undo.primary.body.kind
        else { throw Unexpected() }
        #expect(undo.when == .attempted)
        #expect(undo.onFailure == .continue)
        #expect(spec.shell == ["bash", "-u"])
        #expect(undo.primary.body.passEnv == ["S_*"])
        #expect(undo.primary.body.secrets == ["KEY"])
        #expect(undo.primary.retriers.map(\.maxAttempts) == [4])
        let scope = EvaluationScope(input: ["c": 3])
        let arguments = try undo.primary.body.arguments?.evaluate(in: scope, field: "Run")
        #expect(
            arguments == ["Script": "undo", "Dir": "work", "Env": ["A": "d", "B": "undo", "C": 3]])
        #expect(undo.alternate?.retriers.isEmpty == true)
        guard case .constant(4)? = undo.alternate?.timeout else { throw Unexpected() }
    }

    @Test func `an argument is a constant or one expression`() throws {
        let workflow = try workflow(
            """
            States:
              - A: {Run: [echo, $, $.x, "$$.Execution.Name", "States.MathAdd($.x, 1)", $y, 5, true]}
            """)
        let scope = EvaluationScope(
            input: ["x": 1], context: ["Execution": ["Name": "n"]])
        let arguments = try workflow.task("A").body.arguments?.evaluate(in: scope, field: "Run")
        #expect(arguments == ["Argv": ["echo", ["x": 1], 1, "n", 2, "$y", "5", "true"]])
    }

    @Test func `options of a command are read`() throws {
        let workflow = try workflow(
            """
            States:
              - A:
                  Run:
                    Argv.$: $.words
                    Dir.$: $.dir
                    Stdin: {a.$: $.dir}
                    Parse: Lines
                    Errors: {3: Mine, "4": Other}
                    NoEffect: [5, 6]
                  Token: true
                  TimeoutSeconds: 60
            """)
        guard case .run(let spec) = try workflow.task("A").body.kind else { throw Unexpected() }
        #expect(spec.shell == nil)
        #expect(spec.parse == .lines)
        #expect(spec.errors == [3: "Mine", 4: "Other"])
        #expect(spec.noEffect == [5, 6])
        #expect(spec.isCallback)
        #expect(
            try workflow.arguments("A", input: ["words": ["ls"], "dir": "/tmp"])
                == ["Argv": ["ls"], "Dir": "/tmp", "Stdin": ["a": "/tmp"]])
    }

    @Test func `a request's arguments are those of the service, without what is saga's own`() throws
    {
        let workflow = try workflow(
            """
            States:
              - A:
                  Http:
                    Method: GET
                    ApiEndpoint.$: $.url
                    QueryParameters: {q: [1, 2]}
                    NoEffect: [404]
            """)
        guard case .http(let spec) = try workflow.task("A").body.kind else { throw Unexpected() }
        #expect(spec.noEffect == [404])
        #expect(
            try workflow.arguments("A", input: ["url": "u"])
                == ["Method": "GET", "ApiEndpoint": "u", "QueryParameters": ["q": [1, 2]]])
    }

    @Test func `paths may be null, and null is not the same as missing`() throws {
        let workflow = try workflow(
            """
            States:
              - A: {Type: Pass, InputPath: null, ResultPath: null, OutputPath: $.x}
              - B: {Type: Pass}
            """)
        guard case .jsonPath(let a) = try workflow.state("A").flow,
            case .jsonPath(let b) = try workflow.state("B").flow
        else { throw Unexpected() }
        guard case .nothing = a.inputPath, case .path = a.outputPath, a.resultPath == nil else {
            throw Unexpected()
        }
        guard case .whole = b.inputPath, b.resultPath?.text == "$" else { throw Unexpected() }
    }

    @Test(arguments: [
        ("{Type: Pass, Parameters: {a.$: $.x}}", false),
        ("{Type: Pass, Parameters: {a.$: $$.State.Name}}", true),
        ("{Type: Wait, SecondsPath: $$.Execution.Input.s}", true),
        ("{Run: [echo, 'States.Format(''{}'', $$.State.Name)']}", true),
        ("{Type: Pass, QueryLanguage: JSONata, Output: '{% $states.input %}'}", false),
        ("{Type: Pass, QueryLanguage: JSONata, Output: '{% $states.context.State %}'}", true),
        ("{Type: Pass, QueryLanguage: JSONata, Output: '{% $lookup($states, \"x\") %}'}", true),
        ("{Run: [date], Compensate: {Run: [echo, $$.Task.IdempotencyKey]}}", true),
    ])
    func `a state knows whether it reads the context`(state: String, reads: Bool) throws {
        #expect(try workflow("States:\n  - A: \(state)\n").state("A").readsContext == reads)
    }

    @Test func `a catcher goes back to nothing, to everything or to a save-point`() throws {
        let workflow = try workflow(
            """
            States:
              - A: {Run: [date], SavePoint: here, MaxRewinds: 1, Compensate: None}
              - B:
                  Run: [date]
                  Compensate: None
                  Catch:
                    - {ErrorEquals: [Exit.1], Next: C}
                    - {ErrorEquals: [Exit.2], Next: C, Compensate: All, ResultPath: null}
                    - {ErrorEquals: [States.ALL], Next: C, Compensate: here}
                  End: true
              - C: {Type: Succeed}
            """)
        let catchers = try workflow.state("B").catchers
        let start = try #require(workflow.state(named: "A"))
        #expect(catchers.map(\.compensate) == [.none, .all, .savePoint(start)])
        #expect(catchers.map(\.namesResultPath) == [false, true, false])
        #expect(catchers[1].resultPath == nil)
        #expect(try workflow.state("A").savePoint?.maxRewinds == 1)
    }

    @Test func `names that Swift holds for equal are two states`() throws {
        let workflow = try workflow(
            "States:\n  - Caf\u{e9}: {Type: Pass}\n  - Cafe\u{301}: {Type: Pass}\n")
        #expect(workflow.state(named: "Caf\u{e9}") == StateID(0))
        #expect(workflow.state(named: "Cafe\u{301}") == StateID(1))
    }

    @Test func `what YAML shares by an anchor is read for each use`() throws {
        let workflow = try workflow(
            """
            Defaults: {Compensate: None}
            States:
              - A: {Run: [date], Retry: &often [{ErrorEquals: [Exit.1], MaxAttempts: 9}]}
              - B: {Run: [date], Retry: *often}
            """)
        #expect(try workflow.state("B").retriers.map(\.maxAttempts) == [9])
    }

    @Test(arguments: [
        ("{Ref: Charge}", "${Charge}"), ("{'Fn::GetAtt': [Charge, Arn]}", "${Charge.Arn}"),
        ("{'Fn::GetAtt': Charge.Arn}", "${Charge.Arn}"), ("{'Fn::Sub': '${Charge}'}", "${Charge}"),
    ])
    func `a reference of a template is a resource to be filled in`(
        written: String, meant: String
    ) throws {
        let workflow = try workflow(
            "States: [A: {Resource: \(written), Parameters: {}, Compensate: None}]")
        guard case .resource(let spec) = try workflow.task("A").body.kind else {
            throw Unexpected()
        }
        #expect(spec.resource == meant)
    }

    @Test(arguments: [
        "{Ref: [A]}", "{'Fn::GetAtt': [A]}", "{'Fn::GetAtt': [A, 1]}", "{Ref: A, Other: B}",
        "{Name: A}", "{}",
    ])
    func `another map is no resource`(written: String) {
        let source = Source("States: [A: {Resource: \(written)}]", name: "test.saga.yaml")
        let codes = WorkflowReader().read(source).findings.map(\.code)
        #expect(codes.contains(.wrongType))
    }
}

private struct Unexpected: Error {}

private func workflow(_ text: String) throws -> Workflow {
    let source = Source(text, name: "test.saga.yaml")
    let definition = WorkflowReader().read(source)
    #expect(definition.findings.map { $0.text(in: source) } == [])
    return try #require(definition.workflow)
}

extension Workflow {
    fileprivate func state(_ name: String) throws -> State {
        self[try #require(state(named: name))]
    }

    fileprivate func kind(_ name: String) throws -> State.Kind { try state(name).kind }

    fileprivate func task(_ name: String) throws -> TaskState {
        guard case .task(let task) = try kind(name) else { throw Unexpected() }
        return task
    }

    fileprivate func timeout(_ name: String) throws -> Int? {
        guard case .constant(let seconds)? = try task(name).timeout else { return nil }
        return seconds
    }

    /// The name of the state that follows, or `end`; nil for a state that decides itself.
    fileprivate func goes(_ name: String) -> String? {
        guard let id = state(named: name) else { return nil }
        switch self[id].transition {
        case .next(let next): return self[next].name
        case .end: return "end"
        case nil: return nil
        }
    }

    fileprivate func arguments(_ name: String, input: Value) throws -> Value? {
        try task(name).body.arguments?.evaluate(in: EvaluationScope(input: input), field: "Run")
    }
}
