/// One line of the report: what is run, what it is held against, and how far it may be from it.
struct Workload {
    /// Its name in the table of measures, and what it does.
    let name: String
    let title: String
    /// What `units` counts; both times are shown for one of them.
    let unit: String
    let units: Int
    /// Runs of each side in one round; short processes need more than one.
    let repeats: Int
    let reach: Reach
    let subject: Command
    /// Nil where only the rate counts.
    let reference: Command?
    /// Brings the files to the state in which both sides find them, before every run.
    let prepare: () throws(BenchmarkError) -> Void

    init(
        _ name: String, _ title: String, unit: String, units: Int = 1, repeats: Int = 1,
        reach: Reach, subject: Command, reference: Command?,
        prepare: @escaping () throws(BenchmarkError) -> Void = {}
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.units = units
        self.repeats = repeats
        self.reach = reach
        self.subject = subject
        self.reference = reference
        self.prepare = prepare
    }
}

/// A workload that is set up only when it is asked for.
struct Candidate {
    let name: String
    let make: () throws(BenchmarkError) -> Workload

    init(_ name: String, _ make: @escaping () throws(BenchmarkError) -> Workload) {
        self.name = name
        self.make = make
    }
}

/// What a workload has to reach.
enum Reach {
    /// At most so many times what the reference takes.
    case ratio(Double)
    /// The same, after the time of the flushes is taken off.
    case ratioBesideFlushes(Double)
    /// At least so many units a second.
    case perSecond(Double)

    var text: String {
        switch self {
        case .ratio(let limit): "≤ \(limit) ×"
        case .ratioBesideFlushes(let limit): "≤ \(limit) × + f"
        case .perSecond(let rate): "≥ \(Int(rate / 1000))k/s"
        }
    }

    func isReached(by result: Result) -> Bool {
        switch self {
        case .ratio(let limit): (result.ratio ?? 0) <= limit
        case .ratioBesideFlushes(let limit):
            result.subjectSeconds <= limit * (result.referenceSeconds ?? 0) + result.flushSeconds
        case .perSecond(let rate): 1 / result.subjectSeconds >= rate
        }
    }
}

/// What was measured: medians, and the median of the rounds' own ratios.
struct Result {
    /// For one unit.
    let subjectSeconds: Double
    /// Nil without a reference, as is the ratio.
    let referenceSeconds: Double?
    let ratio: Double?
    /// Of resident memory; at least what saga-bench itself takes, which forked the process.
    let peakBytes: Int
    /// `fdatasync` and `fsync` of one run.
    let flushes: Int
    /// What so many flushes take in C.
    let flushSeconds: Double
}
