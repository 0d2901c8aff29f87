/// Whether a program is there, without running anything.
package enum ProgramLookup {
    /// - Parameters:
    ///   - path: The PATH that the task would have.
    ///   - directory: Where the task would begin, absolute.
    /// - Returns: The absolute file, or why there is none.
    package static func find(
        _ name: String, path: String?, directory: String
    ) -> (file: String?, reason: String?) {
        do throws(ProgramSearch.NotFound) {
            return (try ProgramSearch.find(name, path: path, directory: directory).path, nil)
        } catch { return (nil, error.reason) }
    }
}
