import SagaValue

/// An item on its way through a path, with the variables bound to it so far.
struct Tuple {
    var item: Datum
    /// By the stream's slots; nil where a variable is not bound yet.
    var values: [Datum?]
}

/// The items of a path that binds variables.
final class TupleStream {
    let names: [BoundName]
    var tuples: [Tuple]

    init(names: [BoundName], tuples: [Tuple]) {
        self.names = names
        self.tuples = tuples
    }
}

/// What a name in a scope stands for: a variable, or the context of a step that `%` asks for.
enum BoundName: Hashable {
    case variable(String)
    case parent(Int)

    static func == (left: BoundName, right: BoundName) -> Bool {
        switch (left, right) {
        case (.variable(let a), .variable(let b)): a.hasSameCodePoints(as: b)
        case (.parent(let a), .parent(let b)): a == b
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .variable(let name): for byte in name.utf8 { hasher.combine(byte) }
        case .parent(let label): hasher.combine(label)
        }
    }
}
