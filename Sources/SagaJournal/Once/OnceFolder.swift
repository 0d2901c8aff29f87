import Glibc
import SagaValue

/// What is kept of commands that take effect once: for each key a folder of its own.
///
/// The folder is named for the key's SHA-256, so that no key can name a path.
package struct OnceFolder {
    private let folder: Folder

    /// Opens the folder at `path`, and makes it where there is none.
    ///
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4008`; `SAGA4009` where locks may mean nothing.
    package init(path: String) throws(JournalFault) {
        folder = try Folder.made(path: path)
        try FileSafety.checkFileSystem(folder)
    }

    /// Locks what is kept of a key, and waits for whoever has it locked: a command that runs, or
    /// what such a command has left running after its `saga once` was killed.
    ///
    /// - Parameter waits: False does not wait.
    /// - Returns: Nil where it is locked and was not waited for.
    package func entry(of key: String, waits: Bool) throws(JournalFault) -> OnceEntry? {
        try FileSafety.checkSpace(folder, Limits.freeBytes)
        let name = Digest.sha256.hexadecimal(of: Array(key.utf8))
        let entry = try OnceEntry(folder.madeFolder(name), key: key)
        return try entry.lock(waits: waits) ? entry : nil
    }
}
