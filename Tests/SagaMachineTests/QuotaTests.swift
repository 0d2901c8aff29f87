import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

/// The service's quotas in an execution that was started with them.
@Suite struct QuotaTests {
    private func driver(
        _ definition: String, input: Value = .emptyObject, keepsQuotas: Bool = true
    ) throws -> MachineDriver {
        var driver = MachineDriver(try MachineDriver.workflow(definition))
        let id = try #require(ExecutionID("test"))
        let text = DefinitionText(file: "/test.saga.yaml", folder: "/", text: "", hash: "")
        driver.decide(
            .start(
                ExecutionStart(
                    id: id, startTime: driver.now, input: input, definition: text,
                    keepsQuotas: keepsQuotas)))
        return driver
    }

    /// JSON of exactly so many bytes, the quotes included.
    private func text(ofBytes count: Int) -> Value {
        .string(String(repeating: "x", count: count - 2))
    }

    private func end(
        _ driver: inout MachineDriver, with result: Value
    ) throws {
        let attempt = try #require(driver.execution.runningAttempts.first)
        driver.decide(.taskEnded(attempt, TaskEnding(outcome: .succeeded, result: result)))
    }

    private static let lambda = """
        StartAt: A
        States:
          A: {Type: Task, Resource: "arn:aws:states:::lambda:invoke", End: true}
        """

    @Test func `a result at the limit goes on`() throws {
        var driver = try driver(Self.lambda)
        try end(&driver, with: text(ofBytes: ServiceQuotas.payloadBytes))
        #expect(driver.execution.status == .succeeded)
    }

    @Test func `a result above the limit fails in the service's words`() throws {
        var driver = try driver(Self.lambda)
        try end(&driver, with: text(ofBytes: ServiceQuotas.payloadBytes + 1))
        #expect(driver.execution.status == .failed)
        #expect(driver.execution.failure?.name == "States.DataLimitExceeded")
        #expect(
            driver.execution.failure?.cause
                == "The state/task 'lambda' returned a result with a size exceeding the maximum "
                + "number of bytes service limit.")
    }

    @Test func `bytes count and not characters`() throws {
        var driver = try driver(Self.lambda)
        try end(&driver, with: .string(String(repeating: "é", count: 131_072)))
        #expect(driver.execution.status == .failed)
    }

    @Test func `without the quotas there is no such limit`() throws {
        var driver = try driver(Self.lambda, keepsQuotas: false)
        try end(&driver, with: text(ofBytes: ServiceQuotas.payloadBytes + 1))
        #expect(driver.execution.status == .succeeded)
    }

    @Test func `what is too large is caught and its step undone`() throws {
        var driver = try driver(
            """
            States:
              - A: {Run: [a], Compensate: {Run: [undo]}}
              - B:
                  Run: [b]
                  Catch: [{ErrorEquals: [States.DataLimitExceeded], Next: C}]
              - C: {Type: Fail, Error: Late}
            """)
        try end(&driver, with: "small")
        try end(&driver, with: text(ofBytes: ServiceQuotas.payloadBytes + 1))
        let undo = try #require(driver.execution.runningAttempts.first)
        #expect(undo.direction == .undo)
        driver.decide(.taskEnded(undo, TaskEnding(outcome: .succeeded, result: .null)))
        #expect(driver.execution.failure?.name == "Late")
        #expect(driver.execution.compensation == .succeeded)
    }

    @Test func `an output that grew too large fails its state`() throws {
        let driver = try driver(
            """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Output: "{% $pad('', 262143, 'x') %}", End: true}
            """)
        #expect(driver.execution.failure?.name == "States.DataLimitExceeded")
        #expect(driver.execution.failure?.cause?.contains("'A'") == true)
    }

    /// `{"x":""}` has eight bytes beside the text.
    @Test(arguments: [(262_136, true), (262_137, false)])
    func `what one Assign sets has a limit`(length: Int, fits: Bool) throws {
        let driver = try driver(
            """
            QueryLanguage: JSONata
            StartAt: A
            States:
              A: {Type: Pass, Assign: {x: "{% $pad('', \(length), 'x') %}"}, End: true}
            """)
        #expect((driver.execution.status == .succeeded) == fits)
    }

    /// Forty-one times a quarter of a megabyte is more than ten.
    @Test(arguments: [(40, true), (41, false)])
    func `all variables together have a limit`(count: Int, fits: Bool) throws {
        let states = (1...count).map { number in
            "  - S\(number): {Type: Pass, Assign: {v\(number): \"{% $pad('', 262000, 'x') %}\"}}"
        }
        let driver = try driver(
            "QueryLanguage: JSONata\nStates:\n" + states.joined(separator: "\n") + "\n")
        #expect((driver.execution.status == .succeeded) == fits)
        #expect(fits || driver.execution.failure?.name == "States.DataLimitExceeded")
    }

    private static let loop = """
        StartAt: A
        States:
          A: {Type: Pass, Next: B}
          B: {Type: Choice, Choices: [{Variable: $.on, BooleanEquals: true, Next: A}], Default: C}
          C: {Type: Succeed}
        """

    @Test func `a history that is full ends the execution`() throws {
        let driver = try driver(Self.loop, input: ["on": true])
        #expect(driver.execution.status == .failed)
        #expect(driver.execution.failure?.name == "States.Runtime")
        #expect(
            driver.execution.failure?.cause
                == "The execution reached the maximum number of history events (25000).")
        #expect(driver.log.count < ServiceQuotas.historyEvents)
    }

    @Test func `a history that is full starts the rollback`() throws {
        var driver = try driver(
            """
            States:
              - First: {Run: [a], ResultPath: null, Compensate: {Run: [undo]}}
              - A: {Type: Pass}
              - B: {Type: Choice, Choices: [{Variable: $.on, IsPresent: true, Next: A}], Default: C}
              - C: {Type: Succeed}
            """, input: ["on": true])
        try end(&driver, with: .null)
        #expect(driver.execution.runningAttempts.map(\.direction) == [.undo])
        let undo = try #require(driver.execution.runningAttempts.first)
        driver.decide(.taskEnded(undo, TaskEnding(outcome: .succeeded, result: .null)))
        #expect(driver.execution.status == .failed)
        #expect(driver.execution.compensation == .succeeded)
    }
}
