import SagaValue

/// A file of a bucket as a reader sees it: unpacked, where it is packed by gzip.
struct ItemFile {
    private let file: OwnedFile
    /// As messages name it.
    private let key: String
    private var hasBegun = false
    private var packed: Gunzip?

    init(_ file: OwnedFile, _ key: String) {
        self.file = file
        self.key = key
    }

    /// The next piece; empty at the end.
    mutating func next() throws(FileProblem) -> [UInt8] {
        if !hasBegun {
            hasBegun = true
            let bytes = try read()
            guard Gunzip.isBegun(by: bytes) else { return bytes }
            packed = Gunzip(try whole(after: bytes))
        }
        guard packed != nil else { return try read() }
        do throws(Gunzip.Malformed) { return try packed?.next(Self.pieceBytes) ?? [] } catch {
            throw FileProblem("`\(key)` is packed by gzip, and damaged or cut; pack it again.")
        }
    }

    private func read() throws(FileProblem) -> [UInt8] {
        do throws(OwnedFile.SystemFailure) { return try file.read(Self.pieceBytes) } catch {
            throw FileProblem(error.number, "read", key)
        }
    }

    private func whole(after first: [UInt8]) throws(FileProblem) -> [UInt8] {
        var bytes = first
        while case let piece = try read(), !piece.isEmpty {
            bytes += piece
            guard bytes.count <= Limits.readerBytes else {
                throw FileProblem("`\(key)` has more than \(Limits.readerBytes) bytes.")
            }
        }
        return bytes
    }

    private static let pieceBytes = 1 << 20
}
