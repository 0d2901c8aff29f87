import SagaLoopback
import SagaTesting

/// A shell with what the examples need: an empty store, a folder for the shop, and a bank.
struct Shop {
    let shell: Shell
    let bank: Bank
    private let server: LoopbackServer

    /// No port was free for the bank.
    struct Closed: Error {}

    init() throws {
        guard let bank = Bank(ledger: nil),
            let server = LoopbackServer(handler: { bank.answer($0) })
        else { throw Closed() }
        self.bank = bank
        self.server = server
        var shell = try Shell()
        shell.variables = [
            "PAY": server.url, "SAGA_STORE": "\(shell.folder)/store",
            "ORDER_STATE": "\(shell.folder)/shop",
        ]
        self.shell = shell
    }

    func remove() { shell.remove() }
}
