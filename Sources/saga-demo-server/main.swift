// What the examples talk to: the bank of the order saga, the tables of the pipeline, and the health
// of the machines that are provisioned.
//
//   saga-demo-server --port-file FILE [--ledger FILE] [--port NUMBER]
//
// The port stands in its file once requests are answered. TERM ends it, as any process.
import Glibc
import SagaLoopback

/// What the command line asks for; nil when it makes no sense.
struct Options {
    var portFile: String?
    var ledger: String?
    var port = 0

    init?(_ words: [String]) {
        guard words.count.isMultiple(of: 2) else { return nil }
        for index in stride(from: 0, to: words.count, by: 2) {
            switch words[index] {
            case "--port-file": portFile = words[index + 1]
            case "--ledger": ledger = words[index + 1]
            case "--port":
                guard let port = Int(words[index + 1]) else { return nil }
                self.port = port
            default: return nil
            }
        }
    }
}

func end(_ message: String, _ status: Int32) -> Never {
    let text = Array("saga-demo-server: \(message)\n".utf8)
    _ = unsafe write(2, text, text.count)
    exit(status)
}

/// Writes the file under another name first, so that nobody reads half a number.
func announce(_ port: Int, in path: String) {
    let text = Array("\(port)\n".utf8)
    let file = unsafe open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0, unsafe write(file, text, text.count) == text.count, close(file) == 0,
        unsafe rename("\(path).new", path) == 0
    else { end("cannot write \(path)", 74) }
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
    end("usage: saga-demo-server --port-file FILE [--ledger FILE] [--port NUMBER]", 64)
}
guard let bank = Bank(ledger: options.ledger) else { end("cannot write the ledger", 74) }
let site = DemoSite(bank: bank)
guard let server = LoopbackServer(port: options.port, handler: { site.answer($0) }) else {
    end("cannot listen", 74)
}
if let path = options.portFile { announce(server.port, in: path) }
while true { pause() }
