import CSystem
import Glibc
import SagaValue

/// The record with which a process says that it owns the journal from here on.
struct Lease {
    static let word: StaticString = "lease"

    let epoch: Int
    let time: Timestamp
    /// CLOCK_BOOTTIME at `time`, in nanoseconds; from it the steady time goes on within one boot.
    let bootNanoseconds: Int?
    let host: String
    let process: ProcessIdentity
    /// The journal's own file, by which a copy is known.
    let device: Int
    let inode: Int

    /// The lease of this process on `file`.
    init(epoch: Int, at time: Timestamp, file: Descriptor) throws(SystemError) {
        let status = try file.status()
        self.epoch = epoch
        self.time = time
        bootNanoseconds = Int(csystem_boot_time())
        host = Self.hostName()
        process = .current()
        device = Int(truncatingIfNeeded: status.st_dev)
        inode = Int(truncatingIfNeeded: status.st_ino)
    }

    /// The lease that a record is.
    init(_ record: StoredRecord) throws(JournalFault) {
        var fields = record.fields
        epoch = record.epoch
        time = record.time
        host = try fields.string("host")
        process = ProcessIdentity(
            bootID: try fields.string("boot_id"), pid: try fields.integer("pid"),
            startTime: try fields.integer("starttime"))
        device = try fields.integer("dev")
        inode = try fields.integer("ino")
        bootNanoseconds = try fields.optionalInteger("boottime")
    }

    func add(to buffer: inout RecordBuffer) {
        buffer.add(kind: Self.word.description, at: time) { fields in
            fields.string("host", host)
            fields.string("boot_id", process.bootID)
            fields.integer("pid", process.pid)
            fields.integer("starttime", process.startTime)
            fields.integer("dev", device)
            fields.integer("ino", inode)
            if let bootNanoseconds { fields.integer("boottime", bootNanoseconds) }
        }
    }

    /// The steady time of this lease, of use within the boot that it was taken in.
    var anchor: TimeAnchor? {
        guard process.bootID == ProcessIdentity.currentBootID(), let bootNanoseconds else {
            return nil
        }
        return TimeAnchor(time: time, bootNanoseconds: bootNanoseconds)
    }

    /// Whether `other`, the lease to come, is on another file than this one was.
    ///
    /// Devices get new numbers when the machine starts, so they count within one start only.
    func isOnAnotherFile(than other: Lease) -> Bool {
        inode != other.inode
            || process.bootID == other.process.bootID && device != other.device
    }

    static func hostName() -> String {
        var bytes = [CChar](repeating: 0, count: 256)
        // The last byte stays zero, whatever the system does with a long name.
        unsafe gethostname(&bytes, bytes.count - 1)
        return String(
            decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
