package import SagaDefinition
import SagaValue

extension Execution {
    /// Works on what is due without a trigger: states entered, attempts ended, plans to carry out.
    ///
    /// - Parameter budget: About how many events to emit at most; what is left stays `isReady`.
    package mutating func advance(
        in workflow: Workflow, at moment: Moment, into step: inout Step, atMost budget: Int
    ) {
        var decision = Decision(workflow: workflow, moment: moment, step: step)
        step = Step()
        let limit = decision.step.events.count + budget
        while phase == .running, decision.step.events.count < limit, let scope = ready.popFirst() {
            checkHistory(&decision)
            work(on: scope, &decision)
        }
        suspendWaiting(&decision)
        step = decision.step
    }

    private mutating func work(on id: Int, _ decision: inout Decision) {
        guard let place = scopes.index(forKey: id) else { return }
        if scopes.values[place].parent != nil, let outer = stoppingScope(around: id) {
            if scopes[outer]?.recovery != nil {
                recover(outer, &decision)
            } else {
                tendFork(outer, &decision)
            }
            return
        }
        if scopes.values[place].recovery != nil {
            recover(id, &decision)
            return
        }
        switch scopes.values[place].visit.phase {
        case .entered: visit(id, scopes.values[place].visit.state, &decision)
        case .settling(let ending): settle(id, ending, &decision)
        case .forked: tendFork(id, &decision)
        case .awaiting:
            let visit = scopes.values[place].visit
            if visit.waiting?.answer != nil { endWait(of: visit, &decision) }
        case .running, .backingOff, .waiting, .exited, .failed: break
        }
        if let place = scopes.index(forKey: id), let output = scopes.values[place].output {
            close(id, output, &decision)
        }
    }

    /// One switch over the types; each arm is the type's own file.
    private mutating func visit(_ id: Int, _ state: StateID, _ decision: inout Decision) {
        let state = decision.workflow[state]
        if state.isComposite, undoesBeforeRetry(id, &decision) { return }
        do throws(Failure) {
            switch state.kind {
            case .pass(let pass): try visitPass(pass, state, id, &decision)
            case .choice(let choice): try visitChoice(choice, state, id, &decision)
            case .wait(let wait): try visitWait(wait, state, id, &decision)
            case .succeed: try visitSucceed(state, id, &decision)
            case .fail(let fail): throw try failure(of: fail, state, id, decision)
            case .task(let task): try visitTask(task, state, id, &decision)
            case .parallel(let parallel):
                try visitParallel(parallel, state, id, &decision)
            case .map(let map): try visitMap(map, state, id, &decision)
            }
        } catch {
            fail(id, error, &decision)
        }
    }

    /// The last state of a scope was left.
    private mutating func close(_ id: Int, _ output: Value, _ decision: inout Decision) {
        guard phase == .running else { return }
        guard id == 0 else {
            emit(.scopeEnded(ScopeEnd(scope: id, ending: .succeeded)), &decision)
            return
        }
        // What a try that was given up by `--from` left half undone is still to be undone.
        let isOwing = root?.history.contains(where: isOwed) == true
        emit(
            .executionEnded(
                ExecutionEnd(
                    status: .succeeded, compensation: isOwing ? .pending : compensation,
                    output: output, failure: nil)),
            &decision)
    }
}
