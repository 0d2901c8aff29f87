import SagaValue

/// Frames records, and keeps them until they are written.
///
/// A record is one line: an envelope (`v`, `seq`, `epoch`, `t`, `kind`), its own fields, the
/// checksum of the record before (`prev`) and its own (`crc`, over every byte before it).
struct RecordBuffer {
    /// What follows the last record of the journal.
    private(set) var next: RecordLink
    /// The epoch of the records to come.
    var epoch: Int { didSet { envelopeTime = nil } }
    /// Records that are not yet written.
    private(set) var count = 0
    /// The first record that is longer than `Limits.recordBytes`, where there is one.
    private(set) var oversized: Int?
    private var pending = RecordFields()

    /// What stands between a record's number and its kind, and the time for which it was made.
    private var envelope: [UInt8] = []
    private var envelopeTime: Timestamp?

    init(after link: RecordLink, epoch: Int) {
        next = link
        self.epoch = epoch
    }

    /// Lines ready to be written.
    var bytes: [UInt8] { pending.bytes }

    /// Bytes that wait: of the lines, and of the values that they name.
    var byteCount: Int { pending.blobs.reduce(pending.bytes.count) { $0 + $1.bytes.count } }

    /// Values that must be on disk before the lines are.
    mutating func takeBlobs() -> [Blob] { pending.takeBlobs() }

    /// Frames one record.
    mutating func add(
        kind: String, at time: Timestamp, fields: (inout RecordFields) -> Void
    ) {
        if time != envelopeTime { prepareEnvelope(time) }
        let start = pending.bytes.count
        pending.bytes.append(#"{"v":1,"seq":"#)
        next.sequence.writeDecimal(to: &pending.bytes)
        pending.bytes.append(contentsOf: envelope)
        pending.bytes.append(contentsOf: kind.utf8)
        pending.bytes.append(UInt8(ascii: "\""))
        fields(&pending)
        pending.bytes.append(#","prev":""#)
        pending.bytes.append(checksum: next.checksum)
        pending.bytes.append(UInt8(ascii: "\""))
        let checksum = Checksum.of(pending.bytes.span, start..<pending.bytes.count)
        pending.bytes.append(#","crc":""#)
        pending.bytes.append(checksum: checksum)
        pending.bytes.append("\"}\n")
        if pending.bytes.count - start > Limits.recordBytes {
            oversized = oversized ?? next.sequence
        }
        next = RecordLink(sequence: next.sequence + 1, checksum: checksum)
        count += 1
    }

    /// Forgets the lines, which were written or never will be.
    mutating func clear() {
        // What one large flush needed is not kept for all the small ones to come.
        pending.bytes.removeAll(keepingCapacity: pending.bytes.capacity <= Limits.flushBytes * 2)
        count = 0
    }

    /// Forgets the lines and goes on after `link`.
    mutating func rewind(to link: RecordLink) {
        clear()
        _ = pending.takeBlobs()
        next = link
    }

    private mutating func prepareEnvelope(_ time: Timestamp) {
        envelope.removeAll(keepingCapacity: true)
        envelope.append(#","epoch":"#)
        epoch.writeDecimal(to: &envelope)
        envelope.append(#","t":""#)
        time.writeExactly(to: &envelope)
        envelope.append(#"","kind":""#)
        envelopeTime = time
    }
}
