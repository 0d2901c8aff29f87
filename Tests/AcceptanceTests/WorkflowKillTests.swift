import SagaLoopback
import SagaTesting
import Testing

/// The workflows that the repository shows, killed before each call that touches the journal or
/// another process, and resumed: by the ledger of their tasks they come to the end of a calm run.
///
/// Calls are sampled by seed; with `SAGA_KILLS=100` every call is taken.
@Suite struct WorkflowKillTests {
    @Test(arguments: ShownWorkflow.all)
    func `killed before any call, a workflow comes to its end`(it: ShownWorkflow) throws {
        guard Injection.wants(it.description) else { return }
        let stage = try Stage()
        try ShownWorkflow.copyNoted(to: "noted", on: stage)
        let trial = Trial(it: it, stage: stage)
        // Before no call: it only counts them.
        let calm = try trial.outcome(of: Injection(number: 0))
        #expect(calm.books.violations == [])
        #expect(calm.words == nil)
        var deaths = 0
        var inDoubt = 0
        for injection in Injection.sweep(it.description, calls: calm.calls, few: 5) {
            let outcome = try trial.outcome(of: injection)
            guard let words = outcome.words else { continue }
            deaths += 1
            inDoubt += outcome.books.ledger.repeats
            let place = "\(it), \(injection): \(words)"
            #expect(outcome.differences(from: calm) == [], "\(place): \(outcome.said)")
            #expect(outcome.books.violations == [], "\(place)")
            #expect(try stage.lastingSurvivors() == [], "\(place)")
        }
        print(
            "kill: \(it): \(calm.calls) calls, \(deaths) deaths, "
                + "\(trial.resumes) resumed, \(inDoubt) attempts in doubt")
    }
}

/// One workflow on one stage, again and again from the beginning.
private final class Trial {
    private let it: ShownWorkflow
    private let stage: Stage
    private(set) var resumes = 0

    init(it: ShownWorkflow, stage: Stage) {
        self.it = it
        self.stage = stage
    }

    func outcome(of injection: Injection) throws -> Outcome {
        _ = try stage.run("rm -rf store w; cp -a noted w; : >ledger")
        let bank = try #require(Bank(ledger: nil))
        let site = DemoSite(bank: bank)
        let answering = LoopbackServer { site.answer($0) }
        let server = try #require(answering)
        let settings = """
            export PAY=\(server.url) SITE=\(server.url) CLOUD_ADDRESS=127.0.0.1:\(server.port)
            export PIPELINE_STATE=$ORDER_STATE CLOUD_STATE=$ORDER_STATE \(it.settings)
            cd w/\(it.folder)
            """
        let death = try stage.run("\(it.command) --name x", injection, after: settings)
        var status = death.status
        // A supervisor that is lost again and again ends the run, too.
        if death.words != nil, status == 137 || status == 74 {
            status = try stage.run("\(settings)\nexec saga resume x \(it.bindings)")
            resumes += 1
            // Nothing had been written yet, or all that there is.
            if status == 66 {
                status = try stage.run("\(settings)\nexec \(it.command) --name x")
            }
            if status == 64 { status = 2 }
        }
        let output = try TextFile.text("\(stage.folder)/.out")
        let said = stage.said
        // Of a task that is killed a draft may be left, which nobody takes for anything.
        let shop = try stage.output(
            "[ ! -d w/state ] || find w/state -type f ! -name '.*' ! -name '*.draft' "
                + "! -name '*.[0-9]*' -exec grep -hvx undone {} +")
        let rows = ["january", "february", "march"].map { "\($0): \(site.tables.rows(in: $0))" }
        return Outcome(
            it: it, status: status, output: Self.steady(output), shop: Self.steady(shop) + rows,
            balance: bank.balance, books: try Books(stage), calls: death.calls, words: death.words,
            said: said)
    }

    /// Keys differ from run to run, and what is made of them; an attempt in doubt counts too.
    private static func steady(_ text: String) -> [String] {
        text.steadyAsShown.replacing(/[0-9a-f]{8}(-[0-9a-f-]{27})?/, with: "KEY")
            .replacing(/attempt \d/, with: "attempt N").split(separator: "\n").map(String.init)
            .sorted()
    }
}

/// What a run came to, whoever died in it.
private struct Outcome {
    let it: ShownWorkflow
    let status: Int32
    let output: [String]
    /// What the tasks of the order hold in their files.
    let shop: [String]
    let balance: Int
    let books: Books
    let calls: Int
    let words: String?
    let said: String

    /// What is otherwise than in a calm run; what was in doubt may have been undone besides.
    func differences(from calm: Outcome) -> [String] {
        let undone = calm.books.ledger.undone
        if it.mayGiveUp, status == 2 {
            return books.ledger.undone.isEmpty ? ["given up and not undone"] : []
        }
        let isDoubtful = books.undoneBesides(undone) ?? [] != []
        // With something to undo, a failure ends as one that was rolled back.
        let status = isDoubtful && calm.status == 1 && status == 2 ? 1 : status
        var all: [String?] = [
            difference("status", status, calm.status), difference("output", output, calm.output),
            difference("done", sorted(books.ledger.done), sorted(calm.books.ledger.done)),
            difference("held", shop, calm.shop), difference("balance", balance, calm.balance),
        ]
        if !isDoubtful {
            all.append(difference("undone", sorted(books.ledger.undone), sorted(undone)))
        }
        return all.compactMap(\.self)
    }

    private func difference<Thing: Equatable>(
        _ what: String, _ one: Thing, _ calm: Thing
    ) -> String? {
        one == calm ? nil : "\(what): \(one) and not \(calm)"
    }

    private func sorted(_ states: [String]) -> [String] {
        it.isSequential ? states : states.sorted()
    }
}
