import Glibc
import SagaValue

/// What a disk, another process or a damaged file did to a journal.
///
/// It says where: the file, and of a damaged journal the byte and the record.
package struct JournalFault: Error, Equatable, Sendable {
    package let code: JournalCode
    /// The file or folder that it is about.
    package var path: String
    /// From the start of the file, in bytes; of a damaged journal, where its good part ends.
    package var offset: Int?
    /// The sequence number that the damaged record has or should have.
    package var record: Int?
    /// What happened, as a clause that can follow a colon.
    package let detail: String
    /// The `errno` that the system gave.
    package let errorNumber: Int32?

    package init(
        _ code: JournalCode, path: String, offset: Int? = nil, record: Int? = nil,
        detail: String, errorNumber: Int32? = nil
    ) {
        self.code = code
        self.path = path
        self.offset = offset
        self.record = record
        self.detail = detail
        self.errorNumber = errorNumber
    }

    /// The fault of a system call that failed with `errorNumber` while `action` was tried.
    ///
    /// - Parameter action: An infinitive: `write`, `make the folder`.
    package static func system(
        _ errorNumber: Int32, path: String, action: String, code: JournalCode? = nil
    ) -> JournalFault {
        let reason = unsafe String(cString: strerror(errorNumber))
        return JournalFault(
            code ?? JournalCode(errorNumber: errorNumber), path: path,
            detail: "cannot \(action): \(reason)", errorNumber: errorNumber)
    }

    /// The fault of a journal whose good part ends before anything was started: a crash inside its
    /// very first flush, where it happened to a file that had its name already.
    static func headless(path: String, offset: Int, after link: RecordLink) -> JournalFault {
        JournalFault(
            .damaged, path: path, offset: offset, record: link.sequence,
            detail: "it ends before anything was started; `saga run` starts it under another name")
    }

    /// One sentence without a full stop, for people.
    package var message: String {
        var place = "`\(path)`"
        if let record { place += ", record \(record)" }
        if let offset { place += ", byte \(offset)" }
        return "\(code.explanation.title): \(place): \(detail)"
    }

    /// The status with which the program ends.
    package var exitStatus: Int32 { code.exitStatus }
}
