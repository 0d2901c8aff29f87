import Testing

/// Sizes, words that must not stand in the code, and names that say nothing.
@Suite struct FormTests {
    static let code = Repository.sources + Repository.tests

    @Test(arguments: code + Repository.nativeSources)
    func `a file is short enough to be one idea`(file: Repository.File) {
        let limit = file.path.hasPrefix("Tests/") ? 600 : 400
        #expect(file.lines.count - 1 <= limit)
    }

    @Test(arguments: code + Repository.nativeSources)
    func `a line fits a hundred columns`(file: Repository.File) {
        let long = zip(1..., file.lines).filter { $0.1.count > 100 }.map(\.0)
        #expect(long == [])
    }

    @Test(arguments: code)
    func `a function fits a screen`(file: Repository.File) {
        let long = FunctionLength.all(in: SwiftCode(file.text)).filter { $0.length > 70 }
        #expect(long.map(\.line) == [])
    }

    @Test(arguments: code)
    func `no value is unwrapped by force`(file: Repository.File) {
        let lines = SwiftCode(file.text).lineNumbers { line in
            zip(zip(line, line.dropFirst()), line.dropFirst(2) + " ").contains { pair, next in
                let (before, mark) = pair
                let isOperand = before.isLetter || before.isNumber || "_)]>".contains(before)
                return mark == "!" && isOperand && next != "="
            }
        }
        #expect(lines == [])
    }

    @Test(arguments: code)
    func `nothing is promised for later`(file: Repository.File) {
        // In two parts, so that this file may say them.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        let lines = zip(1..., file.lines).filter { _, line in
            words(of: line).contains { word in marks.contains(String(word)) }
        }
        #expect(lines.map(\.0) == [])
    }

    @Test(arguments: Repository.sources)
    func `the product neither traps on purpose nor escapes the compiler's checks`(
        file: Repository.File
    ) {
        let lines = SwiftCode(file.text).lineNumbers { line in
            let names = words(of: line)
            return names.contains("fatalError") || names.contains("public")
                || line.contains("@unchecked") || line.contains("nonisolated(unsafe)")
        }
        #expect(lines == [])
    }

    @Test(arguments: Repository.tests)
    func `a test waits for events, not for time`(file: Repository.File) {
        let sleeping: Set<Substring> = ["sleep", "usleep", "nanosleep"]
        let lines = SwiftCode(file.text).lineNumbers { line in
            words(of: line).contains { sleeping.contains($0) }
        }
        #expect(lines == [])
    }

    @Test(arguments: code)
    func `a type is named for what it is`(file: Repository.File) {
        let empty: Set = [
            "Manager", "Helper", "Util", "Utils", "Core", "Base", "Kit", "Impl", "New",
        ]
        let names = [file.name.split(separator: ".").first ?? ""] + declaredTypes(in: file)
        #expect(names.filter { name in !empty.isDisjoint(with: camelCaseParts(of: name)) } == [])
    }

    private func declaredTypes(in file: Repository.File) -> [Substring] {
        let keywords: Set<Substring> = [
            "struct", "class", "enum", "protocol", "actor", "typealias",
        ]
        return SwiftCode(file.text).lines.compactMap { line in
            let words = words(of: line)
            let keyword = words.prefix(4).firstIndex { keywords.contains($0) }
            return keyword.flatMap { words.dropFirst($0 + 1).first }
        }
    }

    private func camelCaseParts(of name: Substring) -> Set<String> {
        var parts: [String] = []
        for character in name {
            if character.isUppercase || parts.isEmpty { parts.append("") }
            parts[parts.count - 1].append(character)
        }
        return Set(parts)
    }
}
