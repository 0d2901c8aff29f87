import SagaJournal
import SagaRuntime
import SagaSource
package import SagaValue

/// Everything that `saga explain` can explain: the codes of all targets, and the names of errors.
package enum ErrorCatalogue {
    /// In the order of their codes.
    package static var codes: [any Coded] {
        let all: [any Coded] =
            Code.allCases + JournalCode.allCases + RuntimeCode.allCases + CommandCode.allCases
        return all.sorted { $0.code < $1.code }
    }

    /// The explanation of a code or of an error's name; case does not matter.
    package static func explanation(of name: String) -> (heading: String, text: Explanation)? {
        let wanted = name.uppercased()
        if let coded = codes.first(where: { $0.code == wanted }) {
            return (coded.code, coded.explanation)
        }
        if let error = ErrorName.named(name) { return (error.name, error.explanation) }
        return nil
    }

    /// The code or name that was probably meant.
    package static func suggestion(for name: String) -> String? {
        nearestName(to: name, among: codes.map(\.code) + ErrorName.all.map(\.name))
    }
}
