/// Reads a shell script as far as to tell its commands apart: what stands in quotes and in
/// here-documents belongs to the command that has it.
///
/// Nothing is refused: what is never closed goes on to the end.
struct ScriptReader {
    /// A pipeline: the words of each of its parts, without quotes and without the targets of
    /// redirections.
    struct Command {
        fileprivate(set) var parts: [[String]] = [[]]
        /// Whether it writes into a file; `>&2` and the like do not.
        fileprivate(set) var isWriting = false
        fileprivate var word: String?
        fileprivate var isTarget = false
        fileprivate var isPiped = false
    }

    /// How deep substitutions are looked into.
    private static let deepest = 50

    private let script: [Unicode.Scalar]
    private var place = 0
    private var depth: Int
    /// Here-documents that begin after the next end of a line.
    private var documents: [(end: String, hasTabs: Bool)] = []
    private var command = Command()
    private var found: [Command] = []
    /// The commands of each command substitution.
    private(set) var substitutions: [[Command]] = []

    init(_ script: String) { self.init(script, depth: 0) }

    private init(_ script: String, depth: Int) {
        self.script = script.unicodeScalars.filter { $0 != "\r" }
        self.depth = depth
    }

    /// The commands of the script itself.
    mutating func commands() -> [Command] {
        read(isInside: false)
        return found
    }

    // MARK: - Commands

    /// - Parameter isInside: Whether a parenthesis that nothing has opened ends what is read.
    private mutating func read(isInside: Bool) {
        var parentheses = 0
        while let scalar = next() {
            switch scalar {
            case "(": parentheses += 1
            case ")" where isInside && parentheses == 0:
                endCommand()
                return
            case ")": parentheses = max(0, parentheses - 1)
            case "#" where command.word == nil:
                while let scalar = peek(), scalar != "\n" { skip(scalar) }
                continue
            default:
                readPart(scalar)
                continue
            }
            endWord()
        }
        endCommand()
    }

    private mutating func readPart(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\n": endLine()
        case " ", "\t": endWord()
        case ";": endCommand()
        // `&>` writes as `>` does.
        case "&": if peek() != ">" { endCommand() }
        case "|": readBar()
        case ">", "<": readRedirection(scalar)
        case "\\": readEscape()
        case "'":
            append("")
            while let scalar = next(), scalar != "'" { append(scalar) }
        case "\"": readQuoted()
        case "$": readDollar(isQuoted: false)
        case "`": readBackquoted()
        default: append(scalar)
        }
    }

    private mutating func readBar() {
        if skip("|") {
            endCommand()
        } else {
            skip("&")
            endWord()
            command.parts.append([])
            command.isPiped = true
        }
    }

    /// A pipeline goes on in the next line.
    private mutating func endLine() {
        endWord()
        skipDocuments()
        if !command.isPiped { endCommand() }
    }

    private mutating func endCommand() {
        endWord()
        found.append(command)
        command = Command()
    }

    private mutating func endWord() {
        guard let word = command.word else { return }
        if !command.isTarget { command.parts[command.parts.count - 1].append(word) }
        command.word = nil
        command.isTarget = false
    }

    private mutating func append(_ text: some CustomStringConvertible) {
        command.word = (command.word ?? "") + text.description
        command.isPiped = false
    }

    // MARK: - Redirections

    private mutating func readRedirection(_ sign: Unicode.Scalar) {
        // In `2>` the number is no word.
        if let word = command.word, word.allSatisfy(\.isNumber) { command.word = nil }
        endWord()
        if sign == "<", skip("<"), peek() != "<" {
            readDocumentEnd()
            return
        }
        skip(sign)
        if sign == ">" { skip("|") }
        if !skip("&"), sign == ">" { command.isWriting = true }
        command.isTarget = true
    }

    /// The word behind `<<`, in quotes or not.
    private mutating func readDocumentEnd() {
        let hasTabs = skip("-")
        while skip(" ") || skip("\t") {}
        var end: String?
        while let scalar = peek(), !" \t\n;&|<>()".unicodeScalars.contains(scalar) {
            skip(scalar)
            var text = ""
            switch scalar {
            case "'", "\"":
                while let quoted = next(), quoted != scalar { text.unicodeScalars.append(quoted) }
            case "\\": text = next().map(\.description) ?? ""
            default: text = scalar.description
            }
            end = (end ?? "") + text
        }
        if let end { documents.append((end, hasTabs)) }
    }

    private mutating func skipDocuments() {
        for document in documents {
            let end = Array(document.end.unicodeScalars)
            while place < script.count {
                var line = script[place...].prefix { $0 != "\n" }
                place = min(line.endIndex + 1, script.count)
                if document.hasTabs { line = line.drop { $0 == "\t" } }
                if line.elementsEqual(end) { break }
            }
        }
        documents = []
    }

    // MARK: - Quotes and substitutions

    private mutating func readEscape() {
        if let escaped = next(), escaped != "\n" { append(escaped) }
    }

    private mutating func readQuoted() {
        append("")
        while let scalar = next(), scalar != "\"" {
            switch scalar {
            case "\\": readEscape()
            case "$": readDollar(isQuoted: true)
            case "`": readBackquoted()
            default: append(scalar)
            }
        }
    }

    private mutating func readDollar(isQuoted: Bool) {
        append("$")
        if peek() == "{" {
            skipParameter(isQuoted: isQuoted)
        } else if peek() == "(", peek(1) == "(" {
            skipArithmetic()
        } else if depth < Self.deepest, skip("(") {
            let outer = (command, found)
            (command, found) = (Command(), [])
            depth += 1
            read(isInside: true)
            depth -= 1
            substitutions.append(found)
            (command, found) = outer
        }
    }

    /// `${…}`, in which `#` begins no comment and `'` stands for itself within quotes.
    private mutating func skipParameter(isQuoted: Bool) {
        var braces = skip("{") ? 1 : 0
        while let scalar = next() {
            switch scalar {
            case "$": if skip("{") { braces += 1 }
            case "}": braces -= 1
            case "\\": _ = next()
            case "\"": while let scalar = next(), scalar != "\"" {}
            case "'" where !isQuoted: while let scalar = next(), scalar != "'" {}
            default: break
            }
            if braces == 0 { return }
        }
    }

    /// `$((…))`, in which `<<` and `>` are operators.
    private mutating func skipArithmetic() {
        var parentheses = 0
        while let scalar = next() {
            if scalar == "(" { parentheses += 1 }
            if scalar == ")" { parentheses -= 1 }
            if parentheses == 0 { return }
        }
    }

    private mutating func readBackquoted() {
        append("`")
        var text = String.UnicodeScalarView()
        while let scalar = next(), scalar != "`" {
            text.append(scalar == "\\" ? next() ?? scalar : scalar)
        }
        guard depth < Self.deepest else { return }
        var inner = ScriptReader(String(text), depth: depth + 1)
        substitutions.append(inner.commands())
        substitutions += inner.substitutions
    }

    // MARK: - Characters

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        place + ahead < script.count ? script[place + ahead] : nil
    }

    private mutating func next() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        place += 1
        return scalar
    }

    @discardableResult private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        place += 1
        return true
    }
}
