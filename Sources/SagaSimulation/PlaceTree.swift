import SagaDefinition
import SagaMachine

/// Lines of a signature by the scopes that they are about, to tell situations apart that differ in
/// more than which of several iterations got how far.
///
/// All iterations of a Map run the same states on items that nobody knows: to exchange two of them
/// gives a situation from which the same may follow. (Branches of a Parallel may be alike, but
/// their states have names, and it is of states that problems tell.)
struct PlaceTree {
    private var lines: [String] = []
    /// By visit and index.
    private var inside: [String: [Int: PlaceTree]] = [:]

    mutating func add(_ line: SignatureLine) { add(line.text, at: Self.steps(to: line.scope)[...]) }

    private mutating func add(_ text: String, at steps: ArraySlice<Step>) {
        guard let step = steps.first else {
            lines.append(text)
            return
        }
        inside[step.visit, default: [:]][step.index, default: PlaceTree()]
            .add(text, at: steps.dropFirst())
    }

    /// One text for all situations that differ in the order of iterations alone.
    ///
    /// - Parameter isMap: Whether a visit runs iterations, which may be exchanged.
    func text(_ isMap: (String) -> Bool) -> String {
        var parts = lines.sorted()
        for (visit, scopes) in inside.sorted(by: { $0.key < $1.key }) {
            let texts = scopes.sorted { $0.key < $1.key }.map { index, tree in
                (isMap(visit) ? "" : "\(index) ") + "{" + tree.text(isMap) + "}"
            }
            parts.append(visit)
            parts += isMap(visit) ? texts.sorted() : texts
        }
        return parts.joined(separator: "\n")
    }

    private struct Step {
        let visit: String
        let index: Int
    }

    /// The steps of a scope's prefix such as `Each#2[3]/Inner[0]/`.
    private static func steps(to scope: String) -> [Step] {
        var steps: [Step] = []
        var rest = scope
        while !rest.isEmpty {
            // Of the last step, as only the end of a name is known for certain.
            guard let open = rest.lastIndex(of: "["), let index = Int(rest[open...].digits) else {
                return [Step(visit: rest, index: 0)] + steps
            }
            let (outer, visit) = VisitPath.parts(String(rest[..<open]))
            steps.insert(Step(visit: visit, index: index), at: 0)
            rest = outer
        }
        return steps
    }
}

extension Substring {
    /// Of `[3]/` the number.
    fileprivate var digits: String { String(filter(\.isNumber)) }
}
