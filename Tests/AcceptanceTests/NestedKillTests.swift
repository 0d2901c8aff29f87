import SagaTesting
import Testing

/// Nested workflows whose `saga`, or whose supervisor, is killed before one system call that
/// touches the journal or a child; resumed, they come to the same end, by the ledger of their
/// tasks.
///
/// Calls are sampled by seed; with `SAGA_KILLS=100` or more every call is taken.
@Suite struct NestedKillTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var input = "[1, 2]"
        var status: Int32 = 0
        let done: [String]
        var undone: [String] = []
        /// Of each pair the first is undone before the second.
        var order: [(String, String)] = []
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "parallel-in-map-in-parallel", done: ["A", "A", "B", "B", "C"]),
        Case(
            name: "nested-rollback", status: 2, done: ["A", "A", "B", "B", "C", "Fails"],
            undone: ["A", "A", "B", "B", "C"]),
        Case(
            name: "handler-on-parallel", status: 2, done: ["A", "B", "C", "Fails"],
            undone: ["Both", "C"], order: [("C", "Both")]),
        Case(
            name: "handler-on-a-map-that-fails", status: 2, done: ["A", "B", "B", "Fails"],
            undone: ["A", "B", "B"], order: [("B", "A")]),
        Case(
            name: "save-point-in-a-branch", done: ["A", "B", "C", "Fails", "Other"],
            undone: ["B"]),
        Case(name: "retry-of-a-parallel", done: ["A", "A", "B"], undone: ["A"]),
        // The handler acts once a key: each of the two undos must have its own.
        Case(
            name: "retry-of-a-whole", status: 2, done: ["A", "A", "B", "B"],
            undone: ["Both", "Both"]),
        Case(
            name: "catch-all-in-a-map", done: ["A", "A", "B", "B", "Fails", "Fails"],
            undone: ["A", "A"]),
        Case(
            name: "map-in-map", input: "[[1, 2], [3]]", status: 2, done: ["A", "A", "A", "Fails"],
            undone: ["A", "A", "A"]),
        Case(
            name: "alternate-in-a-branch", status: 2, done: ["A", "B", "Fails"],
            undone: ["A", "B"]),
        Case(
            name: "loop-in-a-branch", input: #"{"n": 0}"#, status: 2,
            done: ["A", "A", "A", "B", "Fails"], undone: ["A", "A", "A", "B"]),
    ]

    @Test(arguments: cases)
    func `killed before any call, a nested workflow comes to its end`(it: Case) throws {
        guard Injection.wants(it.name) else { return }
        let stage = try Stage()
        var resumes = 0
        let calm = try end(of: it, Injection(number: 0), on: stage, resumes: &resumes)
        var deaths = 0
        var inDoubt = 0
        for injection in Injection.sweep(it.name, calls: calm.calls, few: 8) {
            let death = try end(of: it, injection, on: stage, resumes: &resumes)
            if death.words != nil { deaths += 1 }
            inDoubt += try stage.ledger().repeats
        }
        print(
            "kill: \(it.name): \(calm.calls) calls, \(deaths) deaths, \(resumes) resumed, "
                + "\(inDoubt) attempts in doubt")
    }

    /// Runs it to its end, with a death in it, and compares.
    private func end(
        of it: Case, _ injection: Injection, on stage: Stage, resumes: inout Int
    ) throws -> Stage.Death {
        let run = "saga run \(it.name).saga.yaml -i '\(it.input)' --name x"
        let death = try stage.run(run, injection, after: "rm -rf store first; : >ledger")
        var status = death.status
        // A supervisor that is lost again and again ends the run, too.
        if death.words != nil, status == 137 || status == 74 {
            resumes += 1
            status = try stage.run("exec saga resume x")
            // Nothing had been written yet, or all that there is.
            if status == 66 { status = try stage.run("exec \(run)") }
            if status == 64 { status = 2 }
        }
        let books = try Books(stage)
        let ledger = books.ledger
        let place = "\(it.name), \(injection): \(death.words ?? "nobody")"
        #expect(status == it.status, "\(place): \(stage.said)")
        #expect(ledger.done.sorted() == it.done, "\(place)")
        #expect(books.undoneBesides(it.undone) != nil, "\(place): \(ledger.undone)")
        #expect(books.violations == [], "\(place)")
        for (first, second) in it.order {
            let isInOrder =
                ledger.undone.lastIndex(of: first) ?? 0
                < ledger.undone.firstIndex(of: second) ?? 0
            #expect(isInOrder, "\(place)")
        }
        #expect(try stage.lastingSurvivors() == [], "\(place)")
        return death
    }
}
