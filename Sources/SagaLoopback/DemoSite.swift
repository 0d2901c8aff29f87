import SagaValue

/// Everything that the examples talk to, at one address: the bank of the order saga, the tables of
/// the pipeline, and the health of the machines that are provisioned.
package final class DemoSite: Sendable {
    package let bank: Bank
    package let tables = Tables()

    package init(bank: Bank) { self.bank = bank }

    /// Answers a request; to be the handler of a server.
    package func answer(_ request: ServerRequest) -> [ServerAction] {
        if request.method == "GET", request.target == "/healthz" {
            return [.json(200, ["healthy": true])]
        }
        return tables.answer(request) ?? bank.answer(request)
    }
}
