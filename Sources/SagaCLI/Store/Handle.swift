package import SagaValue

/// How a person names an execution on the command line.
package enum Handle: Equatable, Sendable {
    /// `@last`, `@failed`, `@running`.
    case last, failed, running
    /// A whole id, the beginning of one, or the beginning of its part after date and time.
    case text(String)

    /// - Throws: `SAGA6006` for what can be no part of an id, and for an unknown `@` word.
    package init(_ text: String) throws(Fault) {
        switch text {
        case "@last", "@latest": self = .last
        case "@failed": self = .failed
        case "@running": self = .running
        default:
            // Whatever passes can be the beginning of an id.
            guard ExecutionID(text) != nil else {
                throw Fault(
                    .badExecutionName, "`\(text)` names no execution",
                    notes: [
                        "takes: an id, a beginning that only one has, @last, @failed or @running"
                    ])
            }
            self = .text(text)
        }
    }

    /// The ids that a text may mean: the one that it is, else those that begin with it, else those
    /// whose last part does.
    package static func matches(_ text: String, in ids: [ExecutionID]) -> [ExecutionID] {
        if let exact = ids.first(where: { $0.text.hasSameCodePoints(as: text) }) { return [exact] }
        let starting = ids.filter { $0.text.utf8.starts(with: text.utf8) }
        if !starting.isEmpty { return starting }
        return ids.filter { id in
            guard let hyphen = id.text.utf8.lastIndex(of: UInt8(ascii: "-")) else { return false }
            return id.text.utf8[hyphen...].dropFirst().starts(with: text.utf8)
        }
    }
}
