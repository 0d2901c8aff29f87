import SagaJournal

/// A disk that fails when a test says so, over a real file.
final class FaultyDisk {
    enum Operation: String, CaseIterable, Sendable { case append, synchronize, truncate }

    /// The call that fails, counted from 1 over all operations or over one.
    struct Plan: Sendable {
        var operation: Operation?
        var call: Int
        var errorNumber: Int32
        /// Of a failing `append`, the bytes that get through.
        var partial = 0
        /// Whether every later call fails as well.
        var isForEver = false
    }

    private let plan: Plan
    private(set) var calls = 0
    private(set) var hasFailed = false

    init(_ plan: Plan) { self.plan = plan }

    func store(_ folder: TemporaryFolder) -> Store {
        Store(path: folder.path + "/store") { FaultyFile(disk: self, file: $0) }
    }

    fileprivate func fails(_ operation: Operation) -> Bool {
        guard plan.operation == nil || plan.operation == operation else { return false }
        calls += 1
        let fails = calls == plan.call || plan.isForEver && calls > plan.call
        hasFailed = hasFailed || fails
        return fails
    }

    fileprivate var error: SystemError { SystemError(plan.errorNumber) }
    fileprivate var partial: Int { plan.partial }
}

private struct FaultyFile: JournalFile {
    let disk: FaultyDisk
    let file: any JournalFile

    func append(_ bytes: Span<UInt8>) throws(SystemError) {
        guard disk.fails(.append) else { return try file.append(bytes) }
        try file.append(bytes.extracting(first: disk.partial))
        throw disk.error
    }

    func synchronize() throws(SystemError) {
        if disk.fails(.synchronize) { throw disk.error }
        try file.synchronize()
    }

    func truncate(to length: Int) throws(SystemError) {
        if disk.fails(.truncate) { throw disk.error }
        try file.truncate(to: length)
    }
}
