package import SagaDefinition
package import SagaMachine
package import SagaValue

/// Facts in memory, with their times, for as long as somebody looks at them.
package struct VolatileLog: RunLog {
    package private(set) var events: [(event: Event, time: Timestamp)] = []
    private var flushedCount = 0

    package init() {}

    package mutating func add(_ event: Event, at time: Timestamp, in workflow: Workflow) {
        events.append((event, time))
    }

    /// After every chunk, so that a loop of pure states meets the world too.
    package var isFlushDue: Bool { events.count - flushedCount >= Limits.eventsPerChunk }

    /// In memory nothing is safer than anything else.
    package var isFlushed: Bool { true }

    package mutating func flush() { flushedCount = events.count }

    package mutating func addLast(_ event: Event, at time: Timestamp, in workflow: Workflow) {
        add(event, at: time, in: workflow)
    }
}
