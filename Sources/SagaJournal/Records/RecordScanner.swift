import SagaValue

/// Why a line is not the record that must stand there.
struct RecordDefect: Error {
    let detail: String
    var isNewer = false

    static let form = RecordDefect(detail: "its envelope is not in the right form")
}

/// Verifies the records of a journal, one line after the other.
///
/// It works on the bytes as they stand: a record is what its writer framed, down to the byte.
struct RecordScanner {
    /// What the next record must follow.
    private(set) var link = RecordLink.start
    /// The epoch of the last record.
    private(set) var epoch = 0
    private var clock = ClockReading()

    /// `,"crc":"` and eight digits, the quote and the brace.
    static let closingCount = 18
    /// The same with `,"prev":"`, eight digits and the quote before it.
    static let trailerCount = closingCount + 18

    /// Reads one line, its newline not included, and goes on to the next.
    mutating func record(
        in page: Page, _ line: Range<Int>
    ) throws(RecordDefect) -> StoredRecord {
        let memory = page.bytes
        let bytes = memory.span
        let checksum = try Self.verifiedChecksum(bytes, line)
        var cursor = ByteCursor(line)
        guard cursor.skip(#"{"v":1,"seq":"#, bytes) else {
            throw Self.strangeOpening(bytes, line)
        }
        guard let sequence = cursor.integer(bytes), cursor.skip(#","epoch":"#, bytes),
            let epoch = cursor.integer(bytes), cursor.skip(#","t":""#, bytes),
            let time = clock.time(bytes, cursor.untilQuote(bytes)),
            cursor.skip(#"","kind":""#, bytes)
        else { throw RecordDefect.form }
        let kind = cursor.untilQuote(bytes)
        let trailer = line.upperBound - Self.trailerCount
        guard cursor.skip(#"""#, bytes), cursor.position <= trailer,
            bytes.starts(with: #","prev":""#, at: trailer)
        else { throw RecordDefect.form }
        try checkOrder(
            sequence, epoch, isLinked: bytes.holds(link.checksum, at: trailer + 9))
        link = RecordLink(sequence: sequence + 1, checksum: checksum)
        self.epoch = epoch
        return StoredRecord(
            sequence: sequence, epoch: epoch, time: time, kind: RawText(page: page, range: kind),
            fields: RawFields(page: page, record: sequence, range: cursor.position..<trailer),
            offset: page.offset + line.lowerBound, byteCount: line.count + 1, checksum: checksum)
    }

    private func checkOrder(
        _ sequence: Int, _ epoch: Int, isLinked: Bool
    ) throws(RecordDefect) {
        guard sequence == link.sequence else {
            throw RecordDefect(
                detail: "its number is \(sequence) where \(link.sequence) must stand")
        }
        guard isLinked else {
            throw RecordDefect(detail: "it does not follow the record before it")
        }
        guard epoch >= self.epoch, sequence < Int.max else {
            throw RecordDefect(detail: "its epoch \(epoch) has passed")
        }
    }

    /// The checksum with which the line ends, if that fits what stands before it.
    private static func verifiedChecksum(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) throws(RecordDefect) -> UInt32 {
        let closing = line.upperBound - closingCount
        guard closing >= line.lowerBound, bytes.starts(with: #","crc":""#, at: closing),
            bytes.starts(with: #""}"#, at: closing + 16)
        else { throw RecordDefect(detail: "the line does not end with a checksum") }
        let checksum = Checksum.of(bytes, line.lowerBound..<closing)
        guard bytes.holds(checksum, at: closing + 8) else {
            throw RecordDefect(detail: "its checksum does not fit its bytes")
        }
        return checksum
    }

    private static func strangeOpening(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) -> RecordDefect {
        var cursor = ByteCursor(line)
        if cursor.skip(#"{"v":"#, bytes), let version = cursor.integer(bytes), version > 1 {
            return RecordDefect(
                detail: "it is in version \(version) of the format", isNewer: true)
        }
        return RecordDefect.form
    }
}

/// Reads times, and remembers the last date: it rarely changes from record to record.
private struct ClockReading {
    private var date: [UInt8] = []
    private var midnight = 0

    mutating func time(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        guard range.count >= 20 else { return nil }
        if !isKnownDate(bytes, range.lowerBound) {
            var text: [UInt8] = []
            for index in range.prefix(10) { text.append(bytes[index]) }
            let whole = String(decoding: text, as: UTF8.self) + "T00:00:00Z"
            guard let start = Timestamp(whole) else { return nil }
            date = text
            midnight = start.seconds
        }
        var cursor = ByteCursor(range.dropFirst(10))
        guard cursor.skip("T", bytes), let hour = cursor.twoDigits(bytes), hour < 24,
            cursor.skip(":", bytes), let minute = cursor.twoDigits(bytes), minute < 60,
            cursor.skip(":", bytes), let second = cursor.twoDigits(bytes), second < 60,
            let fraction = cursor.fraction(bytes), cursor.skip("Z", bytes), cursor.isAtEnd
        else { return nil }
        return Timestamp(
            seconds: midnight + hour * 3600 + minute * 60 + second, fraction: fraction)
    }

    private func isKnownDate(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard date.count == 10 else { return false }
        for index in 0..<10 where date[index] != bytes[start + index] { return false }
        return true
    }
}
