/// What decisions yield: facts to write down, then work to do.
///
/// The order is the durability promise: nothing in `effects` starts before everything in `events`
/// is on disk.
package struct Step: Sendable {
    package private(set) var events: [Event] = []
    package private(set) var effects: [Effect] = []

    package init() {}

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
