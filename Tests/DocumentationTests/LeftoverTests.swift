import SagaLoopback
import SagaTesting
import Testing

/// What is left in the shop after the examples whose steps fail: the patterns of sagas, each on the
/// path that it is there for.
@Suite struct LeftoverTests {
    @Test func `a sub-workflow is undone with its parent`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try shop.run("15-sub-workflow.saga.yaml")
        #expect(try shop.entries(of: "inventory") == ["undone"])
        #expect(try shop.entries(of: "courier") == ["undone"])
    }

    @Test func `a save-point leads to another warehouse, and the first keeps nothing`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try shop.run("21-another-warehouse.saga.yaml")
        #expect(try shop.entries(of: "inventory") == ["undone", "{reservation}"])
    }

    @Test func `an undo that fails is done by its alternate`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try shop.run("21-another-warehouse.saga.yaml")
        let log = try shop.shell.run("saga logs @last 2>&1").output
        #expect(log.contains("the printer takes nothing back"))
        #expect(log.contains("torn up"))
    }

    @Test func `without a person's word the reservation is given back`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try shop.run("13-ask-a-person.saga.yaml")
        #expect(try shop.entries(of: "inventory") == ["undone"])
    }

    @Test func `an iteration that is tolerated leaves nothing of its own`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        try shop.run("19-map-with-partial-rollback.saga.yaml")
        #expect(try shop.entries(of: "inventory") == ["undone", "{reservation}", "{reservation}"])
    }

    @Test(arguments: ["order.saga.yaml", "order-jsonpath.saga.yaml"])
    func `an order without a courier leaves no charge and no reservation`(name: String) throws {
        let shop = try Shop()
        defer { shop.remove() }
        let example = try #require(Example.all.first { $0.name == name })
        let command = "COURIER_CAPACITY=0 \(try #require(example.steps.first).command)"
        let answer = try shop.shell.run(command, in: example.folder)
        #expect(answer.status == 2)
        #expect(answer.output == "")
        #expect(shop.site.bank.balance == 0)
        #expect(try shop.shell.run("cat shop/inventory/*").output == "undone\n")
    }

    @Test func `a pipeline that is undone, or whose report fails, leaves no rows`() throws {
        let shop = try Shop()
        defer { shop.remove() }
        let example = try #require(Example.all.first { $0.name == "pipeline.saga.yaml" })
        let run = try #require(example.steps.first).command
        #expect(try shop.shell.run(run, in: example.folder).status == 0)
        #expect(shop.site.tables.rows(in: "january") == 3)
        #expect(shop.site.tables.rows(in: "february") == 2)
        #expect(try shop.shell.run("saga undo @last").status == 0)
        #expect(shop.site.tables.rows(in: "january") == 0)
        let failing = "PIPELINE_PUBLISH=down \(run)"
        #expect(try shop.shell.run(failing, in: example.folder).status == 2)
        #expect(shop.site.tables.rows(in: "january") == 0)
        #expect(shop.site.tables.rows(in: "february") == 0)
    }
}
