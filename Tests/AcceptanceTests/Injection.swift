import SagaTesting

/// A death before one call that touches the journal or another process: of the process that makes
/// it, be it `saga`, its supervisor or the `saga` of a sub-workflow, or of all these at once.
///
/// Calls are counted over all of them, by `CInjector`.
struct Injection: Sendable, CustomStringConvertible {
    enum Victim: String { case caller, all }

    let number: Int
    var victim: Victim = .caller

    var description: String { "\(victim) at call \(number)" }

    /// Whether every call is taken, and not a few by seed.
    static let isWhole = TestSetting.number("SAGA_KILLS") ?? 0 >= 100

    /// Whether a sweep is wanted: `SAGA_SWEEPS` holds the beginnings of names, with commas between.
    static func wants(_ name: String) -> Bool {
        guard let wanted = TestSetting.text("SAGA_SWEEPS") else { return true }
        return wanted.split(separator: ",").contains { name.hasPrefix($0) }
    }

    /// The deaths of a sweep: the caller's before every call, and everybody's before each eighth;
    /// or so many of either kind, by seed.
    ///
    /// - Parameter calls: How many there are when nobody dies; some runs make a few more.
    static func sweep(_ name: String, calls: Int, few: Int) -> [Injection] {
        guard !isWhole else {
            return (1...calls + 4).map { Injection(number: $0) }
                + stride(from: 1, through: calls, by: 8).map {
                    Injection(number: $0, victim: .all)
                }
        }
        var chance = Chance(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        return (0..<few).map { _ in
            Injection(
                number: chance.below(calls) + 1, victim: chance.percent(25) ? .all : .caller)
        }
    }
}

extension Stage {
    /// What became of a command that was to be killed.
    struct Death {
        let status: Int32
        /// How many calls there were, up to the death.
        let calls: Int
        /// Who died before what; nil when nobody did.
        let words: String?
    }

    /// Runs a command with a death in it.
    ///
    /// - Parameter preparation: A script that goes before, in the same shell.
    func run(
        _ command: String, _ injection: Injection, after preparation: String = ":"
    ) throws -> Death {
        let report = "\(folder)/.calls"
        let status = try run(
            "\(preparation)\nexec CInjector \(folder) \(report) \(injection.victim.rawValue) "
                + "\(injection.number) \(command)")
        let told = try TextFile.text(report).split(separator: "\n").first ?? ""
        let words = told.split(separator: " ", maxSplits: 1)
        return Death(
            status: status, calls: words.first.flatMap { Int($0) } ?? 0,
            words: words.count == 2 ? String(words[1]) : nil)
    }
}
