import SagaTesting
import Testing

/// Nested workflows whose `saga`, or whose supervisor, is killed before one system call that
/// touches the journal or a child; resumed, they come to the same end, by the ledger of their
/// tasks.
///
/// Calls are sampled by seed; with `SAGA_KILLS=100` or more every call is taken.
@Suite(.enabled(if: Stage.has("strace"))) struct NestedKillTests {
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

    /// The calls of `saga` itself that touch the journal or its supervisor.
    static let calls = [
        "write", "fdatasync", "fsync", "linkat", "clone", "sendto", "read", "close",
    ]
    /// Those of the supervisor that touch a child, and that `saga` makes only to start it.
    static let supervisorCalls = ["memfd_create", "pipe2"]

    private struct Kill: CustomStringConvertible {
        let call: String
        let number: Int
        let isOfSupervisor: Bool
        var description: String { "\(isOfSupervisor ? "supervisor " : "")\(call) \(number)" }

        var command: String {
            "strace \(isOfSupervisor ? "-f " : "")-qq -o /dev/null -e trace=\(call) "
                + "-e inject=\(call):signal=KILL:when=\(number)"
        }
    }

    @Test(arguments: cases)
    func `killed before any call, a nested workflow comes to its end`(it: Case) throws {
        var killed = 0
        var inDoubt = 0
        let kills = Self.kills(of: it.name)
        for kill in kills {
            let stage = try Stage()
            let run = "saga run \(it.name).saga.yaml -i '\(it.input)' --name x"
            var status = try stage.run("exec \(kill.command) \(run)")
            // A supervisor that is lost again and again ends the run, too.
            if status == 137 || status == 74 {
                killed += 1
                status = try stage.run("exec saga resume x")
                // Nothing had been written yet, or all that there is.
                if status == 66 { status = try stage.run("exec \(run)") }
                if status == 64 { status = 2 }
            }
            let ledger = try stage.ledger()
            let place = "\(it.name), killed before \(kill)"
            inDoubt += ledger.repeats
            #expect(status == it.status, "\(place): \(stage.said)")
            #expect(ledger.done.sorted() == it.done, "\(place)")
            #expect(ledger.undone.sorted() == it.undone, "\(place)")
            #expect(ledger.violations == [], "\(place)")
            for (first, second) in it.order {
                let isInOrder =
                    ledger.undone.lastIndex(of: first) ?? 0
                    < ledger.undone.firstIndex(of: second) ?? 0
                #expect(isInOrder, "\(place)")
            }
            #expect(stage.survivors() == [], "\(place)")
        }
        print(
            "kill: \(it.name): \(kills.count) runs, \(killed) resumed, \(inDoubt) attempts in doubt"
        )
    }

    private static func kills(of name: String) -> [Kill] {
        let all =
            calls.flatMap { call in
                (1...40).map { Kill(call: call, number: $0, isOfSupervisor: false) }
            }
            + supervisorCalls.flatMap { call in
                (1...8).map { Kill(call: call, number: $0, isOfSupervisor: true) }
            }
        if TestSetting.number("SAGA_KILLS") ?? 0 >= 100 { return all }
        var chance = Chance(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        let few = calls + supervisorCalls
        return few.map { call in
            let isOfSupervisor = supervisorCalls.contains(call)
            return Kill(
                call: call, number: chance.below(isOfSupervisor ? 4 : 16) + 1,
                isOfSupervisor: isOfSupervisor)
        }
    }
}
