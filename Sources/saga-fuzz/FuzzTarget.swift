import Glibc
import SagaDefinition
import SagaExpression
import SagaSource
import SagaValue

/// A reader of what people or services write, which must not trap, hang, or grow without bound,
/// whatever it is given.
enum FuzzTarget: String {
    case yaml
    case json
    case jsonpath
    case jsonata

    /// The one that `SAGA_FUZZ` names.
    static let chosen: Self = {
        let name = unsafe getenv("SAGA_FUZZ").map { unsafe String(cString: $0) } ?? ""
        guard let target = Self(rawValue: name) else {
            preconditionFailure("SAGA_FUZZ must be yaml, json, jsonpath or jsonata, not `\(name)`")
        }
        return target
    }()

    func read(_ bytes: [UInt8]) {
        switch self {
        case .yaml: Self.readDefinition(bytes)
        case .json: Self.readJSON(bytes)
        case .jsonpath: Self.readPath(String(decoding: bytes, as: UTF8.self))
        case .jsonata: Self.readQuery(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// A definition is read to a workflow, or to findings that can be shown where they are.
    private static func readDefinition(_ bytes: [UInt8]) {
        let source = Source(bytes, name: "fuzz.yaml")
        let definition = WorkflowReader().read(source)
        let hasErrors = definition.findings.contains { $0.severity == .error }
        precondition((definition.workflow == nil) == hasErrors, "no workflow, and nothing is wrong")
        for finding in definition.findings { _ = finding.text(in: source) }
    }

    /// What is JSON is the same value after it was written and read again.
    private static func readJSON(_ bytes: [UInt8]) {
        guard let value = try? Value(json: bytes) else { return }
        var written: [UInt8] = []
        value.write(to: &written)
        guard let again = try? Value(json: written) else {
            preconditionFailure("what was written cannot be read")
        }
        precondition(again == value, "what was written reads as something else")
    }

    private static func readPath(_ text: String) {
        if let expression = try? PathExpression(text) {
            let scope = EvaluationScope(
                input: document, context: ["Map": ["Item": ["Value": 1]]],
                variables: Variables(Object([("v", 2), ("größe", document)])), entropy: 1)
            _ = try? expression.evaluate(in: scope)
            _ = try? expression.find(in: scope)
        }
        if let path = try? ReferencePath(text) {
            var changed = document
            guard (try? path.set(true, in: &changed)) != nil else { return }
            precondition(path.value(in: changed) == true, "what was set is not there")
        }
    }

    /// What would go on for ever ends by its fuel, of which there is little: inputs shall be many.
    private static func readQuery(_ text: String) {
        guard let query = try? JSONataExpression(parsing: text) else { return }
        let environment = JSONataEnvironment(
            dialect: .service, nowMilliseconds: 0, chance: RandomSequence(seed: 1),
            limits: .init(depth: 100, fuel: 500_000, valueBytes: 1 << 20))
        _ = try? query.evaluate(input: document, environment: environment)
    }

    private static let document: Value = [
        "a": [["b": "x,y)"], .null, 3, ["x": ["c": true]]], "s": "a,b", "x": ["y": [1, [2, [3]]]],
        "store": ["book": [["price": 5, "title": "A"], ["isbn": .null, "price": 12]]],
        "Account": ["Order": [["id": "o1", "Product": [["q": 2, "Price": 34], ["q": 1]]]]],
    ]
}
