/// A compiled JSONPath in the dialect of Jayway's JsonPath 2.9, which the service runs.
///
/// Where that dialect and RFC 9535 differ, this follows the dialect: negative steps of a slice do
/// not count, filters stand in parentheses, a filter on an object tests the object itself, and
/// `['a','b']` at the end yields one object. Functions such as `length()` do not exist.
struct JSONPath: Sendable {
    /// What the first character stands for: `$` the document, `@` the item that a filter tests.
    enum Root: Sendable {
        case document
        case item
    }

    enum Step: Sendable {
        case property(String)
        /// Two names or more.
        case properties([String])
        case index(Int)
        /// Two indexes or more.
        case indexes([Int])
        case slice(JSONPathSlice)
        case wildcard
        /// All values at any depth; the next step is applied to each.
        case scan
        case filter(JSONPathFilter)
    }

    let root: Root
    let steps: [Step]
    /// The position of the first step that can match several values; their count when none can.
    let firstIndefinite: Int

    init(root: Root, steps: [Step]) {
        self.root = root
        self.steps = steps
        firstIndefinite =
            steps.indices.first { position in
                switch steps[position] {
                case .property, .index: false
                case .properties: position < steps.count - 1
                case .indexes, .slice, .wildcard, .scan, .filter: true
                }
            } ?? steps.count
    }

    /// Whether the path identifies one value, so that the result is that value and not an array.
    var isDefinite: Bool { firstIndefinite == steps.count }

    /// The names of a path that is a chain of names alone; nil for any other.
    var names: [String]? {
        var names: [String] = []
        for step in steps {
            guard case .property(let name) = step else { return nil }
            names.append(name)
        }
        return names
    }

    /// The path in brackets, `$['a'][0]`: what the service's messages show.
    var text: String { text(through: steps.count) }

    /// The path's first steps in brackets.
    func text(through count: Int) -> String {
        var text = root == .document ? "$" : "@"
        for step in steps.prefix(count) { text += step.text }
        return text
    }
}

extension JSONPath.Step {
    /// The step as it stands in a path in brackets.
    var text: String {
        switch self {
        case .property(let name): "['\(name)']"
        case .properties(let names): "['" + names.joined(separator: "','") + "']"
        case .index(let index): "[\(index)]"
        case .indexes(let indexes): "[" + indexes.map(String.init).joined(separator: ",") + "]"
        case .slice(let slice): slice.text
        case .wildcard: "[*]"
        case .scan: ".."
        case .filter: "[?]"
        }
    }
}

/// A slice of an array, `[from:to]`, of which at least one end is given.
struct JSONPathSlice: Sendable {
    let from: Int?
    let to: Int?

    var text: String {
        "[" + (from.map(String.init) ?? "") + ":" + (to.map(String.init) ?? "") + "]"
    }

    /// The indexes of an array of `count` elements, negative ones counted from its end.
    ///
    /// The dialect counts a single negative end from the array's end, but between two ends it runs
    /// through the indexes as they are, so that `[-1:1]` is the last element and then the first.
    func indexes(count: Int) -> Range<Int> {
        switch (from, to) {
        case (let from?, nil): clamped(from < 0 ? count + from : from, count, lowest: 0)
        case (nil, let to?): clamped(0, to < 0 ? count + to : min(to, count), lowest: 0)
        case (let from?, let to?): clamped(from, min(to, count), lowest: -count)
        case (nil, nil): 0..<count
        }
    }

    private func clamped(_ from: Int, _ to: Int, lowest: Int) -> Range<Int> {
        let from = max(from, lowest)
        return from..<max(from, to)
    }
}
