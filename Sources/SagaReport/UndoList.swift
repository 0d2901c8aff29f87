package import SagaDefinition
package import SagaMachine

/// What a rollback did, has to do, or would have to do, latest visit first.
package struct UndoList: Sendable {
    package let entries: [Entry]

    package struct Entry: Sendable {
        package let visit: Int
        package let state: StateID
        /// The visit in words, such as `Load#2`; the first visit of a state has no number.
        package let path: String
        package let outcome: Outcome
        package let standing: Standing
        package let attempts: Int
        /// Why it is stuck, or why the latest attempt failed.
        package let failure: Failure?
        /// Whether a rollback that was decided is to undo it, or did: what is only kept for a later
        /// one is not.
        package let isConcerned: Bool
    }

    /// How far undoing an entry has come.
    package enum Standing: String, Sendable, CaseIterable {
        /// No rollback has begun, or its turn has not come.
        case pending
        case running
        case undone
        /// There was nothing to undo.
        case nothing
        /// Left as it is: unknown under `When: Succeeded`, or an operator said so.
        case left
        /// Its compensation failed and said `OnFailure: Continue`.
        case unresolved
        /// Its compensation failed and needs a person.
        case stuck
    }

    /// A composite that is undone by what ran inside of it is no step of its own.
    package init(_ execution: Execution) {
        // What was left stays there although the work has gone on, or was begun afresh.
        let left = execution.leftovers.filter { left in
            let now = execution.entries[left.visit]
            return now?.round != left.round || now?.settlement != left.settlement
        }
        entries = (left + execution.entries.values)
            .filter { $0.registration.primary != nil || $0.children.isEmpty }
            .sorted { ($0.visit, $0.round) > ($1.visit, $1.round) }
            .map { entry in
                // Kept as a whole for a person: all of it was to be undone.
                let isDue =
                    execution.compensation == .pending || execution.isPlanned(entry.visit)
                return Entry(entry, isDue: isDue)
            }
    }

    /// With what rollbacks undid after which the work has gone on, too: the execution forgets it.
    package init(_ execution: Execution, _ history: History) {
        let kept = UndoList(execution).entries
        let known = Set(kept.map(\.visit))
        let over = history.visits.compactMap { visit in
            known.contains(visit.id) ? nil : Entry(over: visit)
        }
        entries = (kept + over).sorted { $0.visit > $1.visit }
    }

    /// What is still there although a rollback was to remove it.
    package var remaining: [Entry] {
        concerned.filter { $0.standing != .undone && $0.standing != .nothing }
    }

    /// What the rollbacks so far were about.
    package var concerned: [Entry] { entries.filter(\.isConcerned) }

    package func entries(_ standing: Standing) -> [Entry] {
        entries.filter { $0.standing == standing }
    }
}

extension UndoList.Entry {
    /// - Returns: Nil where no rollback has settled the visit, or something was left of it.
    fileprivate init?(over visit: VisitHistory) {
        guard let undo = visit.undo, let settlement = undo.settlement, !settlement.isPartial else {
            return nil
        }
        self.visit = visit.id
        state = visit.state
        path = visit.label
        outcome = undo.registration.outcome
        standing = settlement == .nothing ? .nothing : .undone
        attempts = visit.attempts(.undo).last?.start.id.number ?? 0
        failure = visit.attempts(.undo).last?.ending?.failure
        isConcerned = true
    }

    fileprivate init(_ entry: UndoEntry, isDue: Bool) {
        visit = entry.visit
        state = entry.state
        path = entry.shortPath
        outcome = entry.registration.outcome
        attempts = entry.attempts
        switch (entry.settlement, entry.phase) {
        case (.undone?, _): standing = .undone
        case (.nothing?, _): standing = .nothing
        case (.left?, _): standing = .left
        case (.unresolved?, _): standing = .unresolved
        case (nil, .stuck): standing = .stuck
        case (nil, .running), (nil, .settling), (nil, .backingOff): standing = .running
        case (nil, .waiting): standing = .pending
        }
        isConcerned = isDue || standing != .pending
        if case .stuck(let failure) = entry.phase {
            self.failure = failure
        } else {
            failure = entry.lastFailure
        }
    }
}
