import SagaValue

/// Merge keys (`<<`): members of other mappings as if they were written here.
///
/// What the mapping writes itself wins, then the first of several merged mappings that has the key.
enum MergeKeys {
    struct Result {
        let members: [Node.Member]
        /// Nodes that the merged members add to a walk.
        let expandedCount: Int
    }

    static func apply(to members: [Node.Member], into findings: inout Findings) -> Result {
        guard let merge = members.first(where: isMerge) else {
            return Result(members: members, expandedCount: 0)
        }
        var all = members.filter { !isMerge($0) }
        guard let sources = mappings(merge.value) else {
            findings.add(
                Finding(
                    .brokenMerge, "the merge key `<<` needs a map or a list of maps",
                    at: merge.key.extent))
            return Result(members: all, expandedCount: 0)
        }
        var taken = Set(all.map { ExactKey($0.name) })
        var count = 0
        for member in sources.joined() where taken.insert(ExactKey(member.name)).inserted {
            all.append(member)
            count += 1 + member.value.expandedCount
        }
        return Result(members: all, expandedCount: count)
    }

    private static func isMerge(_ member: Node.Member) -> Bool {
        guard case .scalar(let scalar) = member.key.content else { return false }
        return scalar.style == .plain && scalar.text == "<<"
    }

    private static func mappings(_ node: Node) -> [[Node.Member]]? {
        if let members = node.members { return [members] }
        guard let elements = node.elements else { return nil }
        let all = elements.compactMap(\.members)
        return all.count == elements.count ? all : nil
    }
}
