import CSystem
import SagaValue

/// Space held back on the disk, so that an execution on a full disk can still say why it stops.
struct Reserve {
    private let file: Descriptor

    /// Takes the space; nil where the file system cannot promise it.
    ///
    /// The file has no name, so that it goes with the process.
    init?(in folder: Folder) {
        let number = csystem_open_unnamed(folder.descriptor.number)
        guard number >= 0 else { return nil }
        file = Descriptor(owning: number)
        guard csystem_allocate(number, Int64(Limits.reserveBytes)) == 0 else { return nil }
    }

    /// Gives the space back.
    func release() { try? file.truncate(to: 0) }
}
