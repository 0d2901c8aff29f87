import SagaValue

/// The place of an execution in a distributed trace (W3C Trace Context).
package struct TraceContext: Sendable {
    private let trace: String
    private let flags: String

    /// - Parameter incoming: The `TRACEPARENT` that saga was started with; its trace is joined when
    ///   valid.
    package init(executionID: String, incoming: String? = nil) {
        (trace, flags) = incoming.flatMap(Self.joined) ?? (Self.hash(executionID, 16), "01")
    }

    /// `traceparent` of one attempt, for a header or a variable: derived, not drawn, so that a
    /// resumed execution goes on in the same trace.
    ///
    /// - Parameter attempt: What tells this attempt from all others: its key and its number.
    package func parent(attempt: String) -> String {
        "00-\(trace)-\(Self.hash(attempt, 8))-\(flags)"
    }

    /// The trace and the flags of a valid parent of version 0 or later.
    private static func joined(_ parent: String) -> (trace: String, flags: String)? {
        let parts = parent.split(separator: "-", omittingEmptySubsequences: false)
        let isHex = parts.allSatisfy { part in
            part.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
        }
        guard parts.count >= 4, isHex, parts[0] != "ff", parts.count == 4 || parts[0] != "00",
            parts.prefix(4).map(\.utf8.count) == [2, 32, 16, 2],
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    private static func hash(_ text: String, _ byteCount: Int) -> String {
        String(Digest.sha256.hexadecimal(of: text).prefix(2 * byteCount))
    }
}
