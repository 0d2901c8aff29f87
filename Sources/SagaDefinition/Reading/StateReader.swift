import SagaExpression
import SagaSource
import SagaValue

/// Decodes one state: what all types share is here, each type's own beside it in `States/`.
///
/// Every decoder gives something even where it found an error, so that the rest is read too; a
/// workflow is made only of states without errors.
struct StateReader {
    let fields: Fields
    let member: Outline.Member
    let graph: Outline.Graph
    let position: Int
    let type: String
    let language: QueryLanguage
    let defaults: Defaults
    let reading: Reading

    /// Nil, with findings, where there is no map or no known type.
    init?(
        _ member: Outline.Member, at position: Int, in graph: Outline.Graph,
        _ defaults: Defaults, _ reading: Reading
    ) {
        Self.checkName(member, reading)
        guard let fields = Fields(member.part, reading) else { return nil }
        language = Self.language(of: fields, reading)
        self.fields = fields
        self.member = member
        self.graph = graph
        self.position = position
        self.defaults = defaults
        self.reading = reading
        guard let type = Self.type(of: fields, isInList: graph.isList) else { return nil }
        self.type = type
    }

    private static func checkName(_ member: Outline.Member, _ reading: Reading) {
        let length = member.name.unicodeScalars.count
        let problem: String? =
            if length == 0 {
                "a state needs a name"
            } else if length > Limits.stateNameLength {
                "a state's name of \(length) characters is longer than \(Limits.stateNameLength)"
            } else if member.name.unicodeScalars.contains(where: \.isControl) {
                "a state's name contains a control character"
            } else {
                Optional<String>.none
            }
        guard let problem else { return }
        reading.report(
            Finding(
                .badStateName, problem, at: member.extent, path: member.part.path,
                aws: .init("INVALID_STATE_NAME", "Invalid State name: \(member.name)")))
    }

    /// A task's type is implied by `Run` or `Http`, and in a list by `Resource` too.
    private static func type(of fields: Fields, isInList: Bool) -> String? {
        guard let part = fields["Type"] else {
            if fields.has("Run") || fields.has("Http") { return "Task" }
            if isInList, fields.has("Resource") { return "Task" }
            fields.require(["Type"])
            return nil
        }
        guard let type = fields.reading.text(part) else { return nil }
        if FieldTable.types.contains(where: { $0.hasSameCodePoints(as: type) }) { return type }
        fields.reading.report(
            .unknownStateType, "`\(type)` is not a type of state", at: part,
            label: fields.reading.nearest(to: type, among: FieldTable.types).map {
                "did you mean `\($0)`?"
            },
            aws: .init(
                "SCHEMA_VALIDATION_FAILED",
                "The field 'Type' should have one of these values: "
                    + "[\(FieldTable.types.joined(separator: ", "))]"))
        return nil
    }

    /// The state's own language, else the machine's; an enclosing state's does not count.
    private static func language(of fields: Fields, _ reading: Reading) -> QueryLanguage {
        guard let part = fields["QueryLanguage"] else { return reading.queryLanguage }
        guard let language: QueryLanguage = fields.word("QueryLanguage") else {
            return reading.queryLanguage
        }
        if language == .jsonPath, reading.queryLanguage == .jsonata {
            reading.report(
                .pathStateInQueryMachine,
                "a state cannot go back to JSONPath where the workflow says JSONata", at: part,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED",
                    "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state"
                        + " machine", at: .owner))
            return .jsonata
        }
        return language
    }

    func state() -> State {
        reading.readsContext = false
        fields.allow(
            FieldTable.fields(ofType: type), in: "a \(type) state", language: language)
        Extensions.check(fields)
        let transition = transition()
        let kind = kind()
        let flow = flow()
        let assign = assign()
        return State(
            id: member.id, name: member.name, graph: graph.id, position: position,
            extent: member.extent, comment: fields.string("Comment"), queryLanguage: language,
            kind: kind, transition: transition, flow: flow, assign: assign,
            retriers: retriers(), catchers: catchers(), savePoint: savePoint(),
            compensation: compensation(), isUndo: graph.isUndo(member.name),
            readsContext: reading.readsContext)
    }

    private func kind() -> State.Kind {
        switch type {
        case "Task": .task(task())
        case "Pass": .pass(pass())
        case "Choice": .choice(choice())
        case "Wait": .wait(wait())
        case "Fail": .fail(fail())
        case "Parallel": .parallel(parallel())
        case "Map": .map(map())
        default: .succeed
        }
    }

    /// Where the state goes; nil for the types that do not say so.
    private func transition() -> Transition? {
        switch type {
        case "Choice", "Fail": return nil
        case "Succeed": return .end
        default: break
        }
        let isEnd = fields.bool("End")
        if fields.has("Next"), isEnd != false { fields.atMostOne(["Next", "End"]) }
        if let next = fields["Next"] {
            return reading.state(named: next, in: graph).map { .next($0) } ?? .end
        }
        if isEnd == true { return .end }
        if graph.isUndo(member.name) { return .end }
        if graph.isList, isEnd == nil {
            return graph.following(position).map { .next($0.id) } ?? .end
        }
        reading.report(
            .missingField, "`Next` or `End: true` is missing", at: fields.head,
            aws: .init("SCHEMA_VALIDATION_FAILED", "These fields are required: [Next]"))
        return .end
    }

    private func savePoint() -> SavePoint? {
        let rewinds = fields.integer("MaxRewinds", in: 0...Limits.maximumSeconds)
        guard fields.has("SavePoint") else {
            if let key = fields.part.node.member("MaxRewinds")?.key {
                reading.report(
                    .rewindsWithoutSavePoint, "`MaxRewinds` needs a `SavePoint` beside it",
                    atKey: key, of: fields.part)
            }
            return nil
        }
        return fields.name("SavePoint").map { SavePoint(name: $0, maxRewinds: rewinds ?? 3) }
    }
}

extension QueryLanguage: CaseIterable {
    package static let allCases: [QueryLanguage] = [.jsonPath, .jsonata]
}

extension Unicode.Scalar {
    /// A control character of C0 or C1.
    var isControl: Bool { properties.generalCategory == .control }
}
