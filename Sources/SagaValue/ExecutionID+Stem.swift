extension ExecutionID {
    /// The beginning of ids that are made for a workflow: its name, of which an id may not have
    /// all.
    ///
    /// - Parameter workflow: Any text; what an id may not have becomes a hyphen.
    /// - Returns: At most `Limits.executionIDStemLength` characters, of which the first is a letter
    ///   or a digit.
    package static func stem(of workflow: String) -> String {
        let letters = workflow.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                byte
            default: UInt8(ascii: "-")
            }
        }
        let kept = letters.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            .prefix(Limits.executionIDStemLength)
        return kept.isEmpty ? "saga" : String(decoding: kept, as: UTF8.self)
    }
}
