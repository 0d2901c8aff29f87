/// Which folder a bucket is.
package struct Buckets {
    /// The definition's folder: where `file:` begins.
    let folder: String
    /// Folders by the names of buckets, absolute.
    let bindings: [String: String]

    /// - Parameter isWritten: Whether the definition says which bucket. One that data names is only
    ///   looked up among the bindings, so that nobody's data chooses a folder.
    /// - Parameter makes: Whether its folder is made where it is not there.
    func bucket(
        _ name: String, isWritten: Bool, makes: Bool = false
    ) throws(FileProblem) -> Bucket {
        if let path = bindings[name] { return try Bucket(name, path: path, makes: makes) }
        guard let path = Self.path(name) else {
            throw FileProblem(
                "Nothing is bound to the bucket `\(name)`; `--bucket \(name)=FOLDER` binds it.")
        }
        guard isWritten else {
            throw FileProblem(
                "The bucket `\(name)` is computed, and only one that stands in the definition can "
                    + "be a path; bind a name by `--bucket NAME=FOLDER` and compute that.")
        }
        if path.hasPrefix("/") { return try Bucket(name, path: path, makes: makes) }
        return try Bucket(
            name, path: path.isEmpty ? folder : "\(folder)/\(path)", makes: makes)
    }

    /// The path that a bucket is: what follows `file:`; nil of a name.
    package static func path(_ name: String) -> String? {
        guard name.hasPrefix("file:") else { return nil }
        let path = name.dropFirst(5)
        // `file:///data` is the same as `file:/data`.
        return path.hasPrefix("///") ? String(path.dropFirst(2)) : String(path)
    }
}
