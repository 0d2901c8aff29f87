package import SagaDefinition
package import SagaMachine
package import SagaValue

/// A whole run in a virtual world: nothing real happens, no time passes, and nothing is left.
package struct Rehearsal<Script: TaskScript> {
    package let execution: Execution
    /// The facts in order, with their times: what a journal would hold.
    package let events: [(event: Event, time: Timestamp)]
    /// Why it did not come to an end; nil of one that did, or that waits for a person.
    package let standstill: VirtualWorld<Script>.Standstill?
    /// As the run left it.
    package let script: Script

    /// Runs a workflow to its end.
    ///
    /// - Parameters:
    ///   - start: `startTime` is the time at which it begins.
    ///   - seed: What jitter, `$random` and the like follow from.
    /// - Complexity: About `Limits.virtualEvents` events at most.
    package init(
        _ workflow: Workflow, _ start: ExecutionStart, script: Script, seed: UInt64
    ) throws(RuntimeFault) {
        var runner = Runner(
            workflow: workflow, execution: Execution(), log: VolatileLog(),
            world: VirtualWorld(script: script, seed: seed, now: start.startTime), observer: nil)
        try runner.run([.start(start)])
        execution = runner.execution
        events = runner.log.events
        standstill = runner.world.standstill
        self.script = runner.world.script
    }
}
