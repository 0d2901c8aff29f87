import SagaSource
import SagaValue

/// Names of save-points and labels of Maps are unique in a workflow.
enum NameRules {
    static func check(_ reading: Reading) {
        var savePoints: [ExactKey: Mark] = [:]
        var labels: [ExactKey: Mark] = [:]
        for member in reading.outline.graphs.lazy.flatMap(\.members) {
            if let part = member.part["SavePoint"] { checkSavePoint(part, &savePoints, reading) }
            if let part = member.part["Label"], let first = first(part, &labels) {
                let label = part.string ?? ""
                reading.report(
                    .duplicateLabel, "there is another Map with the label `\(label)`", at: part,
                    label: "first on line \(first.line)",
                    aws: .init("DUPLICATE_LABEL_NAME", "Duplicate label: \(label)"))
            }
        }
    }

    private static func checkSavePoint(
        _ part: Part, _ places: inout [ExactKey: Mark], _ reading: Reading
    ) {
        guard let name = part.string else { return }
        if ["All", "None"].contains(name) {
            reading.report(
                .badSavePoint, "a save-point cannot be called `\(name)`", at: part,
                notes: ["a catcher's `Compensate` gives that word another meaning"])
        } else if let first = first(part, &places) {
            reading.report(
                .badSavePoint, "there is another save-point `\(name)`", at: part,
                label: "first on line \(first.line)")
        }
    }

    /// Where the same text stood before.
    private static func first(_ part: Part, _ places: inout [ExactKey: Mark]) -> Mark? {
        guard let text = part.string else { return nil }
        if let first = places[ExactKey(text)] { return first }
        places[ExactKey(text)] = part.node.mark
        return nil
    }
}
