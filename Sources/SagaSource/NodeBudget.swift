import SagaValue

/// Watches the limits that both readers share while they make nodes.
///
/// Reading ends at the first limit that is reached, so each is reported once.
struct NodeBudget {
    private var used = 0

    /// Counts nodes; shared ones as often as a walk over the result would meet them.
    mutating func spend(_ count: Int, at extent: Extent) throws(Finding) {
        used += count
        guard used > Limits.definitionNodes else { return }
        throw Finding(
            .tooManyNodes,
            "the definition has more than \(Limits.definitionNodes) parts,"
                + " aliases and merge keys expanded",
            at: extent)
    }

    /// Refuses what is nested deeper than `Limits.definitionDepth`.
    func checkDepth(_ depth: Int, at extent: Extent) throws(Finding) {
        guard depth > Limits.definitionDepth else { return }
        throw Finding(
            .nestedTooDeeply,
            "the definition is nested more than \(Limits.definitionDepth) deep", at: extent,
            aws: .init("TOO_DEEPLY_NESTED", "The definition is nested too deeply", at: .nowhere))
    }

    /// Refuses a scalar of more than `Limits.scalarBytes`.
    func checkScalar(_ text: String, at extent: Extent) throws(Finding) {
        guard text.utf8.count > Limits.scalarBytes else { return }
        throw Finding(
            .scalarTooLong,
            "a text of \(text.utf8.count) bytes is longer than \(Limits.scalarBytes)",
            at: Extent(extent.start, extent.start))
    }
}

extension Finding: Error {}

/// Keeps the first of members with the same key and reports the others.
func withoutDuplicates(_ members: [Node.Member], into findings: inout Findings) -> [Node.Member] {
    var places: [ExactKey: Mark] = [:]
    places.reserveCapacity(members.count)
    return members.filter { member in
        guard let first = places.updateValue(member.key.mark, forKey: ExactKey(member.name)) else {
            return true
        }
        places[ExactKey(member.name)] = first
        findings.add(
            Finding(
                .duplicateKey, "the key `\(member.name)` stands twice in one map",
                at: member.key.extent, label: "first on line \(first.line)",
                aws: .init("INVALID_JSON_DESCRIPTION", "Duplicate field '\(member.name)'")))
        return false
    }
}
