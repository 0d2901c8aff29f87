import FoundationEssentials
import Testing

/// The repository that these tests stand in, as files and their texts.
enum Repository {
    /// A file by its path below the top level, with its text.
    struct File: Sendable, CustomTestStringConvertible {
        let path: String
        let text: String

        var testDescription: String { path }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The folder below `Sources` or `Tests`: the target's name.
        var target: String {
            let parts = path.split(separator: "/")
            return parts.count > 2 ? String(parts[1]) : ""
        }
        /// The file's name without its folder.
        var name: String { String(path.split(separator: "/").last ?? "") }
        /// The folder, empty at the top level.
        var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    }

    /// The top level: three folders above this file.
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    /// What stands at the top level, files and folders.
    static let topLevel = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []

    static let sources = files(below: "Sources", endings: [".swift"])
    static let nativeSources = files(below: "Sources", endings: [".c", ".h"])
    static let tests = files(below: "Tests", endings: [".swift"])
    static let pages =
        topLevel.filter { $0.hasSuffix(".md") }.compactMap(file)
        + files(below: "docs", endings: [".md"]) + files(below: "workflows", endings: [".md"])

    /// The text of a file; nil when there is none, or when it is not text.
    static func file(_ path: String) -> File? {
        guard let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) else {
            return nil
        }
        return File(path: path, text: text)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    private static func files(below folder: String, endings: [String]) -> [File] {
        let paths =
            (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
        return paths.sorted()
            .filter { path in endings.contains(where: path.hasSuffix) }
            .compactMap { file(folder + "/" + $0) }
    }
}
