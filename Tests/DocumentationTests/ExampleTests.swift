import SagaSource
import SagaTesting
import SagaValue
import Testing

@Suite struct ExampleTests {
    @Test(arguments: Example.all)
    func `an example says how it is run and how it ends`(example: Example) {
        #expect(example.command?.hasPrefix("saga run \(example.name)") == true)
        #expect(example.exitStatus != nil)
        #expect(example.output.isEmpty == (example.exitStatus != 0))
    }

    @Test(arguments: Example.all)
    func `what an example prints is JSON`(example: Example) throws {
        for line in example.output { _ = try Value(json: line) }
    }

    @Test func `examples are numbered without a gap`() {
        let numbers = Example.all.map { Int($0.name.prefix(2)) }
        #expect(numbers == Array(1...numbers.count))
    }

    @Test(arguments: Example.all)
    func `an example is read without a finding`(example: Example) {
        let source = Source(example.text, name: example.name)
        #expect(source.read().findings.inOrder.map { $0.text(in: source) } == [])
    }

    @Test(arguments: ["order.saga.yaml", "order-jsonpath.saga.yaml"])
    func `the order saga is read without a finding`(name: String) throws {
        let source = Source(try TextFile.text(Example.folder + "order/" + name), name: name)
        #expect(source.read().findings.inOrder.map { $0.text(in: source) } == [])
    }
}
