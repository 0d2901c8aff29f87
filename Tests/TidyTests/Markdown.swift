/// What the tests read of a page: its links and the anchors of its headings.
struct Markdown {
    /// Targets of links, as they are written, in order.
    let links: [Substring]
    /// The fragment that each heading answers to.
    let anchors: Set<String>

    init(_ text: String) {
        var isFenced = false
        var links: [Substring] = []
        var anchors: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isFenced.toggle()
            } else if !isFenced {
                if line.hasPrefix("#") { anchors.insert(Self.anchor(of: line)) }
                links += Self.links(in: line)
            }
        }
        self.links = links
        self.anchors = anchors
    }

    private static func links(in line: Substring) -> [Substring] {
        // Every second part stands between backquotes.
        let prose = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "code" }.joined()
        return prose.split(separator: "](", omittingEmptySubsequences: false).dropFirst()
            .compactMap { rest in rest.firstIndex(of: ")").map { rest[..<$0] } }
    }

    private static func anchor(of heading: Substring) -> String {
        heading.drop { $0 == "#" || $0 == " " }.lowercased()
            .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            .map { $0 == " " ? "-" : String($0) }.joined()
    }
}

/// The path that a relative link means: `.` and `..` resolved against the folder of its page.
func resolved(_ link: Substring, in folder: String) -> String {
    var parts = folder.split(separator: "/")
    for part in link.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
}
