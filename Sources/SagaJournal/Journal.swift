package import SagaValue

/// The journal of an execution that this process owns: adds records, and puts them on disk.
///
/// Records wait in memory until `flush`. The lock is held until the journal is let go.
package final class Journal {
    /// The file, for messages.
    package let path: String
    /// The execution's folder.
    package let folder: Folder
    private let file: any JournalFile
    private let blobs: BlobFolder
    private var buffer: RecordBuffer

    /// What the last record on disk is followed by, and where it ends.
    private var durable: RecordLink
    private var length: Int
    /// The first failure, after which nobody knows what the disk has, so nothing more is written.
    private var fault: JournalFault?
    /// What is to be done once when the first records are on disk.
    private var birth: Birth?
    private var reserve: Reserve?
    /// The record with which this process says that it owns the journal, until it is on disk.
    private var lease: Lease?

    init(
        folder: Folder, path: String, file: any JournalFile, blobs: BlobFolder,
        after link: RecordLink, length: Int, lease: Lease, birth: Birth?, reserve: Reserve?
    ) {
        self.folder = folder
        self.path = path
        self.file = file
        self.blobs = blobs
        self.length = length
        self.lease = lease
        self.birth = birth
        self.reserve = reserve
        durable = link
        buffer = RecordBuffer(after: link, epoch: lease.epoch)
    }

    /// The fault of a journal whose good part ends before anything was started.
    package var headless: JournalFault {
        .headless(path: path, offset: length, after: durable)
    }

    /// Adds one record to those that wait.
    ///
    /// - Parameter kind: A word; it is written as it is, without escapes.
    /// - Parameter time: Of the decision; records of one decision have the same.
    /// - Complexity: No allocation beyond the buffer's growth.
    package func add(
        kind: String, at time: Timestamp, fields: (inout RecordFields) -> Void
    ) {
        buffer.add(kind: kind, at: time, fields: fields)
    }

    /// Whether so much waits that it should be flushed even if no effect asks for it.
    package var isFlushDue: Bool {
        buffer.count >= Limits.eventsPerFlush || buffer.byteCount >= Limits.flushBytes
    }

    /// Whether nothing waits to be flushed.
    package var isFlushed: Bool { buffer.count == 0 }

    /// The number and checksum of the last record on disk: evidence for `saga verify`.
    package var head: String { durable.head }

    /// Writes what waits, and returns when it is on disk; nothing waiting is nothing to do.
    ///
    /// - Throws: `SAGA4003` when the disk is full; then nothing of what waited is kept.
    ///   `SAGA4004` for every other failure of the disk. Whichever came first is thrown again by
    ///   every later call.
    /// - Complexity: One `write` and one `fdatasync`, however many records; large values add two
    ///   flushes each.
    package func flush() throws(JournalFault) {
        if let fault { throw fault }
        guard buffer.count > 0 else { return }
        if let record = buffer.oversized {
            throw poison(
                JournalFault(
                    .recordTooLong, path: path, record: record,
                    detail: "more than \(Limits.recordBytes) bytes"))
        }
        do throws(JournalFault) {
            try blobs.write(buffer.takeBlobs())
            try write()
            try birth?.complete()
        } catch { throw poison(error) }
        birth = nil
        lease = nil
    }

    /// Gives back the space that was held for this, and writes one last record.
    ///
    /// Only of use after `flush` has thrown `SAGA4003`; what waited then is lost, and the journal
    /// takes nothing after this record.
    ///
    /// - Throws: The fault of `flush` where there is still no room, or the fault was another.
    package func addLast(
        kind: String, at time: Timestamp, fields: (inout RecordFields) -> Void
    ) throws(JournalFault) {
        guard let fault, fault.code == .noSpace, birth == nil, let reserve else {
            if let fault { throw fault }
            return
        }
        self.reserve = nil
        reserve.release()
        buffer.rewind(to: durable)
        lease?.add(to: &buffer)
        buffer.add(kind: kind, at: time, fields: fields)
        // What does not fit one record now has no blob to go to either.
        guard buffer.takeBlobs().isEmpty, buffer.oversized == nil else { throw fault }
        try write()
    }

    /// Adds the record that says who owns the journal from here on.
    func addLease() { lease?.add(to: &buffer) }

    private func write() throws(JournalFault) {
        let count = buffer.bytes.count
        do throws(SystemError) {
            let bytes = buffer.bytes
            try file.append(bytes.span)
        } catch {
            throw afterFailedWrite(error, count)
        }
        do throws(SystemError) { try file.synchronize() } catch {
            // What the kernel still has of the file may be thrown away or not: nothing is mended.
            throw .system(error.number, path: path, action: "flush", code: .inputOutput)
        }
        length += count
        durable = buffer.next
        buffer.clear()
    }

    /// Removes what a failed write has left, so that the journal ends with a whole record.
    private func afterFailedWrite(_ error: SystemError, _ count: Int) -> JournalFault {
        var fault = JournalFault.system(
            error.number, path: path, action: "write \(count) bytes")
        fault.offset = length
        fault.record = durable.sequence
        do throws(SystemError) { try file.truncate(to: length) } catch {
            // Left torn: the next to open it knows what to do. No more can be written now.
            reserve = nil
        }
        return fault
    }

    private func poison(_ fault: JournalFault) -> JournalFault {
        self.fault = fault
        return fault
    }
}
