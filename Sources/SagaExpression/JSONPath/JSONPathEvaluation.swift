import SagaValue

/// Why a path has no value.
enum JSONPathFault: Error {
    /// What the path names is not there.
    case notFound(String)
    /// A step cannot be applied at all.
    case inapplicable(String)

    var reason: String {
        switch self {
        case .notFound(let reason), .inapplicable(let reason): reason
        }
    }
}

extension JSONPath {
    /// The value that the path names, or an array of all values that an indefinite path names.
    ///
    /// An indefinite path that meets nothing yields an empty array.
    func value(in document: Value) throws(JSONPathFault) -> Value {
        var fuel = Limits.pathVisits
        let evaluation = JSONPathEvaluation(document: document, fuel: fuel)
        do {
            return try evaluation.value(of: self, item: document, fuel: &fuel)
        } catch {
            guard case .notFound = error, !isDefinite else { throw error }
            return .array([])
        }
    }
}

/// One evaluation of a path; filters start further ones, which draw on the same fuel.
struct JSONPathEvaluation {
    private let document: Value
    /// Whether a missing property ends the evaluation even behind an indefinite step.
    private let requiresProperties: Bool
    private var fuel: Int
    private var results: [Value] = []

    init(document: Value, requiresProperties: Bool = false, fuel: Int) {
        self.document = document
        self.requiresProperties = requiresProperties
        self.fuel = fuel
    }

    /// The path's value; `fuel` is what is left of it afterwards.
    func value(
        of path: JSONPath, item: Value, fuel: inout Int
    ) throws(JSONPathFault) -> Value {
        var evaluation = self
        evaluation.fuel = fuel
        try evaluation.walk(path, path.root == .document ? document : item, from: 0)
        fuel = evaluation.fuel
        guard path.isDefinite else { return .array(evaluation.results) }
        guard let value = evaluation.results.last else {
            throw .notFound("No results for path: " + path.text)
        }
        return value
    }

    /// Follows steps one by one, and branches where a step can match several values.
    private mutating func walk(
        _ path: JSONPath, _ start: Value, from first: Int
    ) throws(JSONPathFault) {
        var value = start
        var position = first
        while position < path.steps.count {
            let next: Value?
            switch path.steps[position] {
            case .property(let name): next = try property(name, of: value, path, position)
            case .index(let index): next = try element(index, of: value, path, position)
            default: return try branch(path, value, at: position)
            }
            guard let next else { return }
            value = next
            position += 1
        }
        results.append(value)
    }

    private func property(
        _ name: String, of value: Value, _ path: JSONPath, _ position: Int
    ) throws(JSONPathFault) -> Value? {
        guard case .object(let object) = value else {
            if position > path.firstIndefinite { return nil }
            throw .notFound(
                "Expected to find an object with property \(path.steps[position].text) in path "
                    + path.text(through: position) + " but found " + value.typeName)
        }
        if let found = object[name] { return found }
        let isLast = position == path.steps.count - 1
        let isRequired = requiresProperties || !isLast && position < path.firstIndefinite
        guard isRequired else { return nil }
        throw .notFound(
            (isLast ? "No results for path: " : "Missing property in path ")
                + path.text(through: position) + "['\(name)']")
    }

    private func element(
        _ index: Int, of value: Value, _ path: JSONPath, _ position: Int
    ) throws(JSONPathFault) -> Value? {
        guard let elements = try elements(of: value, path, position) else { return nil }
        let place = index < 0 ? elements.count + index : index
        guard elements.indices.contains(place) else { return nil }
        return elements[place]
    }

    /// The elements of an array; of anything else none, which behind definite steps is a fault.
    private func elements(
        of value: Value, _ path: JSONPath, _ position: Int
    ) throws(JSONPathFault) -> [Value]? {
        if case .array(let elements) = value { return elements }
        if position > path.firstIndefinite { return nil }
        if value.isNull {
            throw .notFound("The path " + path.text(through: position) + " is null")
        }
        let step = path.steps[position].text
        throw .notFound(
            "Filter: \(step) can only be applied to arrays. Current context is: \(value.quoted)")
    }

    private mutating func branch(
        _ path: JSONPath, _ value: Value, at position: Int
    ) throws(JSONPathFault) {
        let next = position + 1
        switch path.steps[position] {
        case .property, .index: preconditionFailure("walk follows these itself")
        case .properties(let names):
            try properties(names, of: value, path, position)
        case .indexes(let indexes):
            for index in indexes {
                try burn()
                if let element = try element(index, of: value, path, position) {
                    try walk(path, element, from: next)
                }
            }
        case .slice(let slice):
            guard let elements = try elements(of: value, path, position) else { return }
            for index in slice.indexes(count: elements.count) {
                try burn()
                let place = index < 0 ? elements.count + index : index
                try walk(path, elements[place], from: next)
            }
        case .wildcard: try wildcard(path, value, next: next)
        case .scan: try scan(path, value, target: next, depth: 0)
        case .filter(let filter): try select(filter, path, value, at: position)
        }
    }

