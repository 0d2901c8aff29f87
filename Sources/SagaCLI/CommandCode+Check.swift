import SagaSimulation
import SagaValue

/// What `saga check` finds.
extension Explanation {
    static let effectLeft = Explanation(
        title: "a path ends as failed and leaves an effect behind",
        meaning: "`saga check` found a path on which everything that can be undone was undone, and "
            + "the effect of a task is still there, although the exit status says that it was "
            + "rolled back or that nothing was to be undone. A task without an answer may have "
            + "taken effect, too.",
        example: "States:\n  - Charge: {Run: [./charge.sh]}\n  - Ship: {Run: [./ship.sh]}",
        remedy: "Say how it is undone: `Compensate`. Where nothing needs undoing, say that: "
            + "`Compensate: None`. A request by GET changes nothing anyway.")
    static let effectUnknown = Explanation(
        title: "a path succeeds, and an effect may be there of which nobody knows",
        meaning: "A task gave no answer, a Catcher without `Compensate` took that as a failure, "
            + "and the workflow went on another way and succeeded. What the task did meanwhile "
            + "stays.",
        example: "Catch: [{ErrorEquals: [States.ALL], Next: OtherCarrier}]",
        remedy: "Let the Catcher undo first (`Compensate: All`, or a save-point), with a "
            + "`Compensate` on the task; or say `Compensate: None` on the task.")
    static let personNeeded = Explanation(
        title: "a path needs a person although every compensation does its work",
        meaning: "An effect is left as it is because nobody knows whether it is there and its "
            + "`Compensate` says `When: Succeeded`; or a compensation cannot even begin, because "
            + "its arguments read the result of a task that gave none.",
        example: "Compensate: {Run: [./refund.sh, \"{% $states.result.id %}\"]}",
        remedy: "Undo by the key, which is always known: `$SAGA_FORWARD_KEY`, or "
            + "`$states.context.Task.IdempotencyKey`. Under `When: NotFailed` the undo must "
            + "succeed when there is nothing.")
    static let endless = Explanation(
        title: "a path goes round for ever",
        meaning: "Nothing that happens outside ends the loop: a task goes wrong as often as it is "
            + "tried, and a Catcher always leads back to it, or no state of the loop ends it.",
        example: "Catch: [{ErrorEquals: [States.ALL], Next: TryAgain}]",
        remedy: "Count the rounds: `Retry` with `MaxAttempts`, a `SavePoint` with `MaxRewinds`, or "
            + "a Choice that ends them.")
    static let waiting = Explanation(
        title: "a path waits for something that never comes",
        meaning: "The execution is neither over nor has it anything to do. That is a mistake of "
            + "saga, not of the definition.",
        remedy: "Please report it, with the definition.")
}

extension Problem.Kind {
    var code: CommandCode {
        switch self {
        case .effectLeft: .effectLeft
        case .effectUnknown: .effectUnknown
        case .personNeeded: .personNeeded
        case .endless: .endless
        case .waiting: .waiting
        }
    }
}
