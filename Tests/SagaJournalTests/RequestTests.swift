import Glibc
import SagaJournal
import SagaValue
import Testing

@Suite struct RequestTests {
    private let folder = TemporaryFolder(isInMemory: true)
    private let requestFolder = "store/executions/one/requests"
    private let requests: Requests

    init() throws {
        requests = Requests(try folder.store.createOne(0).folder)
    }

    @Test func `a request is there until its answer is on disk`() throws {
        #expect(try requests.waiting() == [])
        try requests.leave("abort", ["reason": "wrong address"])
        let waiting = try requests.waiting()
        #expect(waiting.map(\.body) == [["reason": "wrong address"]])
        try requests.remove(try #require(waiting.first))
        #expect(try requests.waiting() == [])
    }

    @Test func `requests are taken in the order of their names`() throws {
        for name in ["20-stop", "10-abort", "30-send"] { try requests.leave(name, .null) }
        #expect(
            try requests.waiting().map(\.name) == ["10-abort.json", "20-stop.json", "30-send.json"])
    }

    @Test func `a file that is still being written is no request`() throws {
        try requests.leave("abort", .null)
        try folder.write("\(requestFolder)/.stop.json.17", Array("{".utf8))
        try folder.write("\(requestFolder)/notes.txt", Array("{".utf8))
        #expect(try requests.waiting().count == 1)
    }

    @Test(arguments: ["../x", "", "-x", "a/b", "a b", ".x", "ä"])
    func `a request's name is no path`(name: String) throws {
        let fault = #expect(throws: JournalFault.self) { try requests.leave(name, .null) }
        #expect(fault?.code == .badRequest)
    }

    @Test func `what is not JSON is told of with its place, and keeps no other back`() throws {
        try requests.leave("10-abort", .null)
        try requests.leave("20-stop", .null)
        try folder.write("\(requestFolder)/10-abort.json", Array("{]".utf8))
        let waiting = try requests.waiting()
        #expect(waiting.map(\.name) == ["10-abort.json", "20-stop.json"])
        #expect(waiting[0].problem?.hasSuffix("at byte 1") == true)
        #expect(waiting[1].problem == nil)
    }

    @Test func `what is set aside is kept and does not wait any more`() throws {
        try requests.leave("abort", .null)
        try requests.setAside(try #require(try requests.waiting().first))
        #expect(try requests.waiting() == [])
        #expect(try folder.read("\(requestFolder)/abort.json.refused") == Array("null\n".utf8))
    }

    @Test func `a request that is too long is told of`() throws {
        try requests.leave("abort", .null)
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: Limits.requestBytes + 1)
        try folder.write("\(requestFolder)/abort.json", bytes)
        #expect(try requests.waiting().first?.problem == "it is too long")
    }

    @Test func `a pipe among the requests is refused`() throws {
        try requests.leave("abort", .null)
        #expect(unsafe mkfifo("\(folder.path)/\(requestFolder)/x.json", 0o600) == 0)
        let fault = #expect(throws: JournalFault.self) { try requests.waiting() }
        #expect(fault?.code == .unsafeFile)
    }

    @Test func `a watch tells of a request that another process leaves`() throws {
        let watch = try requests.watch()
        #expect(!watch.drain())
        try requests.leave("abort", .null)
        var waiting = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(unsafe poll(&waiting, 1, 10_000) == 1)
        #expect(watch.drain())
        #expect(!watch.drain())
    }
}
