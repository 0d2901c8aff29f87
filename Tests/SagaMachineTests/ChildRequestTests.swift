import SagaDefinition
import SagaMachine
import SagaValue
import Testing

/// What the arguments of a sub-workflow may ask for, and what its execution is called.
@Suite struct ChildRequestTests {
    private static let key = "8867d7d7-ec86-5646-9cac-ccc3dbe88240"
    private static let service = "arn:aws:states:::states:startExecution.sync:2"

    private func request(
        _ arguments: Value, _ resource: String = "saga:workflow", isFileFixed: Bool = true
    ) throws -> ChildRequest {
        let spec = try #require(WorkflowSpec(resource: resource, isFileFixed: isFileFixed))
        return try ChildRequest(spec, arguments)
    }

    private func failure(_ arguments: Value, _ resource: String = "saga:workflow") -> String? {
        do {
            _ = try request(arguments, resource, isFileFixed: false)
            return nil
        } catch { return (error as? Failure)?.name }
    }

    @Test func `an execution is called after its workflow and the key of the visit`() throws {
        let file = try request(["File": "parts/ship.saga.yaml"])
        #expect(file.id(key: Self.key, spent: 0)?.text == "ship-8867d7d7ec865646")
        #expect(file.id(key: Self.key, spent: 2)?.text == "ship-8867d7d7ec865646-3")
        let arn = "arn:aws:states:us-east-1:111111111111:stateMachine:Ship_It:live"
        let machine = try request(["StateMachineArn": .string(arn)], Self.service)
        #expect(machine.id(key: Self.key, spent: 0)?.text == "Ship_It-8867d7d7ec865646")
        let odd = try request(["File": "§.yaml"])
        #expect(odd.id(key: Self.key, spent: 0)?.text == "saga-8867d7d7ec865646")
    }

    @Test(arguments: [1, 40, 41, 64])
    func `however long a name is, it gives an id`(length: Int) throws {
        let name = String(repeating: "n", count: length)
        let file = try request(["File": .string(name + ".yaml")])
        let named = try request(["File": "a.yaml", "Name": .string(name)])
        for spent in [0, 1, 999_999] {
            #expect(file.id(key: Self.key, spent: spent) != nil)
            #expect(named.id(key: Self.key, spent: spent) != nil)
        }
        #expect(named.id(key: Self.key, spent: 0)?.text == name)
    }

    @Test(arguments: ["/etc/a.yaml", "../a.yaml", "b/../../a.yaml"])
    func `a computed file does not lead out of the folder, a written one may`(file: String) throws {
        #expect(failure(["File": .string(file)]) == "Saga.NotStarted")
        #expect(throws: Never.self) { try request(["File": .string(file)]) }
    }

    @Test(arguments: [nil, .null, 7, "", "a\u{0}b"] as [Value?])
    func `a file that is none is refused`(file: Value?) {
        var arguments = Object()
        arguments["File"] = file
        #expect(failure(.object(arguments)) == "Saga.NotStarted")
        #expect(failure(.string("a.yaml")) == "Saga.NotStarted")
    }

    @Test(arguments: ["", "../x", "a b", "-a", String(repeating: "n", count: 65)])
    func `a name that could leave the store is refused`(name: String) {
        let refused = failure(["File": "a.yaml", "Name": .string(name)])
        #expect(refused == "StepFunctions.InvalidNameException")
    }

    @Test func `the service takes JSON as text, and nothing as an empty object`() throws {
        func input(_ value: Value?) throws -> Value {
            var arguments = Object([("StateMachineArn", "ship")])
            arguments["Input"] = value
            return try request(.object(arguments), Self.service).input
        }
        #expect(try input(nil).json == "{}")
        #expect(try input(.null).json == "{}")
        #expect(try input(["a": 1]).json == #"{"a":1}"#)
        #expect(try input(#"{"a": 1}"#).json == #"{"a":1}"#)
        let refused = failure(["StateMachineArn": "ship", "Input": "{"], Self.service)
        #expect(refused == "StepFunctions.InvalidExecutionInputException")
    }
}