    /// Several names at the path's end make one object; before it, each is followed on its own.
    private mutating func properties(
        _ names: [String], of value: Value, _ path: JSONPath, _ position: Int
    ) throws(JSONPathFault) {
        let isLast = position == path.steps.count - 1
        var merged = Object()
        for name in names {
            try burn()
            guard let found = try property(name, of: value, path, position) else { continue }
            if isLast {
                merged[name] = found
            } else {
                try walk(path, found, from: position + 1)
            }
        }
        if isLast, value.object != nil { results.append(.object(merged)) }
    }

    private mutating func wildcard(
        _ path: JSONPath, _ value: Value, next: Int
    ) throws(JSONPathFault) {
        for child in value.children {
            try burn()
            do {
                try walk(path, child, from: next)
            } catch {
                guard case .notFound = error, !requiresProperties else { throw error }
            }
        }
    }

    private mutating func scan(
        _ path: JSONPath, _ value: Value, target: Int, depth: Int
    ) throws(JSONPathFault) {
        try burn()
        guard depth <= Limits.jsonDepth else {
            throw .inapplicable("The path \(path.text) meets a value that is nested too deeply")
        }
        if try isTarget(value, of: path, target) { try walk(path, value, from: target) }
        for child in value.children where child.isContainer {
            try scan(path, child, target: target, depth: depth + 1)
        }
    }

    private mutating func isTarget(
        _ value: Value, of path: JSONPath, _ target: Int
    ) throws(JSONPathFault) -> Bool {
        switch path.steps[target] {
        case .property(let name):
            return value.object.map { requiresProperties || $0.contains(name) } ?? false
        case .properties(let names):
            guard case .object(let object) = value else { return false }
            let isLast = target == path.steps.count - 1
            return requiresProperties || !isLast || names.allSatisfy(object.contains)
        case .index, .indexes, .slice: return value.array != nil
        case .wildcard: return value.isContainer
        case .filter(let filter):
            guard value.isContainer else { return false }
            return try accepts(filter, value)
        case .scan: return false
        }
    }

    private mutating func select(
        _ filter: JSONPathFilter, _ path: JSONPath, _ value: Value, at position: Int
    ) throws(JSONPathFault) {
        switch value {
        case .object:
            if try accepts(filter, value) { try walk(path, value, from: position + 1) }
        case .array(let elements):
            for element in elements {
                guard try accepts(filter, element) else { continue }
                try walk(path, element, from: position + 1)
            }
        default:
            if position > path.firstIndefinite { return }
            throw .inapplicable(
                "Filter: [?] can not be applied to primitives. Current context is: "
                    + value.quoted)
        }
    }

    /// Whether an item meets a filter's condition.
    private mutating func accepts(
        _ filter: JSONPathFilter, _ item: Value
    ) throws(JSONPathFault) -> Bool {
        try burn()
        switch filter {
        case .any(let terms):
            for term in terms { if try accepts(term, item) { return true } }
            return false
        case .all(let terms):
            for term in terms { if try !accepts(term, item) { return false } }
            return true
        case .not(let term): return try !accepts(term, item)
        case .exists(let path):
            return try found(path, item, requiresProperties: true) != nil
        case .comparison(let left, let relation, let right):
            return relation.holds(try operand(left, item), try operand(right, item))
        }
    }

    private mutating func operand(
        _ operand: JSONPathOperand, _ item: Value
    ) throws(JSONPathFault) -> Value? {
        switch operand {
        case .value(let value): value
        case .path(let path): try found(path, item, requiresProperties: false)
        }
    }

    private mutating func found(
        _ path: JSONPath, _ item: Value, requiresProperties: Bool
    ) throws(JSONPathFault) -> Value? {
        let evaluation = JSONPathEvaluation(
            document: document, requiresProperties: requiresProperties, fuel: fuel)
        do {
            return try evaluation.value(of: path, item: item, fuel: &fuel)
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }

    private mutating func burn() throws(JSONPathFault) {
        guard fuel > 0 else {
            throw .inapplicable("The path looks at more than \(Limits.pathVisits) values")
        }
        fuel -= 1
    }
}

extension Value {
    /// The values right below this one.
    fileprivate var children: [Value] {
        switch self {
        case .array(let elements): elements
        case .object(let object): object.members.map(\.value)
        default: []
        }
    }

    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    /// The value's JSON for a message, cut at `Limits.quotedInputBytes`.
    var quoted: String {
        let text = json
        guard text.utf8.count > Limits.quotedInputBytes else { return text }
        return String(decoding: text.utf8.prefix(Limits.quotedInputBytes), as: UTF8.self) + "…"
    }
}
