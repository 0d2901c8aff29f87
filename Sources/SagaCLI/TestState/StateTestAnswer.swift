import SagaDefinition
import SagaMachine
import SagaValue

/// What came of a state that was tried, as the service answers.
struct StateTestAnswer {
    let ending: StateTrial.Ending
    let workflow: Workflow
    /// Nil where only the outcome was asked for.
    let inspection: Value?

    enum Status: String {
        case succeeded = "SUCCEEDED"
        case failed = "FAILED"
        case retriable = "RETRIABLE"
        case caughtError = "CAUGHT_ERROR"
    }

    var status: Status {
        switch ending.kind {
        case .left: ending.failure == nil ? .succeeded : .caughtError
        case .retried: .retriable
        case .failed: .failed
        }
    }

    /// The response; what is JSON inside stands in it as a string, as on the service.
    var value: Value {
        var response = Object()
        if case .left(let output, _, _) = ending.kind { response["output"] = .string(output.json) }
        response["error"] = ending.failure?.name.map { .string($0) }
        response["cause"] = ending.failure?.cause.map { .string($0) }
        response["inspectionData"] = inspection
        if case .left(_, let next?, _) = ending.kind {
            response["nextState"] = .string(workflow[next].name)
        }
        response["status"] = .string(status.rawValue)
        return .object(response)
    }

    var exitStatus: ExitStatus {
        switch status {
        case .succeeded, .caughtError: .success
        case .failed: .failed
        case .retriable: .unfinished
        }
    }
}
