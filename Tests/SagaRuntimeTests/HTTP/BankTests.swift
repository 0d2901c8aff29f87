import SagaLoopback
import SagaValue
import Testing

@testable import SagaRuntime

/// The bank that demonstrations and examples talk to keeps the contract of saga's tasks.
@Suite struct BankTests {
    private func ask(_ bank: Bank, _ target: String, _ body: Value, key: String? = nil) -> Int {
        let headers = key.map { [(name: "idempotency-key", value: "\"\($0)\"")] } ?? []
        let request = ServerRequest(
            method: "POST", target: target, headers: headers, body: Array(body.json.utf8))
        guard case .respond(let status, _, _)? = bank.answer(request).first else { return 0 }
        return status
    }

    private let charge: Value = ["amount": 3900, "card": "4242"]

    @Test func `a key takes money once`() throws {
        let bank = try #require(Bank(ledger: nil))
        #expect(ask(bank, "/v1/charges", charge, key: "a") == 201)
        #expect(ask(bank, "/v1/charges", charge, key: "a") == 201)
        #expect(ask(bank, "/v1/charges", charge, key: "b") == 201)
        #expect(bank.balance == 7800)
    }

    @Test func `a refund may be repeated, and needs no charge`() throws {
        let bank = try #require(Bank(ledger: nil))
        #expect(ask(bank, "/v1/charges", charge, key: "a") == 201)
        #expect(ask(bank, "/v1/refunds", ["charge_key": "a"]) == 200)
        #expect(ask(bank, "/v1/refunds", ["charge_key": "a"]) == 200)
        #expect(ask(bank, "/v1/refunds", ["charge_key": "never"]) == 200)
        #expect(bank.balance == 0)
    }

    @Test func `a charge that comes after its refund takes nothing`() throws {
        let bank = try #require(Bank(ledger: nil))
        #expect(ask(bank, "/v1/refunds", ["charge_key": "a"]) == 200)
        #expect(ask(bank, "/v1/charges", charge, key: "a") == 410)
        #expect(bank.balance == 0)
    }

    @Test func `a card may be declined, and a request may make no sense`() throws {
        let bank = try #require(Bank(ledger: nil))
        #expect(ask(bank, "/v1/charges", ["amount": 1, "card": "4240"], key: "a") == 402)
        #expect(ask(bank, "/v1/charges", charge) == 400)
        #expect(ask(bank, "/v1/charges", ["amount": -1], key: "a") == 422)
        #expect(ask(bank, "/v1/refunds", [:]) == 422)
        #expect(ask(bank, "/elsewhere", [:]) == 404)
        #expect(bank.balance == 0)
    }

    @Test func `the ledger outlives the bank`() throws {
        let stage = try ShellStage()
        let ledger = "\(stage.folder)/ledger"
        do {
            let bank = try #require(Bank(ledger: ledger))
            #expect(ask(bank, "/v1/charges", charge, key: "a") == 201)
            #expect(ask(bank, "/v1/charges", charge, key: "b") == 201)
            #expect(ask(bank, "/v1/refunds", ["charge_key": "b"]) == 200)
        }
        let bank = try #require(Bank(ledger: ledger))
        #expect(bank.balance == 3900)
        #expect(ask(bank, "/v1/charges", charge, key: "b") == 410)
    }
}
