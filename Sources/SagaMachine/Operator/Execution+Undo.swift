import SagaDefinition

extension Execution {
    /// Undoes what an execution did that has ended: begins a new run of its log, in which nothing
    /// but the rollback happens.
    ///
    /// The status stays what it was, and so do the output and the reported error. One record both
    /// asks and decides, so that no crash can come between.
    mutating func undo(_ note: OperatorNote, _ decision: inout Decision) {
        guard isUndoable else { return }
        decideRecovery(
            RecoveryDecision(
                scope: 0, reason: .undo, failure: failure, catching: nil, note: note), &decision)
    }
}
