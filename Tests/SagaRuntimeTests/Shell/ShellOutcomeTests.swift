import SagaDefinition
import SagaMachine
import SagaValue
import Testing

@testable import SagaRuntime

/// The table of outcomes, and the names that an error has.
@Suite struct ShellOutcomeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var status = ShellEnding.Status.exited(code: 0)
        var timedOut = false
        var signalled = false
        var errors: [Int: String] = [:]
        var noEffect: Set<Int> = []
        let outcome: Outcome
        var error: String?
        var classes: [String] = []

        var testDescription: String { name }

        var ending: TaskEnding {
            ShellOutcome(errors: errors, noEffect: noEffect).ending(
                of: ShellEnding(
                    status: status, result: .bytes([]), isTimedOut: timedOut,
                    wasSignalled: signalled))
        }
    }

    static let cases = [
        Case(name: "exit 0", outcome: .succeeded),
        Case(name: "exit 0 after a signal", signalled: true, outcome: .succeeded),
        Case(
            name: "exit 0 after the time ran out", timedOut: true, signalled: true,
            outcome: .unknown, error: "States.Timeout"),
        Case(
            name: "a failure", status: .exited(code: 3), outcome: .failed, error: "Exit.3"),
        Case(
            name: "a failure with a name", status: .exited(code: 3), errors: [3: "No.Room"],
            outcome: .failed, error: "No.Room", classes: ["Exit.3"]),
        Case(
            name: "a failure with another's name", status: .exited(code: 4), errors: [3: "No.Room"],
            outcome: .failed, error: "Exit.4"),
        Case(
            name: "without effect", status: .exited(code: 3), noEffect: [3], outcome: .noEffect,
            error: "Exit.3"),
        Case(
            name: "without effect, named", status: .exited(code: 3), errors: [3: "No.Room"],
            noEffect: [3], outcome: .noEffect, error: "No.Room", classes: ["Exit.3"]),
        Case(
            name: "without effect after a signal", status: .exited(code: 3), signalled: true,
            noEffect: [3], outcome: .unknown, error: "Exit.3"),
        Case(
            name: "without effect after the time ran out", status: .exited(code: 3),
            timedOut: true, signalled: true, noEffect: [3], outcome: .unknown,
            error: "States.Timeout"),
        Case(
            name: "a failure after a signal", status: .exited(code: 1), signalled: true,
            outcome: .unknown, error: "Exit.1"),
        Case(
            name: "128 is a plain code", status: .exited(code: 128), outcome: .failed,
            error: "Exit.128"),
        Case(
            name: "a shell's word for a killed child", status: .exited(code: 137),
            outcome: .unknown, error: "Exit.137"),
        Case(
            name: "the same, named", status: .exited(code: 137), errors: [137: "Out.Of.Memory"],
            outcome: .failed, error: "Out.Of.Memory", classes: ["Exit.137"]),
        Case(
            name: "the same, without effect", status: .exited(code: 137), noEffect: [137],
            outcome: .noEffect, error: "Exit.137"),
        Case(
            name: "killed", status: .killed(signal: 9), outcome: .unknown, error: "Exit.137"),
        Case(
            name: "killed, named", status: .killed(signal: 9), errors: [137: "Out.Of.Memory"],
            outcome: .unknown, error: "Out.Of.Memory", classes: ["Exit.137"]),
        Case(
            name: "killed, without effect", status: .killed(signal: 9), noEffect: [137],
            outcome: .noEffect, error: "Exit.137"),
        Case(
            name: "killed by us", status: .killed(signal: 15), signalled: true, noEffect: [143],
            outcome: .unknown, error: "Exit.143"),
        Case(
            name: "not started", status: .notStarted(errorNumber: 2, reason: "gone"),
            outcome: .noEffect, error: "Saga.NotStarted"),
    ]

    @Test(arguments: cases)
    func `an ending means what the table says`(example: Case) {
        let ending = example.ending
        #expect(ending.outcome == example.outcome)
        #expect(ending.failure?.name == example.error)
        #expect(ending.failure?.classes ?? [] == example.classes)
        #expect((ending.result != nil) == (example.error == nil))
    }

    private func failure(saying text: String, code: Int = 3, errors: [Int: String] = [:])
        -> Failure?
    {
        ShellOutcome(errors: errors).ending(
            of: ShellEnding(
                status: .exited(code: code), error: Captured(bytes: Array(text.utf8)))
        ).failure
    }

    @Test(arguments: [
        (#"{"Error": "Card.Declined", "Cause": "no money"}"#, "no money"),
        ("first\n" + #"{"Error":"Card.Declined","Cause":"no money"}"# + "\n\n", "no money"),
        (#"{"Error": "Card.Declined", "Cause": {"code": 7}}"#, #"{"code":7}"#),
        (#"{"Error": "Card.Declined"}"#, #"{"Error": "Card.Declined"}"#),
    ])
    func `a JSON object on the last line of standard error names the error`(
        text: String, cause: String
    ) {
        let failure = failure(saying: text, errors: [3: "No.Room"])
        #expect(failure == Failure("Card.Declined", classes: ["No.Room", "Exit.3"], cause: cause))
    }

    @Test(arguments: [
        #"{"Error": ""}"#, #"{"Error": 3}"#, #"{"Cause": "x"}"#, "{", "[1]", "Error",
        #"{"Error": "A"}"# + "\nlater",
    ])
    func `any other last line names nothing`(text: String) {
        #expect(failure(saying: text) == Failure("Exit.3", cause: text))
    }

    @Test func `the cause is the end of standard error, from the start of a character`() {
        let text = String(repeating: "é", count: Limits.causeBytes) + "x"
        let cause = failure(saying: text + "\n")?.cause
        #expect(cause == String(text.suffix(Limits.causeBytes / 2)))
    }

    @Test func `a silent failure has no cause`() {
        #expect(failure(saying: "\n") == Failure("Exit.3"))
    }

    static let readings: [(String, RunSpec.Parse, Value)] = [
        ("", RunSpec.Parse.auto, Value.string("")),
        ("plain\n", .auto, "plain"), ("two\n\n", .auto, "two\n"), ("cr\r\n", .auto, "cr\r"),
        (" {\"a\": 1}\n", .auto, ["a": 1]), ("[1,2]", .auto, [1, 2]), ("{\"a\"", .auto, "{\"a\""),
        ("42\n", .auto, "42"), ("\"x\"", .auto, "\"x\""), ("{}{}", .auto, "{}{}"),
        ("42\n", .json, 42), ("null", .json, .null), ("{\"a\":[]}", .json, ["a": []]),
        ("", .lines, []), ("\n", .lines, [""]), ("a\nb", .lines, ["a", "b"]),
        ("a\r\nb\r\n", .lines, ["a", "b"]), ("a\n\n", .lines, ["a", ""]),
        ("{}\n", .text, "{}"), ("", .text, ""), ("{}", .none, .null),
    ]

    @Test(arguments: readings)
    func `a result is read as Parse asks`(text: String, parse: RunSpec.Parse, value: Value) {
        let ending = ShellOutcome(parse: parse).ending(
            of: ShellEnding(status: .exited(code: 0), result: .bytes(Array(text.utf8))))
        #expect(ending.result == value)
        #expect(ending.failure == nil)
    }

    @Test(arguments: [
        ([], RunSpec.Parse.json), (Array("{".utf8), .json), (Array(" ".utf8), .json),
        ([0xFF], .auto), ([0xC3], .text), ([0xED, 0xA0, 0x80], .lines), ([0xFF], .json),
    ])
    func `a result that cannot be read fails the state, not the task`(
        bytes: [UInt8], parse: RunSpec.Parse
    ) {
        let ending = ShellOutcome(parse: parse).ending(
            of: ShellEnding(status: .exited(code: 0), result: .bytes(bytes)))
        #expect(ending.outcome == .succeeded)
        #expect(ending.failure?.name == "Saga.ParseFailed")
        #expect(ending.result == nil)
    }

    @Test func `nobody minds bytes that nobody reads`() {
        let ending = ShellOutcome(parse: .none).ending(
            of: ShellEnding(status: .exited(code: 0), result: .bytes([0xFF])))
        #expect(ending.result == .null)
    }

    @Test func `a result that is too long fails the state, not the task`() {
        let ending = ShellOutcome().ending(
            of: ShellEnding(status: .exited(code: 0), result: .tooLong(1 << 40)))
        #expect(ending.outcome == .succeeded)
        #expect(ending.failure?.name == "States.DataLimitExceeded")
    }

    @Test func `an undo that had no effect had nothing to undo`() {
        let shell = ShellEnding(status: .exited(code: 4))
        #expect(
            ShellOutcome(noEffect: [4], direction: .undo).ending(of: shell).nothingToUndo)
        #expect(!ShellOutcome(noEffect: [4]).ending(of: shell).nothingToUndo)
        #expect(!ShellOutcome(direction: .undo).ending(of: shell).nothingToUndo)
    }
}
