/// How far a definition is explored.
package struct Bounds: Hashable, Sendable {
    /// The largest number of faults on a path that can be asked for.
    package static let mostFaults = 8

    /// Things that go wrong on one path.
    package let faults: Int
    /// How often a state is visited again in a loop that something decides to go round.
    package let loops: Int
    /// Items of every Map.
    package let items: Int
    /// Situations that are looked at before the exploration gives up.
    package let situations: Int

    package init(faults: Int = 2, loops: Int = 2, items: Int = 2, situations: Int = 100_000) {
        self.faults = faults
        self.loops = loops
        self.items = items
        self.situations = situations
    }
}
