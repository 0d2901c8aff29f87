import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// Every field of every valid definition at hand, dropped, given twice, misspelt, and of a wrong
/// type: reading ends, with findings that have a place, and what no workflow can have is an error.
@Suite struct FieldMutationTests {
    private static let folders = [
        "../../workflows/", "../../workflows/order/", "../../workflows/shipment/",
        "../SimulationTests/Definitions/", "../SagaCLITests/Checks/", "Findings/",
    ]

    /// What is read without an error.
    static let files: [String] = folders.flatMap { folder in
        TextFile.names(in: TextFile.folder(folder)).filter { $0.hasSuffix(".yaml") }
            .map { folder + $0 }
            .filter { file in
                guard let source = try? Self.source(file) else { return false }
                return WorkflowReader().read(source).workflow != nil
            }
    }

    private static func source(_ file: String) throws -> Source {
        Source(try TextFile.bytes(TextFile.folder(file)), name: file)
    }

    @Test(arguments: files)
    func `a damaged field is an error with a place, or nothing is wrong with it`(
        file: String
    ) throws {
        let draft = DefinitionDraft(try #require(try Self.source(file).read().node))
        var chance = Chance(seed: UInt64(file.utf8.count))
        for place in draft.places {
            let field = Field(place)
            let wrong = Field.values.filter { !field.takes($0) }
            let damages: [DefinitionDraft.Damage] =
                [.drop, .duplicate, .misspell]
                + (0..<2).map { _ in .replace(by: chance.pick(wrong.isEmpty ? Field.values : wrong))
                }
            for damage in damages {
                let source = Source(draft.damaged(at: place, by: damage).json, name: "a.json")
                let definition = WorkflowReader().read(source)
                let errors = definition.findings.filter { $0.severity == .error }
                let what = "\(file): \(place.text) \(damage)"
                #expect((definition.workflow == nil) == !errors.isEmpty, "\(what)")
                for finding in definition.findings {
                    #expect(source.holds(finding), "\(what): \(finding)")
                    _ = finding.text(in: source)
                }
                if field.mustRefuse(damage) { #expect(!errors.isEmpty, "\(what) is taken") }
            }
        }
    }

    @Test func `there is enough to damage`() throws {
        let fields = try Self.files.flatMap { file -> [String] in
            guard let node = try Self.source(file).read().node else { return [] }
            return DefinitionDraft(node).places.map { Field($0).name }
        }
        #expect(Self.files.count > 60)
        #expect(fields.count > 1500)
        let untouched = Field.known.filter { !fields.contains($0) }
        #expect(untouched == [])
    }
}

extension Source {
    /// Whether a finding is about a part of the text.
    fileprivate func holds(_ finding: Finding) -> Bool {
        let (start, end) = (finding.extent.start, finding.extent.end)
        return start.line >= 1 && start.column >= 1 && start.offset <= end.offset
            && end.offset <= bytes.count
    }
}

/// A member of a map in a definition: what the language says of it.
private struct Field {
    let name: String
    /// Whether it stands where the definition may say what it likes: in a template, or as a name.
    let isFree: Bool
    private let path: NodePath

    init(_ path: NodePath) {
        self.path = path
        name = path.lastKey
        var isFree = false
        var isOfNames = false
        for step in path.steps.dropLast() {
            guard case .member(let key) = step else { continue }
            // What follows `States` is the name of a state, and then its fields.
            isFree = isOfNames ? isFree : isFree || Self.templates.contains(key)
            isOfNames = key == "States" && !isOfNames
        }
        self.isFree = isFree || isOfNames || name.hasSuffix(".$")
    }

    /// Fields whose members are data.
    private static let templates: Set<String> = [
        "Arguments", "Parameters", "Result", "Output", "Assign", "ResultSelector", "ItemSelector",
        "Env", "BatchInput", "Errors", "Http", "Credentials", "Items",
    ]

    static let values: [Value] = [
        "~", .double(1.5), true, .null, [], [[1]], .emptyObject, ["A": [:]],
    ]

    private enum Shape { case text, flag, count, list, map, textOrNull, command, undo }

    private static let shapes: [String: Shape] = [
        "StartAt": .text, "Type": .text, "Next": .text, "Default": .text, "Variable": .text,
        "QueryLanguage": .text, "SavePoint": .text, "OnInterrupt": .text, "Resource": .text,
        "ItemsPath": .text, "When": .text, "OnFailure": .text, "InputPath": .textOrNull,
        "OutputPath": .textOrNull, "ResultPath": .textOrNull, "End": .flag, "Token": .flag,
        "MaxRewinds": .count, "MaxAttempts": .count, "IntervalSeconds": .count, "States": .list,
        "Retry": .list, "Catch": .list, "Choices": .list, "Branches": .list, "Secrets": .list,
        "PassEnv": .list, "ErrorEquals": .list, "ItemProcessor": .map, "ItemReader": .map,
        "ItemBatcher": .map, "ResultWriter": .map, "ReaderConfig": .map, "Alternate": .map,
        "Defaults": .map, "Run": .command, "Compensate": .undo,
    ]

    static var known: [String] { shapes.keys.sorted() }

    /// Fields without which nothing can be made of what holds them.
    private static let needed: Set<String> = [
        "States", "Choices", "Branches", "ItemProcessor", "ErrorEquals",
    ]

    /// Whether a value has a type that the field can have, whatever it says.
    func takes(_ value: Value) -> Bool {
        guard let shape = Self.shapes[name] else { return true }
        switch (shape, value) {
        case (.text, .string), (.textOrNull, .string), (.textOrNull, .null), (.flag, .bool),
            (.count, .number), (.list, .array), (.map, .object), (.command, .string),
            (.command, .array), (.command, .object), (.undo, .string), (.undo, .object):
            return true
        default: return name == "States" && value.object != nil
        }
    }

    func mustRefuse(_ damage: DefinitionDraft.Damage) -> Bool {
        switch damage {
        case .duplicate: true
        case .drop: !isFree && Self.needed.contains(name)
        case .misspell: !isFree
        case .replace(let value): !isFree && !takes(value)
        }
    }
}

extension NodePath {
    fileprivate var lastKey: String {
        guard case .member(let key)? = steps.last else { return "" }
        return key
    }
}
