/// Prints the table, a line as soon as it is measured.
struct Report {
    static let heading =
        pad("", 44)
        + ["saga", "limit", "ratio", "reach", "flushes", "peak"]
        .map { right($0, 12) }.joined()

    static func line(_ workload: Workload, _ result: Result) -> String {
        let columns = [
            duration(result.subjectSeconds),
            result.referenceSeconds.map(duration) ?? "–",
            result.ratio.map { fixed($0, 2) } ?? "–",
            workload.reach.text,
            String(result.flushes),
            fixed(Double(result.peakBytes) / 1_048_576, 1) + " MiB",
        ]
        let name = "\(pad(workload.name, 4)) \(workload.title), \(workload.unit)"
        let verdict = workload.reach.isReached(by: result) ? "" : "  missed"
        return pad(name, 44) + columns.map { right($0, 12) }.joined() + verdict
    }

    private static func duration(_ seconds: Double) -> String {
        switch seconds {
        case 1...: fixed(seconds, 2) + " s"
        case 1e-3...: fixed(seconds * 1e3, 2) + " ms"
        default: fixed(seconds * 1e6, 2) + " µs"
        }
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = String(Int((value * scale).rounded()))
        let padded = String(repeating: "0", count: max(digits + 1 - scaled.count, 0)) + scaled
        return padded.dropLast(digits) + (digits > 0 ? "." : "") + padded.suffix(digits)
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 0)) + text
    }
}
