package import SagaMachine
package import SagaValue

/// What a process is told that runs, starts or undoes executions for a task of another one: its
/// standard input, as JSON.
package struct ChildOrder: Sendable {
    package let work: Work
    /// The child; of an undo all children of the visit, the latest one first.
    package let executions: [ExecutionID]
    /// The child's definition, absolute; nil for an undo, whose children have it in their journals.
    package let file: String?
    package let input: Value
    package let parent: ExecutionParent
    /// Whether a failure leaves everything as it is, as the parent's does.
    package let keepsEffects: Bool
    /// Whether to suspend once nothing but answers by token is waited for, as the parent does.
    package let restsWhenWaiting: Bool
    /// The store of both, absolute.
    package let store: String
    /// Commands in the place of foreign resources.
    package let bindings: [String: [String]]
    /// Folders in the place of buckets, absolute, by name.
    package let buckets: [String: String]
    /// Files of state machines, absolute, by the machine's name or ARN.
    package let workflows: [String: String]

    package enum Work: String, Sendable {
        /// Begin it, or go on with it, and wait for its end.
        case run
        /// Begin it.
        case start
        /// Undo what it did, however far it came.
        case undo
    }

    package init(
        work: Work, executions: [ExecutionID], file: String?, input: Value,
        parent: ExecutionParent, keepsEffects: Bool, restsWhenWaiting: Bool, store: String,
        bindings: [String: [String]], buckets: [String: String], workflows: [String: String]
    ) {
        self.work = work
        self.executions = executions
        self.file = file
        self.input = input
        self.parent = parent
        self.keepsEffects = keepsEffects
        self.restsWhenWaiting = restsWhenWaiting
        self.store = store
        self.bindings = bindings
        self.buckets = buckets
        self.workflows = workflows
    }

    /// The same, for another piece of work.
    func asking(for work: Work) -> ChildOrder {
        ChildOrder(
            work: work, executions: executions, file: file, input: input, parent: parent,
            keepsEffects: keepsEffects, restsWhenWaiting: restsWhenWaiting, store: store,
            bindings: bindings, buckets: buckets, workflows: workflows)
    }
}

extension ChildOrder {
    package var value: Value {
        var object = Object()
        object["work"] = .string(work.rawValue)
        object["executions"] = .array(executions.map { .string($0.text) })
        object["file"] = file.map { .string($0) }
        object["input"] = input
        object["parent"] = [
            "execution": .string(parent.execution.text), "visit": .string(parent.visit),
            "key": .string(parent.key), "depth": .integer(parent.depth),
        ]
        object["keepsEffects"] = .bool(keepsEffects)
        object["restsWhenWaiting"] = .bool(restsWhenWaiting)
        object["store"] = .string(store)
        object["bindings"] = .object(
            Object(
                bindings.sorted { $0.key < $1.key }.map { name, words in
                    (name, .array(words.map { .string($0) }))
                }))
        object["buckets"] = Self.texts(buckets)
        object["workflows"] = Self.texts(workflows)
        return .object(object)
    }

    /// Nil for anything else than what `value` gives.
    package init?(_ value: Value) {
        guard let work = value["work"]?.string.flatMap(Work.init), let input = value["input"],
            let ids = value["executions"]?.array?.compactMap(\.string),
            let parent = value["parent"].flatMap(ExecutionParent.init),
            let store = value["store"]?.string
        else { return nil }
        let executions = ids.compactMap { ExecutionID($0) }
        guard executions.count == ids.count else { return nil }
        var bindings: [String: [String]] = [:]
        for (name, words) in value["bindings"]?.object?.members ?? [] {
            bindings[name] = words.array?.compactMap(\.string)
        }
        self.init(
            work: work, executions: executions, file: value["file"]?.string, input: input,
            parent: parent, keepsEffects: value["keepsEffects"]?.bool ?? false,
            restsWhenWaiting: value["restsWhenWaiting"]?.bool ?? false, store: store,
            bindings: bindings, buckets: Self.texts(value["buckets"]),
            workflows: Self.texts(value["workflows"]))
    }

    private static func texts(_ map: [String: String]) -> Value {
        .object(Object(map.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    private static func texts(_ value: Value?) -> [String: String] {
        var map: [String: String] = [:]
        for (name, text) in value?.object?.members ?? [] { map[name] = text.string }
        return map
    }
}

extension ExecutionParent {
    fileprivate init?(_ value: Value) {
        guard let execution = value["execution"]?.string.flatMap({ ExecutionID($0) }),
            let visit = value["visit"]?.string, let key = value["key"]?.string,
            let depth = value["depth"]?.number?.exactInteger, depth > 0
        else { return nil }
        self.init(execution: execution, visit: visit, key: key, depth: depth)
    }
}
