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
        entries = execution.entries.values
            .filter { $0.registration.primary != nil || $0.children.isEmpty }
            .sorted { $0.visit > $1.visit }.map(Entry.init)
    }

    /// What is still there although a rollback was to remove it.
    package var remaining: [Entry] {
        entries.filter { entry in
            switch entry.standing {
            case .left, .unresolved, .stuck, .pending, .running: true
            case .undone, .nothing: false
            }
        }
    }

    package func entries(_ standing: Standing) -> [Entry] {
        entries.filter { $0.standing == standing }
    }
}

extension UndoList.Entry {
    fileprivate init(_ entry: UndoEntry) {
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
        if case .stuck(let failure) = entry.phase {
            self.failure = failure
        } else {
            failure = entry.lastFailure
        }
    }
}
