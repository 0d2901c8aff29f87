import SagaValue

/// What the bytes after a journal's last newline are, by which a crash is told from damage.
enum TornTail: Equatable {
    /// One whole record that lacks only its newline.
    case complete
    /// The beginning of a write that did not come to its end.
    case torn

    /// Judges a tail that is not empty.
    ///
    /// - Parameter scanner: Stands after the last good record.
    /// - Throws: `RecordDefect` where a crash does not explain it.
    init(
        _ tail: [UInt8], after scanner: RecordScanner
    ) throws(RecordDefect) {
        guard tail.count <= Limits.recordBytes else {
            throw RecordDefect(detail: "its line has no end")
        }
        guard let end = RecordScanner.firstWholeRecord(tail) else {
            self = .torn
            return
        }
        guard end == tail.count else {
            // A whole record was written with its newline, and nothing but a newline follows one.
            throw RecordDefect(detail: "bytes follow the record where its newline must stand")
        }
        var scanner = scanner
        _ = try scanner.record(
            in: Page(bytes: tail, path: "", offset: 0, blobs: nil), 0..<tail.count)
        self = .complete
    }
}

extension RecordScanner {
    /// Where the first thing in `bytes` ends that closes with the checksum of all before it.
    static func firstWholeRecord(_ bytes: [UInt8]) -> Int? {
        let span = bytes.span
        var checksum = RunningChecksum()
        for position in bytes.indices where span.starts(with: #","crc":""#, at: position) {
            checksum.goOn(span, to: position)
            if span.holds(checksum.value, at: position + 8),
                span.starts(with: #""}"#, at: position + 16)
            {
                return position + closingCount
            }
        }
        return nil
    }
}
