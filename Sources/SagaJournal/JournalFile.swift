/// The file that a journal is written to: what a disk does, and what a test lets it do.
package protocol JournalFile {
    /// Adds bytes at the end; after an error any part of them may be there.
    func append(_ bytes: Span<UInt8>) throws(SystemError)
    /// Returns when everything added so far is on disk.
    func synchronize() throws(SystemError)
    /// Cuts the file to `length` bytes.
    func truncate(to length: Int) throws(SystemError)
}

/// A file of the system's, opened for appending.
struct SystemFile: JournalFile {
    let descriptor: Descriptor

    func append(_ bytes: Span<UInt8>) throws(SystemError) { try descriptor.write(bytes) }
    func synchronize() throws(SystemError) { try descriptor.synchronizeData() }
    func truncate(to length: Int) throws(SystemError) { try descriptor.truncate(to: length) }
}
