/// Takes the two sides of a workload in turns, so that the machine's load falls on both alike.
struct Measurement {
    let workspace: Workspace
    let rounds: Int
    /// One append with its flush, in C.
    private let flushSeconds: Double

    init(workspace: Workspace, rounds: Int) throws(BenchmarkError) {
        self.workspace = workspace
        self.rounds = rounds
        let count = 500
        let appends = workspace.reference("append", workspace.path("log"), "\(count)")
        var seconds: [Double] = []
        for _ in 0..<rounds { seconds.append(try appends.run().seconds / Double(count)) }
        flushSeconds = median(seconds)
    }

    func result(of workload: Workload) throws(BenchmarkError) -> Result {
        var subject: [Double] = []
        var reference: [Double] = []
        var peak = 0
        for _ in 0..<rounds {
            var own: [Double] = []
            var other: [Double] = []
            for _ in 0..<workload.repeats {
                try workload.prepare()
                let cost = try workload.subject.run()
                own.append(cost.seconds)
                peak = max(peak, cost.peakBytes)
                guard let reference = workload.reference else { continue }
                try workload.prepare()
                other.append(try reference.run().seconds)
            }
            subject.append(median(own))
            if !other.isEmpty { reference.append(median(other)) }
        }
        let flushes = try flushes(of: workload)
        return Result(
            subjectSeconds: median(subject) / Double(workload.units),
            referenceSeconds: reference.isEmpty ? nil : median(reference) / Double(workload.units),
            ratio: reference.isEmpty ? nil : median(zip(subject, reference).map { $0 / $1 }),
            peakBytes: peak,
            flushes: flushes,
            flushSeconds: flushSeconds * Double(flushes)
        )
    }

    /// Counts the calls in a run of their own: a traced process is slow.
    private func flushes(of workload: Workload) throws(BenchmarkError) -> Int {
        try workload.prepare()
        let trace = workspace.path("trace")
        let tracer = ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", trace]
        let traced = Command(
            tracer + workload.subject.arguments, expectedStatus: workload.subject.expectedStatus)
        _ = try traced.run()
        return workspace.read("trace").split(separator: "\n").count {
            $0.contains("sync(") && !$0.contains("resumed")
        }
    }
}

/// The middle one, or the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    guard sorted.count.isMultiple(of: 2), middle > 0 else { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]) / 2
}
