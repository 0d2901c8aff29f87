import Testing

@Suite struct LinkTests {
    @Test(arguments: Repository.pages)
    func `every link of a page leads somewhere`(page: Repository.File) {
        let broken = localLinks(of: page).filter { link in
            guard Repository.exists(link.path) else { return true }
            guard let fragment = link.fragment else { return false }
            let anchors = Repository.file(link.path).map { Markdown($0.text).anchors }
            return anchors?.contains(fragment) != true
        }
        #expect(broken.map(\.written) == [])
    }

    @Test func `every page of the documentation is reached from its map`() {
        var reached: Set<String> = []
        var open = ["docs/README.md"]
        while let path = open.popLast() {
            guard reached.insert(path).inserted, let page = Repository.file(path) else { continue }
            open += localLinks(of: page).map(\.path).filter { $0.hasSuffix(".md") }
        }
        let pages = Repository.pages.map(\.path).filter { $0.hasPrefix("docs/") }
        #expect(pages.filter { !reached.contains($0) } == [])
    }

    @Test func `a page's links are read from its prose alone`() {
        let page = Markdown("# A b, c!\n[x](y.md#z) `[no](no.md)`\n```\n[no](no.md)\n```\n")
        #expect(page.links == ["y.md#z"])
        #expect(page.anchors == ["a-b-c"])
    }

    private struct Link {
        let written: Substring
        let path: String
        let fragment: String?
    }

    private func localLinks(of page: Repository.File) -> [Link] {
        Markdown(page.text).links.filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
            .map { written in
                let parts = written.split(separator: "#", omittingEmptySubsequences: false)
                let path = parts[0].isEmpty ? page.path : resolved(parts[0], in: page.folder)
                return Link(
                    written: written, path: path, fragment: parts.dropFirst().first.map(String.init)
                )
            }
    }
}
