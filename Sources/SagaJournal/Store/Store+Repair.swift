import Glibc
package import SagaValue

extension Store {
    /// Cuts a damaged journal after the last record that a person trusts.
    ///
    /// The whole damaged file stays beside it, as `journal.broken-N`.
    ///
    /// - Parameter sequence: The number of the last record to keep; all up to it must be sound.
    /// - Returns: The name of the file that keeps the damaged journal.
    /// - Throws: `SAGA4006` or `SAGA4007` where a record up to `sequence` is damaged or missing;
    ///   `SAGA4001`, `SAGA4003`, `SAGA4004`, `SAGA4005`, `SAGA4008` or `SAGA4009`. Nothing has been
    ///   cut then.
    package func repair(
        _ id: ExecutionID, keeping sequence: Int, permissions: Permissions = Permissions()
    ) throws(JournalFault) -> String {
        let (folder, file) = try locked(id, permissions)
        let path = folder.path(of: Self.journalName)
        let end = try Self.end(of: sequence, file, path)
        let name = Self.freeName(in: folder)
        try folder.write(name, try file.wholeFile(path))
        try folder.synchronize()
        do throws(SystemError) {
            try file.truncate(to: end)
            try file.synchronizeData()
        } catch { throw .system(error.number, path: path, action: "repair") }
        return name
    }

    /// Where the record of this number ends in the file.
    private static func end(
        of sequence: Int, _ file: Descriptor, _ path: String
    ) throws(JournalFault) -> Int {
        var scan = JournalScan(file: file, path: path, blobs: nil)
        var end: Int?
        do throws(JournalFault) {
            _ = try scan.read { record in
                if record.sequence == sequence { end = record.offset + record.byteCount }
            }
        } catch {
            // What is wrong further on is what the repair is for.
            if end == nil { throw error }
        }
        guard let end else {
            throw scan.fault(RecordDefect(detail: "record \(sequence) is not there"))
        }
        return end
    }

    private static func freeName(in folder: Folder) -> String {
        var number = 1
        while folder.contains("journal.broken-\(number)") { number += 1 }
        return "journal.broken-\(number)"
    }
}
