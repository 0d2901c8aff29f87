/// What a watched descriptor is for; it comes back with the event.
enum WatchTag: Equatable {
    case timer
    case signals
    /// The pidfd of a task.
    case process(TaskID)
    case output(TaskID)
    case error(TaskID)
    /// A connection of the HTTP client.
    case socket(Int32)
    /// A descriptor that the pool's owner asked to be told of.
    case foreign(Int32)
    /// The connection to the supervisor.
    case supervisor

    private static let payloadBits: UInt64 = 56

    /// The tag as a number: the kind in the top byte, whose it is below.
    var rawValue: UInt64 {
        switch self {
        case .timer: Self.pack(0, 0)
        case .signals: Self.pack(1, 0)
        case .process(let task): Self.pack(2, UInt64(task))
        case .output(let task): Self.pack(3, UInt64(task))
        case .error(let task): Self.pack(4, UInt64(task))
        case .socket(let descriptor): Self.pack(5, UInt64(UInt32(bitPattern: descriptor)))
        case .foreign(let descriptor): Self.pack(6, UInt64(UInt32(bitPattern: descriptor)))
        case .supervisor: Self.pack(7, 0)
        }
    }

    init?(rawValue: UInt64) {
        let payload = rawValue & ((1 << Self.payloadBits) - 1)
        switch rawValue >> Self.payloadBits {
        case 0: self = .timer
        case 1: self = .signals
        case 2: self = .process(TaskID(payload))
        case 3: self = .output(TaskID(payload))
        case 4: self = .error(TaskID(payload))
        case 5: self = .socket(Int32(truncatingIfNeeded: payload))
        case 6: self = .foreign(Int32(truncatingIfNeeded: payload))
        case 7: self = .supervisor
        default: return nil
        }
    }

    private static func pack(_ kind: UInt64, _ payload: UInt64) -> UInt64 {
        kind << payloadBits | payload & ((1 << payloadBits) - 1)
    }
}
