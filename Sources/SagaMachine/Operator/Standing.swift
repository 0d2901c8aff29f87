/// Where an execution stands, for what an operator may ask of it: the rows of the table in
/// `saga.md` §3.
///
/// Whoever asks and whoever decides look here, so that what is refused is never begun.
package enum Standing: String, Sendable, CaseIterable {
    /// It has not ended: it runs, is suspended, or its process died.
    case unfinished
    /// It had ended, its undo was decided, and that has not ended.
    case undoing
    /// It has ended, and an entry could not be undone.
    case stuck
    /// It failed, timed out or was aborted, and nothing was to be undone.
    case failed
    /// The same, and what it did was left as it is (`--no-rollback`).
    case kept
    /// It failed, timed out or was aborted, and was rolled back.
    case rolledBack
    /// It succeeded, and what it did is there.
    case succeeded
    /// It had succeeded, and was undone.
    case undone
}

extension Execution {
    /// Nil before it has started.
    package var standing: Standing? {
        guard let root else { return nil }
        let isUndo = root.recovery?.decision.reason == .undo
        guard phase == .ended else { return isUndo ? .undoing : .unfinished }
        switch (compensation, status) {
        case (.stuck, _): return .stuck
        case (_, .succeeded): return isUndo ? .undone : .succeeded
        case (.none, _): return .failed
        case (.pending, _): return .kept
        case (.running, _), (.succeeded, _), (.partial, _): return .rolledBack
        }
    }

    /// Whether `saga undo` has something to do that nothing else does.
    package var isUndoable: Bool { standing == .succeeded || standing == .kept }
}
