/// A piece of a journal in memory, which the records read from it share.
final class Page {
    let bytes: [UInt8]
    /// The file that it is a piece of, and where in it the piece begins.
    let path: String
    let offset: Int
    /// Where the large values are that its records name.
    let blobs: BlobFolder?

    init(bytes: [UInt8], path: String, offset: Int, blobs: BlobFolder?) {
        self.bytes = bytes
        self.path = path
        self.offset = offset
        self.blobs = blobs
    }
}
