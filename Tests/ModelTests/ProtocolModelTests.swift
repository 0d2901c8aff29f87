import SagaTesting
import Testing

/// The protocol as a model that SPIN explores whole: every order of steps, every crash, every
/// message that comes late.
///
/// `SAGA_MODEL_CRASHES` and `SAGA_MODEL_ABORTS` widen it; one of each is explored by default.
@Suite struct ProtocolModelTests {
    private static let model = TextFile.folder("saga.pml")

    @Test func `no order of steps, crashes and late messages breaks the protocol`() throws {
        let crashes = TestSetting.number("SAGA_MODEL_CRASHES") ?? 1
        let aborts = TestSetting.number("SAGA_MODEL_ABORTS") ?? 1
        let verdict = try Self.explore(["CRASHES=\(crashes)", "ABORTS=\(aborts)"])
        print("model: \(crashes) crashes, \(aborts) aborts: \(verdict.states) states explored")
        #expect(verdict.objection == nil)
        #expect(verdict.isComplete)
        // Fewer would mean that a guard keeps the model from doing what it is about.
        #expect(verdict.states > 1_000_000)
    }

    @Test(arguments: Rule.allCases)
    func `a protocol without this rule is refuted`(rule: Rule) throws {
        let verdict = try Self.explore(["ABORTS=0", "MUTANT_\(rule.rawValue)"])
        print("model: without \(rule.rawValue): refuted in \(verdict.states) states")
        #expect(verdict.objection?.hasPrefix("assertion violated") == true)
    }

    @Test func `the model can leave out each of the rules and no other`() throws {
        let words = try TextFile.text(Self.model).split { !($0.isLetter || $0 == "_") }
        let mutants = words.filter { $0.hasPrefix("MUTANT_") }.map { String($0.dropFirst(7)) }
        #expect(Set(mutants) == Set(Rule.allCases.map(\.rawValue)))
    }

    /// What the checker found.
    private struct Verdict {
        /// Nil when nothing is wrong.
        let objection: String?
        let states: Int
        let isComplete: Bool
    }

    private static func explore(_ definitions: [String]) throws -> Verdict {
        let shell = try Shell()
        defer { shell.remove() }
        let options = definitions.map { "-D\($0)" }.joined(separator: " ")
        let answer = try shell.run(
            """
            spin -a \(options) '\(model)' >&2 || exit 70
            gcc -O2 -w -DSAFETY -DCOLLAPSE -DVECTORSZ=2048 -o pan pan.c || exit 70
            ./pan -m1000000 -w25
            """)
        guard answer.status != 70 else { throw NoChecker(detail: answer.output + answer.error) }
        let lines = answer.output.split(separator: "\n")
        let objection = lines.first { $0.hasPrefix("pan:1: ") }.map { String($0.dropFirst(7)) }
        let states = lines.first { $0.hasSuffix("states, stored") }?.split(separator: " ").first
        return Verdict(
            objection: objection, states: states.flatMap { Int($0) } ?? 0,
            isComplete: !answer.output.contains("Search not completed")
                && !answer.output.contains("max search depth too small"))
    }

    private struct NoChecker: Error { let detail: String }
}

/// The rules without which some run leaves the world half done, by the names that leave them out.
enum Rule: String, CaseIterable, CustomTestStringConvertible {
    case unusable = "UNUSABLE"
    case contract = "CONTRACT"
    case signalled = "SIGNALLED"
    case latest = "LATEST"
    case interrupt = "INTERRUPT"
    case plan = "PLAN"
    case retry = "RETRY"
    case tombstone = "TOMBSTONE"
    case group = "GROUP"
    case settle = "SETTLE"
    case effectFirst = "EFFECT_FIRST"
    case lock = "LOCK"
    case order = "ORDER"

    var testDescription: String {
        switch self {
        case .unusable: "a result that the state cannot use fails the state, not the outcome"
        case .contract: "a task that may fail half-way says When: Attempted"
        case .signalled: "whatever but 0 a task exits with after a signal is unknown"
        case .latest: "over attempts the worst outcome counts, unless one succeeded"
        case .interrupt: "once a recovery has begun, a doubt is unknown whatever OnInterrupt says"
        case .plan: "the plan is on disk before the first undo starts"
        case .retry: "what a failed try of a composite did is undone before the next one"
        case .tombstone: "a request that arrives after its undo has no effect"
        case .group: "a task's process group has ended before its undo starts"
        case .settle: "on resume, attempts without an end are settled first"
        case .effectFirst: "a start is on disk before the task starts"
        case .lock: "an execution has one writer"
        case .order: "what came later is undone first"
        }
    }
}
