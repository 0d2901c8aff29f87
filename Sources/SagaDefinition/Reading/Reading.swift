import SagaSource
import SagaValue

/// What the decoders of one definition share: the findings so far and the outline of its states.
///
/// A decoder that finds something wrong reports it and goes on with what is sensible, or gives nil;
/// a workflow is made only when nothing was an error.
final class Reading {
    private(set) var findings = Findings()
    /// What the service says too, though to a person it only follows from another finding.
    private(set) var consequences: [Finding] = []
    let outline: Outline
    let demands: Demands
    /// Whether a path names a file, seen from the folder of the definition.
    let fileExists: (String) -> Bool
    /// The language of the machine, which states may replace.
    let queryLanguage: QueryLanguage
    /// Whether an expression that was compiled since this was last false reads the context object.
    var readsContext = false
    /// Transitions so far that lead nowhere.
    private(set) var unknownStates = 0
    private var suggestions = 0
    /// The variables that the states name.
    var variables = VariableUses()
    /// The graph whose states are being decoded.
    var graph = GraphID.root

    init(
        outline: Outline, queryLanguage: QueryLanguage, demands: Demands = Demands(),
        fileExists: @escaping (String) -> Bool
    ) {
        self.demands = demands
        self.outline = outline
        self.queryLanguage = queryLanguage
        self.fileExists = fileExists
    }

    func report(_ finding: Finding) { findings.add(finding) }

    func note(consequence finding: Finding) { consequences.append(finding) }

    func report(
        _ code: Code, _ message: String, at part: Part, label: String? = nil, notes: [String] = [],
        fix: String? = nil, aws: Finding.AWSDiagnostic? = nil
    ) {
        report(
            Finding(
                code, message, at: part.extent, path: part.path, label: label, notes: notes,
                fix: fix, aws: aws))
    }

    /// Reports what is wrong with a key of a map, at the key; AWS places it at the map.
    func report(
        _ code: Code, _ message: String, atKey key: Node, of part: Part, label: String? = nil,
        notes: [String] = [], aws: Finding.AWSDiagnostic? = nil
    ) {
        report(
            Finding(
                code, message, at: key.extent, path: part.path, label: label, notes: notes,
                aws: aws))
    }

    /// The state that a transition names, or a finding that proposes what was probably meant.
    func state(named part: Part, in graph: Outline.Graph) -> StateID? {
        guard let name = text(part) else { return nil }
        if let member = graph.member(named: name) { return member.id }
        unknownStates += 1
        var label: String?
        var notes: [String] = []
        if let foreign = outline.state(named: name) {
            notes.append(
                "`\(name)` (line \(foreign.extent.start.line)) is in another `States`, which a"
                    + " transition cannot enter or leave")
        } else if let near = nearest(to: name, among: graph.members.lazy.map(\.name)),
            let member = graph.member(named: near)
        {
            label = "did you mean `\(near)` (line \(member.extent.start.line))?"
        }
        report(
            .unknownState, "the state `\(name)` does not exist", at: part, label: label,
            notes: notes, aws: .init("MISSING_TRANSITION_TARGET", "Missing 'Next' target: \(name)"))
        return nil
    }

    /// The name that was probably meant; looked for among so many and so often only that a text
    /// full of mistakes is read in time too.
    func nearest<Names: Sequence<String>>(
        to name: String, among candidates: @autoclosure () -> Names
    ) -> String? {
        guard suggestions < Limits.suggestions else { return nil }
        suggestions += 1
        return nearestName(to: name, among: candidates().prefix(Limits.suggestionCandidates))
    }

    /// A string, or a finding.
    func text(_ part: Part) -> String? {
        if let text = part.string { return text }
        wrongType(part, expected: "STRING", words: "a string")
        return nil
    }

    /// Reports that something else was expected.
    ///
    /// - Parameter expected: AWS's name of the type; `words` is ours.
    func wrongType(_ part: Part, expected: String, words: String, label: String? = nil) {
        report(
            .wrongType, "\(words) is expected here, not \(part.node.article)", at: part,
            label: label,
            aws: .init("SCHEMA_VALIDATION_FAILED", "Expected value of type [\(expected)]"))
    }
}

extension Node {
    /// What the node is with its article, for sentences.
    fileprivate var article: String {
        kindName == "null" ? "null" : "a \(kindName)"
    }
}
