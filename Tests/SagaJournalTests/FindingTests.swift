import SagaJournal
import SagaValue
import Testing

@Suite struct FindingTests {
    private let folder = TemporaryFolder(isInMemory: true)

    private func create(_ names: [String]) throws {
        for (index, name) in names.enumerated() {
            let id = try #require(ExecutionID(name))
            try folder.store.create(id, at: .noon.adding(seconds: index), version: "1").flush()
        }
    }

    @Test func `a store that is not there has no executions`() throws {
        #expect(try folder.store.executionIDs() == [])
    }

    @Test func `the execution that was started last comes first`() throws {
        try create(["order-1", "zebra", "apple"])
        #expect(try folder.store.executionIDs().map(\.text) == ["apple", "zebra", "order-1"])
    }

    @Test func `what is no execution is not listed`() throws {
        try create(["order-1"])
        try folder.write("store/executions/notes", [])
        #expect(try folder.store.executionIDs().map(\.text) == ["order-1"])
    }

    @Test func `an execution is found by the beginning of its name`() throws {
        try create(["order-1", "order-11", "refund-1"])
        #expect(try folder.store.execution(named: "ref").text == "refund-1")
        #expect(try folder.store.execution(named: "order-1").text == "order-1")
    }

    @Test(arguments: [
        ("order", JournalCode.ambiguousExecution), ("x", .executionNotFound),
        ("", .executionNotFound),
    ])
    func `a name that fits several or none is refused`(name: String, code: JournalCode) throws {
        try create(["order-1", "order-11"])
        let fault = #expect(throws: JournalFault.self) { try folder.store.execution(named: name) }
        #expect(fault?.code == code)
        #expect(fault?.exitStatus == 66)
    }

    @Test func `a name that is taken is refused`() throws {
        try create(["order-1"])
        let fault = #expect(throws: JournalFault.self) { try create(["order-1"]) }
        #expect(fault?.code == .executionTaken)
    }
}
