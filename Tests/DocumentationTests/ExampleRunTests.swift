import SagaLoopback
import SagaTesting
import Testing

/// The examples, run by the built program in a real shell.
@Suite struct ExampleRunTests {
    @Test(arguments: Example.all)
    func `an example does what its head says`(example: Example) throws {
        let shop = try Shop()
        defer { shop.remove() }
        let answer = try shop.shell.run(try #require(example.command), in: example.folder)
        #expect(answer.status == example.exitStatus, "\(answer.error)")
        #expect(answer.output.steadyAsShown == example.output.steadyAsShown)
    }

    @Test func `an iteration that is tolerated leaves nothing of its own`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        let example = try #require(Example.all.first { $0.name.hasPrefix("19-") })
        _ = try shop.shell.run(try #require(example.command), in: example.folder)
        let pieces = try shop.shell.run("cat shop/inventory/*").output.split(separator: "\n")
        #expect(pieces.count { $0 == "undone" } == 1)
        #expect(pieces.count { $0.hasPrefix("{\"reservation\"") } == 2)
    }

    @Test(arguments: ["order.saga.yaml", "order-jsonpath.saga.yaml"])
    func `an order without a courier leaves no charge and no reservation`(name: String) throws {
        let shop = try Shop()
        defer { shop.remove() }
        let example = try #require(Example.all.first { $0.name == name })
        let command = "COURIER_CAPACITY=0 \(try #require(example.command))"
        let answer = try shop.shell.run(command, in: example.folder)
        #expect(answer.status == 2)
        #expect(answer.output == "")
        #expect(shop.bank.balance == 0)
        #expect(try shop.shell.run("cat shop/inventory/*").output == "undone\n")
    }
}
