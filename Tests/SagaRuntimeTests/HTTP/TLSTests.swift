import Foundation
import SagaLoopback
import Testing

@testable import SagaRuntime

/// A real TLS server with a certificate that nobody signed, for `localhost`.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: TLSServer.openssl)))
struct TLSTests {
    private let server: TLSServer

    init() throws { server = try TLSServer() }

    private func send(_ host: String, trusting: Bool) throws -> HTTPEnding.Answer {
        var limits = HTTPLimits()
        limits.isTLSOnly = true
        if trusting { limits.certificatesFile = server.certificate }
        return try SagaRuntimeTests.send(.get("https://\(host):\(server.port)/"), limits: limits)
    }

    @Test func `a certificate that is trusted lets the request through`() throws {
        #expect(try send("localhost", trusting: true).response?.status == 200)
    }

    @Test func `nothing is sent to a server whose certificate nobody signed`() throws {
        #expect(
            try send("localhost", trusting: false).notSentReason?.contains("certificate") == true)
    }

    @Test func `nothing is sent to a server that has another's certificate`() throws {
        #expect(try send("127.0.0.1", trusting: true).notSentReason != nil)
    }

    @Test func `nothing is sent to a server whose certificate has expired`() throws {
        let server = try TLSServer(days: -1)
        var limits = HTTPLimits()
        limits.certificatesFile = server.certificate
        let answer = try SagaRuntimeTests.send(
            .get("https://localhost:\(server.port)/"), limits: limits)
        #expect(answer.notSentReason?.contains("certificate") == true)
    }

    @Test func `nothing is sent to a server that does not speak TLS`() throws {
        let plain = try #require(
            LoopbackServer(greeting: [.send("HTTP/1.1 200 OK\r\n\r\n"), .close]))
        let answer = try SagaRuntimeTests.send(.get("https://127.0.0.1:\(plain.port)/"))
        #expect(answer.notSentReason != nil)
    }
}

/// `openssl s_server`, which ends with the object.
private final class TLSServer {
    static let openssl = "/usr/bin/openssl"

    let port: Int
    let certificate: String
    private let pool: TaskPool
    private let stage: ShellStage

    /// - Parameter days: From now until its certificate expires.
    init(days: Int = 2) throws {
        stage = try ShellStage()
        let ending = try stage.run(
            "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem "
                + "-out request.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost; "
                + "openssl x509 -req -in request.pem -signkey key.pem -copy_extensions copyall "
                + "-days \(days) -out cert.pem")
        try #require(ending.status == .exited(code: 0), "\(ending.errorText)")
        certificate = "\(stage.folder)/cert.pem"
        // `ACCEPT 127.0.0.1:40123`, when it is ready.
        var announced: Int?
        pool = try TaskPool { _, _, line in
            if line.hasPrefix("ACCEPT "), let number = line.split(separator: ":").last {
                announced = Int(number)
            }
        }
        pool.start(
            stage.command(
                .arguments([
                    "openssl", "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", "cert.pem",
                    "-key", "key.pem",
                ])), as: 1)
        while announced == nil {
            let arrivals = try pool.wait(until: Instant.now.advanced(by: .milliseconds(10)))
            try #require(arrivals.isEmpty, "openssl ended")
        }
        port = try #require(announced)
    }
}
