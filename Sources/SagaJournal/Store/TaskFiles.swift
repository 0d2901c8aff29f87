import Glibc

/// The folder of an execution in which its tasks' long outputs stand, a few files an attempt.
package struct TaskFiles: Sendable {
    static let folderName = "tasks"
    /// What follows an attempt's name in that of the file that its environment names.
    package static let outputSuffix = ".output"

    /// Absolute where the store's path is.
    package let path: String

    /// Makes the folder.
    ///
    /// - Throws: `SAGA4003`, `SAGA4004` or `SAGA4008`.
    package init(_ execution: Folder) throws(JournalFault) {
        path = try execution.madeFolder(Self.folderName).path
    }
}
