import SagaValue
import Testing

@Suite struct TopLevelTests {
    @Test func `the top level holds a handful of folders and the files in capitals`() {
        let folders: Set = ["Sources", "Tests", "workflows", "docs"]
        let strangers = Repository.topLevel.filter { name in
            let isCapital = name.first?.isUppercase == true && !folders.contains(name)
            let isKnownFile = ["Package.swift", "Package.resolved", "Makefile"].contains(name)
            let isPaper = isCapital && (name.hasSuffix(".md") || name.allSatisfy(\.isUppercase))
            return !name.hasPrefix(".") && !folders.contains(name) && !isKnownFile && !isPaper
        }
        #expect(strangers == [])
    }

    @Test func `the Makefile stays readable at one sitting`() throws {
        let makefile = try #require(Repository.file("Makefile"))
        #expect(makefile.lines.count <= 100)
    }

    @Test func `every goal of the Makefile says what it does`() throws {
        let makefile = try #require(Repository.file("Makefile"))
        let goals = makefile.lines.filter { line in
            line.first?.isLetter == true && line.contains(":") && !line.contains("=")
        }
        #expect(goals.filter { !$0.contains("## ") } == [])
    }

    @Test func `the program's version is the newest of the changelog`() throws {
        let changelog = try #require(Repository.file("CHANGELOG.md"))
        let newest = try #require(changelog.lines.first { $0.hasPrefix("## ") })
        let version = newest.split { " ()".contains($0) }.first { $0.first?.isNumber == true }
        #expect(version.map(String.init) == Version.current)
    }

    @Test(arguments: Repository.pages)
    func `a page names no path of the machine that it was written on`(page: Repository.File) {
        // In two parts, so that this file may say them.
        let ofOneMachine = ["/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/"]
        #expect(ofOneMachine.filter { page.text.contains($0) } == [])
    }
}
