import SagaLoopback
import SagaValue
import Testing

/// The tables that the pipeline loads keep the contract of saga's tasks.
@Suite struct TablesTests {
    private func ask(
        _ tables: Tables, _ method: String, _ target: String, _ body: Value = .null,
        key: String? = nil
    ) -> Int {
        let headers = key.map { [(name: "idempotency-key", value: "\"\($0)\"")] } ?? []
        let request = ServerRequest(
            method: method, target: target, headers: headers, body: Array(body.json.utf8))
        guard case .respond(let status, _, _)? = tables.answer(request)?.first else { return 0 }
        return status
    }

    private let rows: Value = [["day": "1"], ["day": "2"]]

    @Test func `a key adds its rows once`() {
        let tables = Tables()
        #expect(ask(tables, "PUT", "/tables/a", rows, key: "1") == 201)
        #expect(ask(tables, "PUT", "/tables/a", rows, key: "1") == 201)
        #expect(ask(tables, "PUT", "/tables/a", rows, key: "2") == 201)
        #expect(ask(tables, "PUT", "/tables/b", rows, key: "3") == 201)
        #expect(tables.rows(in: "a") == 4)
    }

    @Test func `a load is taken away more than once, and before it came`() {
        let tables = Tables()
        #expect(ask(tables, "PUT", "/tables/a", rows, key: "1") == 201)
        #expect(ask(tables, "DELETE", "/loads/1") == 200)
        #expect(ask(tables, "DELETE", "/loads/1") == 200)
        #expect(ask(tables, "DELETE", "/loads/2") == 200)
        #expect(ask(tables, "PUT", "/tables/a", rows, key: "2") == 410)
        #expect(tables.rows(in: "a") == 0)
    }

    @Test func `what makes no sense adds nothing`() {
        let tables = Tables()
        #expect(ask(tables, "PUT", "/tables/a", [], key: "1") == 422)
        #expect(ask(tables, "PUT", "/tables/a", rows) == 400)
        #expect(ask(tables, "POST", "/tables/a", rows, key: "1") == 0)
        #expect(ask(tables, "PUT", "/elsewhere/a", rows, key: "1") == 0)
        #expect(tables.rows(in: "a") == 0)
    }
}
