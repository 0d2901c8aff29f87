import Glibc
import SagaValue

/// Reads a journal's file from where it left off to its end, record by record.
struct JournalScan {
    let file: Descriptor
    let path: String
    let blobs: BlobFolder?

    private(set) var scanner = RecordScanner()
    /// Where the verified records end in the file.
    private(set) var offset = 0

    init(file: Descriptor, path: String, blobs: BlobFolder?) {
        self.file = file
        self.path = path
        self.blobs = blobs
    }

    /// What stands after the last good record.
    enum End {
        /// Bytes without a newline, none where the file ends with a record.
        case tail([UInt8])
        /// A line that ends the file, whose checksum fails and which has a sector of zeros.
        case lostSector([UInt8])
    }

    /// Hands every further record to `body`.
    ///
    /// - Throws: `SAGA4006` and `SAGA4007` for a line that is no record in its place; what `body`
    ///   throws, with the place added.
    mutating func read(
        _ body: (StoredRecord) throws(JournalFault) -> Void
    ) throws(JournalFault) -> End {
        while true {
            let page = try nextPage()
            var start = 0
            while let end = page.newline(from: start) {
                let record: StoredRecord
                do throws(RecordDefect) {
                    record = try scanner.record(in: page, start..<end)
                } catch {
                    if try isLostSector(page, start..<end + 1) {
                        return .lostSector(Array(page.bytes[start...end]))
                    }
                    throw fault(error)
                }
                try body(record)
                start = end + 1
                offset = page.offset + start
            }
            if page.bytes.count < Limits.readBytes { return .tail(Array(page.bytes[start...])) }
            guard start > 0 else { throw fault(RecordDefect(detail: "its line has no end")) }
        }
    }

    /// The fault of a line at `offset`.
    func fault(_ defect: RecordDefect) -> JournalFault {
        JournalFault(
            defect.isNewer ? .newerFormat : .damaged, path: path, offset: offset,
            record: scanner.link.sequence, detail: defect.detail)
    }

    /// The piece of the file that begins after the last good record.
    private func nextPage() throws(JournalFault) -> Page {
        do throws(SystemError) {
            let bytes = try file.read(Limits.readBytes, from: offset)
            return Page(bytes: bytes, path: path, offset: offset, blobs: blobs)
        } catch { throw .system(error.number, path: path, action: "read") }
    }

    /// Whether a bad line can be what a power cut leaves of the last write: the file ends with it,
    /// and a whole sector of it never reached the disk (sectors are written in any order).
    private func isLostSector(_ page: Page, _ line: Range<Int>) throws(JournalFault) -> Bool {
        guard page.offset + line.upperBound == (try file.byteCount(path)),
            line.count <= Limits.recordBytes
        else { return false }
        let sector = 512
        let misalignment = (page.offset + line.lowerBound) % sector
        var start = line.lowerBound + (misalignment == 0 ? 0 : sector - misalignment)
        while start + sector <= line.upperBound {
            if page.bytes[start..<start + sector].allSatisfy({ $0 == 0 }) { return true }
            start += sector
        }
        return false
    }
}

extension Page {
    /// The first newline at `start` or after it.
    fileprivate func newline(from start: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { memory -> Int? in
            guard start < memory.count, let base = memory.baseAddress,
                let found = unsafe memchr(base + start, 0x0A, memory.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
