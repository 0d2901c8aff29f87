import SagaMachine
import SagaTesting
import SagaValue
import Testing

@Suite struct NestingTests {
    /// A loop that wraps its value in itself would nest it until the stack is used up.
    @Test func `a value that a loop nests without end fails its state`() throws {
        var driver = MachineDriver(
            try MachineDriver.workflow(
                """
                States:
                  - Wrap: {Type: Pass, Parameters: {n.$: $}}
                  - Again:
                      Type: Choice
                      Choices: [{Variable: $.stop, IsPresent: true, Next: Done}]
                      Default: Wrap
                  - Done: {Type: Succeed}
                """))
        _ = driver.start(.integer(1))
        #expect(driver.execution.status == .failed)
        #expect(driver.execution.failure?.name == Failure.runtimeName)
        #expect(driver.execution.failure?.cause?.contains("nested more than 400") == true)
    }

    @Test func `a value as deep as it may be is passed on`() throws {
        var deepest = Value.integer(1)
        for _ in 0..<Limits.valueDepth { deepest = .array([deepest]) }
        #expect(!deepest.isNested(deeperThan: Limits.valueDepth))
        #expect(Value.array([deepest]).isNested(deeperThan: Limits.valueDepth))
    }
}
