import SagaValue

/// What a visit of a Map knows beside its iterations.
indirect enum MapProgress: Sendable {
    /// Its reader is at work, on what the context object calls by this name.
    case reading(source: String?)
    /// Items were read, and no iteration has been started.
    case read([Value], ItemOrigin)
    /// Its iterations have ended, and what came of them is still to be written to files.
    case unwritten(Fork, Failure?)
}

extension Visit {
    /// Takes the end of a reader's attempt; reading has no effect, so there is nothing to undo.
    mutating func takeItems(_ ending: TaskEnding) {
        var source: String?
        if case .reading(let name)? = progress { source = name }
        progress = nil
        guard ending.outcome == .succeeded, ending.failure == nil else {
            phase = .settling(ending)
            return
        }
        guard let read = ReadItems(ending.result) else {
            let failure = Failure.itemReader(Failure.nonIterableCause)
            phase = .settling(TaskEnding(outcome: .failed, failure: failure))
            return
        }
        progress = .read(read.items, ItemOrigin(source, files: read.files))
        phase = .entered
    }

    /// Takes the end of a writer's attempt, which changes nothing of what the iterations did.
    mutating func takeWritten(_ ending: TaskEnding) {
        guard case .unwritten(_, let failure)? = progress,
            !ending.isInterrupted || ending.outcome == .succeeded
        else {
            phase = .settling(ending)
            return
        }
        progress = nil
        if let failure {
            phase = .settling(TaskEnding(outcome: .failed, failure: failure))
        } else {
            result = ending.result
            phase = .settling(ending)
        }
    }
}
