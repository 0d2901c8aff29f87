import SagaSource
import SagaValue

/// Warns of compensations that cannot do their work after some of the outcomes that they are for.
struct CompensationLint {
    private let state: Outline.Member
    private let graph: Outline.Graph
    private let reading: Reading

    static func check(_ reading: Reading) {
        for graph in reading.outline.graphs {
            for member in graph.members where FieldTable.taskBodies.contains(where: member.has) {
                CompensationLint(state: member, graph: graph, reading: reading).check()
            }
        }
    }

    private func check() {
        guard let undo = state.part["Compensate"] else { return }
        if let name = undo.string {
            if let task = graph.member(named: name) { checkResult(task.part) }
            return
        }
        let when = undo["When"]?.string
        if when != "Succeeded" { checkResult(undo) }
        if when == nil { checkScript(undo) }
    }

    /// Where nobody saw how the step ended, there is no result; the key is what is known.
    private func checkResult(_ undo: Part) {
        let body = ["Run", "Http", "Arguments", "Parameters", "Env", "Alternate"]
        for member in undo.node.members ?? []
        where body.contains(member.name) && undo.node.members != nil {
            guard let part = undo[member.name] else { continue }
            // A script is not evaluated, and an alternate has a body of its own.
            if member.name == "Alternate" {
                checkResult(part)
            } else if !(member.name == "Run" && part.string != nil) {
                checkTexts(part, key: member.name)
            }
        }
    }

    private func checkTexts(_ part: Part, key: String) {
        if key == "Script" { return }
        for member in part.node.members ?? [] {
            part[member.name].map { checkTexts($0, key: member.name) }
        }
        for element in part.elements ?? [] { checkTexts(element, key: key) }
        guard let text = part.string else { return }
        let isPath = language == .jsonPath && (key.hasSuffix(".$") || text.hasPrefix("$."))
        guard isPath || language == .jsonata && text.isQuery else { return }
        let word = isPath ? "$.result" : "$states.result"
        guard let range = text.codePoints(of: word), !asksWhetherThere(text) else { return }
        let place = Part(
            node: part.node, path: part.path, extent: part.extent(ofCodePoints: range))
        reading.report(
            .resultMayBeMissing, "`\(word)` is null where the outcome is unknown", at: place,
            label: "and `Compensate` undoes such a visit too",
            notes: [
                "`\(isPath ? "$.forwardKey" : "$states.context.Task.IdempotencyKey")` is known in"
                    + " any case",
                "`When: Succeeded` leaves a visit of unknown outcome as it is",
            ])
    }

    private var language: QueryLanguage {
        state.part["QueryLanguage"]?.string.flatMap(QueryLanguage.init(rawValue:))
            ?? reading.queryLanguage
    }

    /// Whether an expression looks at what it does when there is none.
    private func asksWhetherThere(_ text: String) -> Bool {
        ["?", "$exists", "null"].contains(where: text.contains)
    }

    /// What fails had no effect, says the contract; a script that has done one thing and fails at
    /// the next breaks it.
    private func checkScript(_ undo: Part) {
        let run = state.part["Run"]
        guard let script = run?.string ?? run?["Script"]?.string,
            ScriptShape.hasSeveralCommands(script),
            let key = state.part.node.member("Compensate")?.key
        else { return }
        reading.report(
            Finding(
                .halfMadeScript,
                "the script of `\(state.name)` may fail half-way, and then nothing undoes it",
                at: key.extent, path: undo.path,
                label: "add `When: Attempted`, or `When: NotFailed` to say it is intended",
                notes: ["by default a step that failed is taken to have had no effect"]))
    }
}

extension Outline.Member {
    fileprivate func has(_ key: String) -> Bool { part[key] != nil }
}

extension String {
    /// Where a word stands in the text that no letter, digit or `_` goes on.
    fileprivate func codePoints(of word: String) -> Range<Int>? {
        let text = Array(unicodeScalars)
        let letters = Array(word.unicodeScalars)
        guard text.count >= letters.count else { return nil }
        for start in 0...(text.count - letters.count)
        where text[start..<(start + letters.count)].elementsEqual(letters) {
            let end = start + letters.count
            if end == text.count || !text[end].properties.isIDContinue { return start..<end }
        }
        return nil
    }
}
