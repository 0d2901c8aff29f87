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
            packed = Gunzip()
            packed?.add(bytes)
        }
        guard let packed else { return try read() }
        return try next(of: packed)
    }

    private func next(of packed: Gunzip) throws(FileProblem) -> [UInt8] {
        while true {
            let piece = try piece(of: packed)
            guard piece.isEmpty else { return piece }
            let bytes = try read()
            guard bytes.isEmpty else {
                packed.add(bytes)
                continue
            }
            guard packed.isWhole else { throw damage }
            return []
        }
    }

    private func piece(of packed: Gunzip) throws(FileProblem) -> [UInt8] {
        do throws(Gunzip.Malformed) { return try packed.next(Self.pieceBytes) } catch {
            throw damage
        }
    }

    private var damage: FileProblem {
        FileProblem("`\(key)` is packed by gzip, and damaged or cut; pack it again.")
    }

    private func read() throws(FileProblem) -> [UInt8] {
        do throws(OwnedFile.SystemFailure) { return try file.read(Self.pieceBytes) } catch {
            throw FileProblem(error.number, "read", key)
        }
    }

    private static let pieceBytes = 1 << 20
}
