/// The path of a visit, such as `Each[3]/Load#2`.
package enum VisitPath {
    /// The path as people read it: the first visit of a state has no number.
    package static func label(_ path: String) -> String {
        path.utf8.suffix(2).elementsEqual("#1".utf8) ? String(path.dropLast(2)) : path
    }

    /// The path in two: the scope of the visit, such as `Each[3]/`, and the visit in it.
    ///
    /// Names may hold slashes and numbers; a visit's own follow a bracket.
    package static func parts(_ path: String) -> (scope: String, visit: String) {
        let utf8 = path.utf8
        var start = utf8.startIndex
        var last: UInt8?
        for index in utf8.indices {
            if last == UInt8(ascii: "]"), utf8[index] == UInt8(ascii: "/") {
                start = utf8.index(after: index)
            }
            last = utf8[index]
        }
        return (String(path[..<start]), String(path[start...]))
    }
}
