package import SagaMachine
import SagaValue

/// One task by itself, done for real, with no execution around it.
package enum SoleTask {
    /// Starts a task and waits for its end; a signal ends it early.
    ///
    /// - Throws: `SAGA5001` or `SAGA5002` where the system refuses what running needs.
    package static func run(
        _ order: TaskOrder, _ settings: TaskSettings
    ) throws(RuntimeFault) -> TaskEnding {
        let world = try LiveWorld(
            settings: settings, pool: TaskPool(takesSignals: true),
            clock: SteadyClock(start: SteadyClock.wall), inbox: nil, router: nil)
        world.start(order)
        while true {
            for trigger in try world.wait(until: []) {
                if case .taskEnded(_, let ending) = trigger { return ending }
                if case .interrupt = trigger { world.cancel(order.attempt) }
            }
        }
    }
}
