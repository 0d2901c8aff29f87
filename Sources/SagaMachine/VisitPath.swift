/// The path of a visit, such as `Each[3]/Load#2`.
package enum VisitPath {
    /// The path as people read it: the first visit of a state has no number.
    package static func label(_ path: String) -> String {
        path.utf8.suffix(2).elementsEqual("#1".utf8) ? String(path.dropLast(2)) : path
    }
}
