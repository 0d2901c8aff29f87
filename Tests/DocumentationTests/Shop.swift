import SagaLoopback
import SagaTesting
import Testing

/// A shell with what the examples need: an empty store, folders for the state of their scripts, and
/// the servers that they talk to.
struct Shop {
    let shell: Shell
    let site: DemoSite
    private let server: LoopbackServer

    /// No port was free for the servers.
    struct Closed: Error {}

    init() throws {
        guard let bank = Bank(ledger: nil) else { throw Closed() }
        let site = DemoSite(bank: bank)
        guard let server = LoopbackServer(handler: { site.answer($0) }) else { throw Closed() }
        self.site = site
        self.server = server
        var shell = try Shell()
        shell.variables = [
            "SAGA_STORE": "\(shell.folder)/store",
            "PAY": server.url, "ORDER_STATE": "\(shell.folder)/shop",
            "SITE": server.url, "PIPELINE_STATE": "\(shell.folder)/pipeline",
            "CLOUD_ADDRESS": "127.0.0.1:\(server.port)", "CLOUD_STATE": "\(shell.folder)/cloud",
        ]
        self.shell = shell
    }

    func remove() { shell.remove() }

    /// Runs the first command of an example, as its head says.
    func run(_ name: String) throws {
        let example = try #require(Example.all.first { $0.name == name })
        let step = try #require(example.steps.first)
        let answer = try shell.run(step.command, in: example.folder)
        #expect(answer.status == step.exitStatus, "\(answer.error)")
    }

    /// What became of the keys of a ledger, in alphabetical order: `undone`, or what was made.
    func entries(of ledger: String) throws -> [String] {
        try shell.run("cat shop/\(ledger)/*").output.split(separator: "\n")
            .map { String($0).replacing(/"([a-z]+)": "[a-z]-[0-9a-f]+"/) { String($0.output.1) } }
            .sorted()
    }
}
