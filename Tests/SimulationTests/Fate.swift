import SagaDefinition
import SagaMachine
import SagaSimulation
import SagaTesting
import SagaValue

/// What becomes of a task: what it does to the world, and what is heard of it.
enum Fate {
    case succeeds
    /// A success whose result is not what expressions expect.
    case succeedsOddly
    /// A success whose result cannot be read.
    case isUnusable
    case fails(String, hasEffect: Bool)
    case isUnknown(hasEffect: Bool)
    case hasNoEffect
    /// An undo that finds nothing, and says so.
    case findsNothing
    /// The undo of a sub-workflow that leaves something behind, and says so.
    case isPartial

    var hasEffect: Bool {
        switch self {
        // An undo that finds nothing still keeps a late request from having an effect.
        case .succeeds, .succeedsOddly, .isUnusable, .findsNothing: true
        case .fails(_, let hasEffect), .isUnknown(let hasEffect): hasEffect
        case .hasNoEffect, .isPartial: false
        }
    }

    /// What a task that succeeds answers: its input, or the items that a reader reads.
    func result(of order: TaskOrder) -> Value {
        switch self {
        case .succeedsOddly: "odd"
        case .succeeds where order.role == .reader: order.input["items"] ?? order.input
        case .succeeds, .isUnusable, .fails, .isUnknown, .hasNoEffect, .findsNothing, .isPartial:
            order.input
        }
    }

    func ending(of order: TaskOrder) -> TaskEnding {
        switch self {
        case .succeeds, .succeedsOddly:
            TaskEnding(outcome: .succeeded, result: result(of: order))
        case .isUnusable:
            TaskEnding(outcome: .succeeded, failure: Failure("Saga.ParseFailed"))
        case .fails(let name, _): TaskEnding(outcome: .failed, failure: Failure(name))
        case .isUnknown: TaskEnding(outcome: .unknown, failure: Failure(Failure.timeoutName))
        case .hasNoEffect: TaskEnding(outcome: .noEffect, failure: Failure("Saga.NotStarted"))
        case .findsNothing:
            TaskEnding(outcome: .failed, failure: Failure("Exit.44"), nothingToUndo: true)
        case .isPartial: TaskEnding(outcome: .succeeded, result: .null, isPartial: true)
        }
    }
}

/// Who decides what becomes of tasks.
protocol Oracle {
    /// - Parameter ordinal: How many attempts of this visit and direction were seen to end before.
    mutating func fate(
        of order: TaskOrder, _ ordinal: Int, of state: State, in ledger: Ledger
    ) -> Fate
}

/// One task that does not go well, the rest does.
struct ScriptedFates: Oracle {
    var state: String?
    var direction = Direction.forward
    var fate = Fate.succeeds
    /// How many times in a row; then it succeeds.
    var times = 0
    /// A state that always fails, so that things are undone.
    var alsoFails: String?
    /// Whether an operator undoes what succeeded.
    var isUndone = false

    mutating func fate(
        of order: TaskOrder, _ ordinal: Int, of state: State, in ledger: Ledger
    ) -> Fate {
        if state.name == alsoFails, order.attempt.direction == .forward {
            return .fails("Exit.1", hasEffect: false)
        }
        let isHit =
            state.name == self.state && order.attempt.direction == direction && ordinal < times
        return isHit ? fate : .succeeds
    }
}

/// Fates by chance, within what is asked of tasks: one that fails has had no effect, unless its
/// `Compensate` says `When: Attempted`; an undo finds nothing only where nothing is.
struct RandomFates: Oracle {
    var chance: Chance
    /// In the end everything that is undone can be undone.
    var undoSucceeds = false

    mutating func fate(
        of order: TaskOrder, _ ordinal: Int, of state: State, in ledger: Ledger
    ) -> Fate {
        let luck = chance.below(100)
        guard order.attempt.direction == .forward else {
            if undoSucceeds || luck < 70 { return .succeeds }
            if luck < 78 { return ledger.hasAnything(of: order) ? .succeeds : .findsNothing }
            if luck < 80 { return order.executions.isEmpty ? .succeeds : .isPartial }
            if luck < 90 { return .fails("Down", hasEffect: chance.percent(50)) }
            return .isUnknown(hasEffect: chance.percent(50))
        }
        var mayLeaveTraces = false
        if case .handler(let compensation) = state.compensation {
            mayLeaveTraces = compensation.when == .attempted
        }
        if order.role.isOfFiles {
            let name = order.role == .reader ? "ItemReaderFailed" : "ResultWriterFailed"
            return luck < 92 ? .succeeds : .fails("States.\(name)", hasEffect: false)
        }
        switch luck {
        case ..<68: return .succeeds
        // What another execution answers is what its own definition says.
        case ..<74: return order.executions.isEmpty ? .succeedsOddly : .succeeds
        case ..<76: return order.executions.isEmpty ? .isUnusable : .succeeds
        case ..<88:
            return .fails(
                chance.pick(["E1", "E2"]), hasEffect: mayLeaveTraces && chance.percent(50))
        case ..<96: return .isUnknown(hasEffect: chance.percent(50))
        default: return .hasNoEffect
        }
    }
}

/// Fates by chance that are the same for the same attempt, whenever it is made: a task that runs
/// again under its key answers as it did before.
struct SteadyFates: Oracle {
    let seed: UInt64

    mutating func fate(
        of order: TaskOrder, _ ordinal: Int, of state: State, in ledger: Ledger
    ) -> Fate {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(order.path) \(order.role) \(ordinal)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        var fates = RandomFates(chance: Chance(seed: seed ^ hash))
        return fates.fate(of: order, ordinal, of: state, in: ledger)
    }
}
