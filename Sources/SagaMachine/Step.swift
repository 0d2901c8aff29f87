package import SagaValue

/// What decisions yield: facts to write down, then work to do.
///
/// The order is the durability promise: nothing in `effects` starts before everything in `events`
/// is on disk.
package struct Step: Sendable {
    package private(set) var events: [Event] = []
    package private(set) var effects: [Effect] = []
    /// How the data flowed through the state worked on.
    var trace: FlowTrace

    /// - Parameter tracingFlow: Whether it is kept what the data was at each stage.
    package init(tracingFlow: Bool = false) { trace = FlowTrace(isKept: tracingFlow) }

    /// What the data was at each stage of the states worked on.
    package var flow: [FlowStage: Value] { trace.values }

    package var hasEffects: Bool { !effects.isEmpty }

    mutating func append(_ event: Event) { events.append(event) }
    mutating func append(_ effect: Effect) { effects.append(effect) }

    /// The events since the last call, in order.
    package mutating func takeEvents() -> [Event] {
        let taken = events
        events = []
        return taken
    }

    /// The effects since the last call, in order.
    package mutating func takeEffects() -> [Effect] {
        let taken = effects
        effects = []
        return taken
    }
}
