package import SagaValue

/// A path that names exactly one place: `$`, names and indexes, nothing else.
///
/// `ResultPath` is one: it says where a result goes. A backslash before a character of a name
/// after a dot takes that character as it is.
package struct ReferencePath: Sendable {
    /// The path as it was written.
    package let text: String
    private let steps: [Step]

    private enum Step: Sendable {
        case name(String)
        /// Not negative.
        case index(Int)
    }

    /// Compiles a reference path that begins with `$`, not with `$$` or a variable.
    package init(_ text: String) throws(ExpressionSyntaxError) {
        var parser = ReferencePathParser(text)
        var steps: [Step] = []
        for step in try parser.steps() {
            switch step {
            case .name(let name): steps.append(.name(name))
            case .index(let index): steps.append(.index(index))
            }
        }
        self.init(text: text, steps: steps)
    }

    private init(text: String, steps: [Step]) {
        self.text = text
        self.steps = steps
    }

    /// The path `$`: the whole document.
    package static let root = ReferencePath(text: "$", steps: [])

    /// Whether the path is `$` alone: the whole document.
    package var isRoot: Bool { steps.isEmpty }

    /// The value at the path; nil where there is none.
    package func value(in document: Value) -> Value? {
        var value = document
        for step in steps {
            let next: Value? =
                switch step {
                case .name(let name): value[name]
                case .index(let index): value[index]
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// Puts a value at the path.
    ///
    /// Objects that are missing on the way are made. Only the place itself changes: a document that
    /// is held once is not copied.
    ///
    /// - Throws: `States.ResultPathMatchFailure` where the path leads through anything but an
    ///   object or an array, or to an index that the array does not have; the document is then as
    ///   it was, but for empty objects made on the way.
    package func set(_ value: Value, in document: inout Value) throws(EvaluationFailure) {
        try set(value, in: &document, from: 0)
    }

    private func set(
        _ value: Value, in place: inout Value, from position: Int
    ) throws(EvaluationFailure) {
        guard position < steps.count else {
            place = value
            return
        }
        // The storage moves out and in again, so that it stays referenced once.
        switch steps[position] {
        case .name(let name):
            guard case .object(var object) = place else { throw mismatch }
            place = .null
            defer { place = .object(object) }
            try object.update(name, default: .emptyObject) {
                (member) throws(EvaluationFailure) in
                try set(value, in: &member, from: position + 1)
            }
        case .index(let index):
            guard case .array(var elements) = place, elements.indices.contains(index) else {
                throw mismatch
            }
            place = .null
            defer { place = .array(elements) }
            try set(value, in: &elements[index], from: position + 1)
        }
    }

    private var mismatch: EvaluationFailure {
        EvaluationFailure(
            error: "States.ResultPathMatchFailure",
            cause: "Unable to apply ReferencePath \(text) to the state's input")
    }
}
