import SagaTesting

/// A workflow that the repository shows, with the command in its head.
struct ShownWorkflow: Sendable, CustomStringConvertible {
    let name: String
    /// Below `workflows/`, where the command is typed.
    let folder: String
    let command: String
    /// What is exported to it and to its tasks.
    var settings = ""
    /// Whether what was done is undone one after the other.
    let isSequential: Bool
    /// Whether it may end undone instead: `saga once` does not do again what it finds in doubt.
    var mayGiveUp: Bool { name.hasPrefix("22-") }

    var description: String { name + (settings.isEmpty ? "" : " with \(settings)") }

    static let root = TextFile.folder("../../workflows")

    /// All of them as their heads say, and those again that come to another end when a person
    /// answers, or when something fails.
    static let all: [ShownWorkflow] = {
        let shown = folders.flatMap { folder in
            TextFile.names(in: "\(root)/\(folder)").filter { $0.hasSuffix(".saga.yaml") }
                .compactMap { ShownWorkflow($0, in: folder) }
        }
        return shown + shown.flatMap(\.otherwise)
    }()

    /// Those that hold workflows: their own and those within.
    private static let folders =
        [""] + TextFile.names(in: root).filter { !TextFile.names(in: "\(root)/\($0)").isEmpty }

    private init?(_ name: String, in folder: String) {
        guard let text = try? TextFile.text("\(Self.root)/\(folder)/\(name)"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("# $ saga run ") })
        else { return nil }
        self.init(
            name: name, folder: folder, command: String(line.dropFirst(4)),
            isSequential: !text.contains("Type: Map") && !text.contains("Type: Parallel"))
    }

    private init(
        name: String, folder: String, command: String, settings: String = "", isSequential: Bool
    ) {
        self.name = name
        self.folder = folder
        self.command = command
        self.settings = settings
        self.isSequential = isSequential
    }

    private var otherwise: [ShownWorkflow] {
        // Nobody waits for so long: an answer that is lost shows.
        let patient = command.replacing("\"seconds\": 1}", with: "\"seconds\": 600}")
        let settings: [String] =
            switch name {
            case "13-ask-a-person.saga.yaml": ["ANSWER={}"]
            case "order.saga.yaml", "order-jsonpath.saga.yaml": ["COURIER_CAPACITY=0"]
            case "pipeline.saga.yaml": ["PIPELINE_PUBLISH=down"]
            case "provision.saga.yaml": ["CLOUD_MACHINES=0", "CLOUD_DNS=down"]
            default: []
            }
        return settings.map {
            ShownWorkflow(
                name: name, folder: folder, command: patient, settings: $0,
                isSequential: isSequential)
        }
    }

    /// What stands in for something of this machine is said again at a resume, as a person would.
    var bindings: String {
        command.matches(of: /--(workflow|bucket|task) \S+/).map { String($0.output.0) }
            .joined(separator: " ")
    }

    /// Puts copies of all workflows into a folder, whose every command is noted in the ledger.
    static func copyNoted(to target: String, on stage: Stage) throws {
        _ = try stage.run("rm -rf \(target); cp -a \(root) \(target)")
        for folder in folders {
            let names = TextFile.names(in: "\(root)/\(folder)").filter {
                $0.hasSuffix(".saga.yaml")
            }
            for path in names.map({ "\(stage.folder)/\(target)/\(folder)/\($0)" }) {
                try TextFile.write(noted(try TextFile.text(path), by: stage), to: path)
            }
        }
    }

    private static func noted(_ text: String, by stage: Stage) -> String {
        let note = "\(stage.folder)/note.sh"
        return text.replacing(/(Run|Argv): \[/) { "\($0.output.1): [\(note), " }
            .replacing(/(Run|Script): \|\n( +)/) {
                "\($0.output.1): |\n\($0.output.2)\(note)\n\($0.output.2)"
            }
            .replacing(/Run:\n( +)-[ ]/) { "Run:\n\($0.output.1)- \(note)\n\($0.output.1)- " }
            .replacing("Run: '", with: "Run: '\(note); ")
            .replacing(/(Run|Script): ([a-z.])/) { "\($0.output.1): \(note); \($0.output.2)" }
    }
}
