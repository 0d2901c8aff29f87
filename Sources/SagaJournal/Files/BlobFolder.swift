import Glibc
import SagaValue

/// The folder of an execution's large values: files that are named by their SHA-256.
package final class BlobFolder {
    private static let name = "blobs"
    private static let rememberedNames = 4096

    private let parent: Folder
    private var folder: Folder?
    /// Files that this process has written, so that a loop does not write one value for ever.
    private var written: Set<String> = []

    init(of parent: Folder) { self.parent = parent }

    /// Puts values on disk, names and all.
    func write(_ blobs: [Blob]) throws(JournalFault) {
        if written.count > Self.rememberedNames { written = [] }
        // What fails here is not tried again, so a name may count as written before it is.
        let blobs = blobs.filter { written.insert($0.reference.name).inserted }
        if blobs.isEmpty { return }
        let folder = try made()
        for blob in blobs { try folder.write(blob.reference.name, blob.bytes) }
        try folder.synchronize()
    }

    /// Reads a value.
    ///
    /// - Throws: `SAGA4013` where its file is gone, or its bytes are not those that were written.
    func value(_ reference: BlobReference) throws(JournalFault) -> Value {
        let path = "\(parent.path)/\(Self.name)/\(reference.name)"
        guard let folder = try opened(),
            let file = try folder.file(reference.name, O_RDONLY | O_CLOEXEC)
        else {
            throw JournalFault(.damagedBlob, path: path, detail: "the file is missing")
        }
        let length = try file.byteCount(path)
        guard length == reference.byteCount else {
            throw JournalFault(
                .damagedBlob, path: path,
                detail: "it has \(length) bytes instead of \(reference.byteCount)")
        }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try file.read(length, from: 0) } catch {
            throw .system(error.number, path: path, action: "read")
        }
        guard Blob(bytes).reference == reference, let value = try? Value(json: bytes) else {
            throw JournalFault(
                .damagedBlob, path: path, detail: "its bytes do not fit its name")
        }
        return value
    }

    private func opened() throws(JournalFault) -> Folder? {
        if folder == nil { folder = try parent.folder(Self.name) }
        return folder
    }

    private func made() throws(JournalFault) -> Folder {
        if let folder { return folder }
        let made = try parent.madeFolder(Self.name)
        folder = made
        return made
    }
}
