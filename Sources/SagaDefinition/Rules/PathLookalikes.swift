import SagaExpression
import SagaSource
import SagaValue

/// Warns of texts that look like a path or a function of JSONPath where nothing reads them as one.
///
/// The service gives the same three warnings.
enum PathLookalikes {
    /// A member of a payload template: only a key that ends in `.$` is computed.
    static func check(_ member: Node.Member, _ part: Part, _ reading: Reading) {
        guard let text = part.string, looksLikeExpression(text) else { return }
        reading.report(
            .uncomputedMember, "`\(text)` is plain text, as the key does not end in `.$`", at: part,
            label: "did you mean `\(member.name).$`?",
            aws: .init(
                "NO_DOLLAR", "No .$ on a field that appears to be a JSONPath or Intrinsic Function")
        )
    }

    /// A field that has a twin whose name ends in `Path`.
    static func check(field key: String, _ part: Part, _ reading: Reading) {
        guard let text = part.string, looksLikePath(text) else { return }
        reading.report(
            .pathInPlainField, "`\(text)` is plain text in `\(key)`", at: part,
            label: "did you mean `\(key)Path`?",
            aws: .init(
                "NO_PATH", "Field value looks like a path, but field name does not end with 'Path'")
        )
    }

    /// `Result` of a Pass state, in which nothing is computed at all.
    static func checkResult(_ part: Part, _ reading: Reading) {
        if let members = part.node.members {
            for member in members {
                let child = Part(node: member.value, path: part.path.member(member.name))
                checkResult(child, reading)
            }
        } else if let elements = part.elements {
            for element in elements { checkResult(element, reading) }
        } else if let text = part.string, looksLikeExpression(text) {
            reading.report(
                .staticResult, "`\(text)` is plain text, as a `Result` is never computed", at: part,
                label: "`Parameters` can compute it",
                aws: .init(
                    "PASS_RESULT_IS_STATIC", "Attempt to use a path in the result of a pass state"))
        }
    }

    static func looksLikePath(_ text: String) -> Bool {
        ["$.", "$$.", "$["].contains(where: text.hasPrefix)
            && (try? PathExpression(text)) != nil
    }

    private static func looksLikeExpression(_ text: String) -> Bool {
        if text.hasPrefix("States."), text.hasSuffix(")") {
            return (try? PathExpression(text)) != nil
        }
        return looksLikePath(text)
    }
}
