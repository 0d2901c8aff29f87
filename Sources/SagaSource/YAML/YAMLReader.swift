import SagaValue

/// Makes nodes of libyaml's events: one document, anchors as shared nodes, merge keys applied.
///
/// Works with a stack of its own, so that no text can exhaust the program's.
struct YAMLReader {
    private let lines: LineMap
    private let expressions: [Int: String]
    private var findings = Findings()
    private var budget = NodeBudget()
    private var anchors: [String: Node] = [:]
    private var open: [Collection] = []
    private var root: Node?
    private var documents = 0

    /// A collection whose end has not come.
    private struct Collection {
        let isMapping: Bool
        let anchor: String?
        let start: Int
        let end: Int
        var children: [Node] = []
        var expandedCount = 1
        var height = 1
    }

    /// - Parameter expressions: Texts to put in place of scalars, by the offset where these begin.
    init(_ lines: LineMap, expressions: [Int: String]) {
        self.lines = lines
        self.expressions = expressions
    }

    struct Result {
        let node: Node?
        let findings: Findings
        let problem: YAMLProblem?
    }

    /// Reads a text that is UTF-8 without control characters.
    mutating func read(_ bytes: [UInt8]) -> Result {
        var stop: Finding?
        let problem = readYAML(bytes) { event in
            do throws(Finding) {
                try take(event)
                return true
            } catch {
                stop = error
                return false
            }
        }
        if let stop { findings.add(stop) }
        return Result(node: stop == nil ? root : nil, findings: findings, problem: problem)
    }

    private mutating func take(_ event: YAMLEvent) throws(Finding) {
        let extent = Extent(
            lines.mark(atCodePoint: event.start), lines.mark(atCodePoint: event.end))
        switch event.kind {
        case .document:
            documents += 1
            guard documents > 1 else { return }
            throw Finding(
                .severalDocuments, "a second document begins here; a file holds one definition",
                at: extent)
        case .alias(let name):
            let node = try target(ofAlias: name, extent)
            try budget.spend(node.expandedCount, at: extent)
            try budget.checkDepth(open.count + node.height, at: extent)
            try add(node, at: extent)
        case .scalar(let text, let style):
            let node = try scalar(text, style, event, extent)
            try budget.spend(1, at: extent)
            try add(node, at: extent)
            if let anchor = event.anchor { anchors[anchor] = node }
        case .sequenceStart: try begin(event, extent, isMapping: false)
        case .mappingStart: try begin(event, extent, isMapping: true)
        case .sequenceEnd, .mappingEnd: try end(event)
        }
    }

    private func target(ofAlias name: String, _ extent: Extent) throws(Finding) -> Node {
        if let node = anchors[name] { return node }
        throw Finding(
            .unknownAlias, "the alias `*\(name)` has no complete anchor `&\(name)` before it",
            at: extent,
            label: nearestName(to: name, among: anchors.keys.sorted()).map {
                "did you mean `*\($0)`?"
            })
    }

    private mutating func scalar(
        _ text: String, _ style: Node.Style, _ event: YAMLEvent, _ extent: Extent
    ) throws(Finding) -> Node {
        try budget.checkScalar(text, at: extent)
        if let expression = expressions[extent.start.offset] {
            return Node(
                .scalar(.init(text: expression, style: .quoted, value: .string(expression))), extent
            )
        }
        var value = Value.string(text)
        let isKey = isKeyNext
        if style == .plain, !isKey {
            let meaning = PlainScalar(text)
            value = meaning.value
            if let (code, message) = meaning.finding, event.tag == nil {
                findings.add(Finding(code, message, at: extent))
            }
        }
        if let tag = event.tag {
            guard let tagged = YAMLTag.apply(tag, to: text, value) else {
                throw YAMLTag.refusal(tag, at: extent)
            }
            value = tagged
        }
        return Node(.scalar(.init(text: text, style: style, value: value)), extent)
    }

    /// Whether the next node is a key of the mapping that is open.
    private var isKeyNext: Bool {
        guard let last = open.last, last.isMapping else { return false }
        return last.children.count.isMultiple(of: 2)
    }

    private mutating func begin(
        _ event: YAMLEvent, _ extent: Extent, isMapping: Bool
    ) throws(Finding) {
        if let tag = event.tag, !YAMLTag.fitsCollection(tag, isMapping: isMapping) {
            throw YAMLTag.refusal(tag, at: extent)
        }
        if isKeyNext { throw keyRefusal(at: extent) }
        try budget.spend(1, at: extent)
        try budget.checkDepth(open.count + 1, at: extent)
        open.append(
            Collection(
                isMapping: isMapping, anchor: event.anchor, start: event.start, end: event.end))
    }

    private func keyRefusal(at extent: Extent) -> Finding {
        Finding(.keyNotScalar, "a key must be a name, not a list or a map", at: extent)
    }

    private mutating func end(_ event: YAMLEvent) throws(Finding) {
        guard let collection = open.popLast() else { return }
        // A block collection ends, for libyaml, where the next token begins: its last child knows
        // better. A flow collection's end event covers its bracket.
        let start = lines.mark(atCodePoint: collection.start)
        let hasBracket = event.end > event.start
        let end =
            hasBracket
            ? lines.mark(atCodePoint: event.end)
            : max(
                collection.children.last?.extent.end ?? start,
                lines.mark(atCodePoint: collection.end))
        let extent = Extent(start, end)
        var content = Node.Content.sequence(collection.children)
        var count = collection.expandedCount
        if collection.isMapping {
            let pairs = stride(from: 0, to: collection.children.count - 1, by: 2).map {
                Node.Member(key: collection.children[$0], value: collection.children[$0 + 1])
            }
            let own = withoutDuplicates(pairs, into: &findings)
            let merged = MergeKeys.apply(to: own, into: &findings)
            try budget.spend(merged.expandedCount, at: extent)
            count += merged.expandedCount
            content = .mapping(merged.members)
        }
        let node = Node(content, extent, expandedCount: count, height: collection.height)
        try add(node, at: extent)
        if let anchor = collection.anchor { anchors[anchor] = node }
    }

    /// Puts a node where it belongs; an alias has another extent than its node.
    private mutating func add(_ node: Node, at extent: Extent) throws(Finding) {
        guard !open.isEmpty else {
            root = node
            return
        }
        if isKeyNext, node.text == nil { throw keyRefusal(at: extent) }
        open[open.count - 1].children.append(node)
        open[open.count - 1].expandedCount += node.expandedCount
        open[open.count - 1].height = max(open[open.count - 1].height, node.height + 1)
    }
}
