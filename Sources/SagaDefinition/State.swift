package import SagaExpression
package import SagaSource

/// One state of a definition: what all types share, and what is its type's own.
///
/// A class, because the machine takes one in hand at every transition: one reference to count.
package final class State: Sendable {
    package let id: StateID
    package let name: String
    package let graph: GraphID
    /// The place among the members of its graph.
    package let position: Int
    /// Where its name stands in the text.
    package let extent: Extent
    package let comment: String?
    package let queryLanguage: QueryLanguage
    package let kind: Kind
    /// Where it goes when it has done its work; nil for Choice and Fail, which say so themselves.
    package let transition: Transition?
    package let flow: DataFlow
    /// Variables to set when the state ends well.
    package let assign: Template?
    /// In the order of the text; empty where the type allows none.
    package let retriers: [Retrier]
    package let catchers: [Catcher]
    package let savePoint: SavePoint?
    package let compensation: CompensationChoice
    /// Whether it is a task that a `Compensate` names: nothing else goes to it.
    package let isUndo: Bool
    /// Whether any of its expressions reads the context object, which is only then made.
    package let readsContext: Bool

    package init(
        id: StateID, name: String, graph: GraphID, position: Int, extent: Extent, comment: String?,
        queryLanguage: QueryLanguage, kind: Kind, transition: Transition?, flow: DataFlow,
        assign: Template?, retriers: [Retrier], catchers: [Catcher], savePoint: SavePoint?,
        compensation: CompensationChoice, isUndo: Bool, readsContext: Bool
    ) {
        self.id = id
        self.name = name
        self.graph = graph
        self.position = position
        self.extent = extent
        self.comment = comment
        self.queryLanguage = queryLanguage
        self.kind = kind
        self.transition = transition
        self.flow = flow
        self.assign = assign
        self.retriers = retriers
        self.catchers = catchers
        self.savePoint = savePoint
        self.compensation = compensation
        self.isUndo = isUndo
        self.readsContext = readsContext
    }

    /// What is a type's own.
    ///
    /// Indirect, because of those with many fields a copy would touch each.
    package indirect enum Kind: Sendable {
        case task(TaskState)
        case pass(PassState)
        case choice(ChoiceState)
        case wait(WaitState)
        case succeed
        case fail(FailState)
        case parallel(ParallelState)
        case map(MapState)
    }
}

extension State {
    /// The names of the variables that its `Assign` sets, as far as they stand in the text.
    package var assignedNames: [String] { assign?.memberNames ?? [] }
}

extension State.Kind {
    /// The language's word for the type, as `Type` gives it.
    package var typeName: String {
        switch self {
        case .task: "Task"
        case .pass: "Pass"
        case .choice: "Choice"
        case .wait: "Wait"
        case .succeed: "Succeed"
        case .fail: "Fail"
        case .parallel: "Parallel"
        case .map: "Map"
        }
    }
}

/// `Next` or `End`.
package enum Transition: Hashable, Sendable {
    case next(StateID)
    case end
}

/// `SavePoint` with its `MaxRewinds`.
package struct SavePoint: Sendable {
    package let name: String
    /// How often catchers may come back here, for each instance of its scope.
    package let maxRewinds: Int

    package init(name: String, maxRewinds: Int = 3) {
        self.name = name
        self.maxRewinds = maxRewinds
    }
}
