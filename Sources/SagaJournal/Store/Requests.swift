import Glibc
package import SagaValue

/// What other processes ask of an execution's owner, each request a file in its `requests` folder.
package struct Requests {
    private let execution: Folder

    private static let folderName = "requests"
    private static let ending = ".json"

    package init(_ execution: Folder) { self.execution = execution }

    /// A request that waits.
    package struct Request: Equatable, Sendable {
        /// Its file's name.
        package let name: String
        /// Null where it cannot be read.
        package let body: Value
        /// Why it cannot be read.
        package let problem: String?
    }

    /// Leaves a request, and returns when it is on disk.
    ///
    /// - Parameter name: Letters, digits and hyphens; requests are taken in the order of names.
    /// - Throws: `SAGA4003` or `SAGA4004`.
    package func leave(_ name: String, _ body: Value) throws(JournalFault) {
        let folder = try execution.madeFolder(Self.folderName)
        try folder.write(name + Self.ending, Self.bytes(of: body, name, folder))
        try folder.synchronize()
    }

    /// Leaves a request of which only one can wait, and returns when it is on disk.
    ///
    /// - Returns: Whether it was left: of several processes, the first one's is.
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4014`.
    package func leaveFirst(_ name: String, _ body: Value) throws(JournalFault) -> Bool {
        let folder = try execution.madeFolder(Self.folderName)
        let bytes = try Self.bytes(of: body, name, folder)
        guard try folder.write(name + Self.ending, bytes, replacing: false) else { return false }
        try folder.synchronize()
        return true
    }

    /// The name of the file of a request, by which records and `waiting` know it.
    package static func fileName(of name: String) -> String { name + ending }

    private static func bytes(
        of body: Value, _ name: String, _ folder: Folder
    ) throws(JournalFault) -> [UInt8] {
        var bytes: [UInt8] = []
        body.write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        guard isName(name), bytes.count <= Limits.requestBytes else {
            throw JournalFault(
                .badRequest, path: folder.path(of: name), detail: "its name or its size")
        }
        return bytes
    }

    /// Begins to watch for requests that other processes leave.
    ///
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4008`.
    package func watch() throws(JournalFault) -> RequestWatch {
        try RequestWatch(execution.madeFolder(Self.folderName))
    }

    /// The requests that wait, in the order of their names, those that cannot be read too.
    ///
    /// - Throws: `SAGA4004` or `SAGA4008`.
    package func waiting() throws(JournalFault) -> [Request] {
        guard let folder = try execution.folder(Self.folderName) else { return [] }
        var requests: [Request] = []
        let names = try folder.names().filter { $0.utf8.suffix(5).elementsEqual(Self.ending.utf8) }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            guard let bytes = try folder.read(name, limit: Limits.requestBytes) else { continue }
            requests.append(Self.request(name, bytes))
        }
        return requests
    }

    /// Removes a request that nobody has met, by the name under which it was left.
    package func takeBack(_ name: String) throws(JournalFault) {
        guard let folder = try execution.folder(Self.folderName) else { return }
        try folder.remove(name + Self.ending)
        try folder.synchronize()
    }

    /// Removes a request whose answer is on disk.
    package func remove(_ request: Request) throws(JournalFault) {
        try remove(fileName: request.name)
    }

    /// Removes a request whose answer is on disk, or that its sender takes back.
    package func remove(fileName: String) throws(JournalFault) {
        guard let folder = try execution.folder(Self.folderName) else { return }
        try folder.remove(fileName)
        try folder.synchronize()
    }

    /// Sets a request aside that asks for nothing that is known, once a record says so.
    package func setAside(_ request: Request) throws(JournalFault) {
        guard let folder = try execution.folder(Self.folderName) else { return }
        try folder.rename(request.name, to: request.name + ".refused")
        try folder.synchronize()
    }

    private static func request(_ name: String, _ bytes: [UInt8]) -> Request {
        guard bytes.count <= Limits.requestBytes else {
            return Request(name: name, body: .null, problem: "it is too long")
        }
        do throws(JSONError) {
            return Request(name: name, body: try Value(json: bytes), problem: nil)
        } catch {
            let problem = "it is not JSON: \(error.reason.rawValue) at byte \(error.offset)"
            return Request(name: name, body: .null, problem: problem)
        }
    }

    private static func isName(_ name: String) -> Bool {
        let bytes = name.utf8
        return 1...200 ~= bytes.count && bytes.first != UInt8(ascii: "-")
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
