import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// What is wrong with a file of test cases is found where it is written.
@Suite struct TestFileTests {
    private static let workflow = """
        States:
          - Charge:
              Run: [charge]
              Compensate: {Run: [refund]}
          - Each:
              Type: Map
              ItemProcessor:
                States: [{Load: {Run: [load]}}]
          - Decide:
              Type: Choice
              Choices: [{Variable: $.a, IsPresent: true, Next: Done}]
              Default: Done
          - Done: {Type: Succeed}
        """

    private func findings(_ text: String) throws -> [Finding] {
        let workflow = try MachineDriver.workflow(Self.workflow)
        return TestFileReader.read(Source(text, name: "a.test.yaml"), of: workflow).findings
    }

    @Test(arguments: [
        ("Cases: [{Name: a, Mocks: {1️⃣Chrage: {Return: 1}}}]", Code.unknownTestedState),
        ("Cases: [{Name: a, Expect: {Path: [1️⃣Lod]}}]", .unknownTestedState),
        ("Cases: [{Name: a, Expect: {Attempts: {1️⃣Lod: 2}}}]", .unknownTestedState),
        ("Cases: [{Name: a, Mocks: {1️⃣Each: {Return: []}}}]", .mockOfNoTask),
        ("Cases: [{Name: a, Undos: {1️⃣Load: {Return: 1}}}]", .mockOfNoTask),
        ("Cases: [{Name: a}, {Name: 1️⃣a}]", .duplicateTestCase),
        ("Cases: [{Name: a, Expect: {Status: FAILED, Output: 1️⃣1}}]", .impossibleExpectation),
        ("Cases: [{Name: a, Expect: {Status: SUCCEEDED, Error: 1️⃣E}}]", .impossibleExpectation),
        ("Cases: [{Name: a, 1️⃣Inpt: 1}]", .unknownField),
        ("Cases: [{Name: a, Expect: {Status: 1️⃣DONE}}]", .unknownWord),
        ("Cases: [{1️⃣Input: 1}]", .missingField),
        ("1️⃣Seed: 1", .missingField),
        ("Cases: [{Name: a, Mocks: {Charge: {1️⃣After: 1}}}]", .missingField),
        ("Cases: [{Name: a, Mocks: {Charge: {Return: 1, 1️⃣Throw: {}}}}]", .exclusiveFields),
        ("Cases: [{Name: a, Mocks: {Charge: {Return: 1, 1️⃣Times: 2}}}]", .unknownField),
        ("Cases: [{Name: a, Mocks: {Charge: [{Return: 1, Times: 1️⃣0}]}}]", .outOfRange),
        ("Cases: [{Name: a, Mocks: {Charge: {Throw: {Outcome: 1️⃣odd}}}}]", .unknownWord),
        ("Start: 1️⃣yesterday\nCases: [{Name: a}]", .badTimestamp),
    ])
    func `a mistake is found where it is written`(text: String, code: Code) throws {
        let source = MarkedText(text)
        let findings = try findings(source.text)
        #expect(findings.map(\.code) == [code])
        #expect(findings.first?.mark == source.marks["1️⃣"])
    }

    @Test(arguments: Code.allCases.filter { $0.code.hasPrefix("SAGA28") })
    func `the example of an explanation causes its code`(code: Code) throws {
        #expect(try findings(code.explanation.example).map(\.code).contains(code))
    }

    @Test func `a list of answers stands for one attempt after the other`() throws {
        let workflow = try MachineDriver.workflow(Self.workflow)
        let text = """
            Mocks: {Charge: {Return: all}}
            Cases:
              - Name: a
                Mocks:
                  "Each[3]/Load": [{Return: 1, Times: 2}, {Throw: {Error: E}, After: 1.5}]
            """
        let file = TestFileReader.read(Source(text, name: "a.test.yaml"), of: workflow).file
        let mocks = try #require(file?.cases.first?.mocks)
        let load = try #require(mocks["Each[3]/Load"])
        #expect(load.answers.map(\.attempts) == [0...1, 2...2])
        #expect(load.answer(attempt: 2)?.milliseconds == 1500)
        #expect(load.answer(attempt: 3) == nil)
        #expect(mocks["Charge"]?.answer(attempt: 1_000)?.milliseconds == 0)
    }
}
