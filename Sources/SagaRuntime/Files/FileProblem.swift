/// Why a file of a bucket cannot be read or written, in one sentence: a failure's cause.
struct FileProblem: Error, Equatable {
    let text: String

    init(_ text: String) { self.text = text }

    /// What the system said about a file or folder.
    init(_ errorNumber: Int32, _ action: String, _ path: String) {
        text = "Cannot \(action) `\(path)`: \(describe(errorNumber))."
    }
}
