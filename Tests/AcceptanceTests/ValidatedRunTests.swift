import SagaSource
import SagaTesting
import SagaValue
import Testing

/// A definition with one field damaged: what `validate` calls an error `run` refuses, with the same
/// findings, and nothing else.
@Suite struct ValidatedRunTests {
    /// One that does nothing, so that it may be run in whatever way it was damaged.
    private static let text = """
        TimeoutSeconds: 60
        Defaults: {TimeoutSeconds: 20, OnInterrupt: Fail, Env: {A: "1"}}
        States:
          - Look:
              Comment: nothing happens here
              Run: {Argv: ["true"], Parse: Text, Errors: {3: Full}, NoEffect: [4], Dir: "."}
              Env: {B: "2"}
              PassEnv: [HOME, X_*]
              SavePoint: start
              MaxRewinds: 1
              ResultPath: $.look
              Retry: [{ErrorEquals: [States.ALL], IntervalSeconds: 1, MaxAttempts: 0}]
              Catch: [{ErrorEquals: [Full], Compensate: start, ResultPath: null, Next: Done}]
              Compensate:
                Run: ["true"]
                When: Attempted
                OnFailure: Continue
                Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 0}]
                Alternate: {Run: ["true"]}
          - Ask:
              Type: Choice
              Choices: [{Variable: $.look, IsPresent: true, Next: Each}]
              Default: Done
          - Each:
              Type: Map
              ItemsPath: $.items
              MaxConcurrency: 2
              ToleratedFailureCount: 0
              ItemSelector: {item.$: $$.Map.Item.Value}
              ItemProcessor: {States: [{One: {Run: ["true"], Compensate: None}}]}
          - Both:
              Type: Parallel
              Branches: [{States: [{Left: {Type: Pass}}]}, {States: [{Right: {Type: Pass}}]}]
              OutputPath: $[0]
          - Done: {Type: Succeed}
        """

    @Test func `what validate calls an error is what run refuses`() throws {
        let stage = try Stage()
        let node = try #require(Source(Self.text, name: "a.yaml").read().node)
        let draft = DefinitionDraft(node)
        var chance = Chance(seed: 5)
        var (refused, taken) = (0, 0)
        for place in draft.places {
            let wrong = chance.pick([Value.null, true, .double(-1.5), "~", [], .emptyObject])
            let damage = chance.pick(
                [DefinitionDraft.Damage.drop, .duplicate, .misspell, .replace(by: wrong)])
            let what = "\(place.text) \(damage)"
            try TextFile.write(
                draft.damaged(at: place, by: damage).json, to: "\(stage.folder)/damaged.json")
            let judged = try stage.run("exec saga validate damaged.json --format concise >&2")
            let errors = Self.errors(stage.said)
            let status = try stage.run(
                "exec saga run damaged.json --input '{\"items\": [1, 2]}'")
            let isRefused = status == 65
            #expect(isRefused == !errors.isEmpty, "\(what): \(stage.said)")
            #expect(isRefused == (judged != 0), "\(what)")
            if isRefused {
                refused += 1
                #expect(Self.errors(stage.said) == errors, "\(what): \(stage.said)")
                #expect(try stage.output("test -e store || echo none") == "none", "\(what)")
            } else {
                taken += 1
                #expect([0, 1, 2, 3].contains(status), "\(what): \(status) \(stage.said)")
                _ = try stage.run("rm -rf store")
            }
        }
        #expect(refused > 30 && taken > 5)
        print("validated runs: \(refused) refused, \(taken) taken")
    }

    /// The codes of the errors that were found in the definition.
    private static func errors(_ said: String) -> Set<String> {
        Set(said.matches(of: /error\[(SAGA[1-3]\d{3})\]/).map { String($0.1) })
    }
}
