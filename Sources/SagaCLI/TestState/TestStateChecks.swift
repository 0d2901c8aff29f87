import SagaDefinition
import SagaValue

/// What the service refuses before it tries a state, in its order and its words.
enum TestStateChecks {
    static func check(
        _ request: TestStateRequest, _ test: StateUnderTest
    ) throws(TestStateRefusal) {
        guard let mock = request.mock else {
            try checkWithoutMock(request, test.state)
            return
        }
        guard takesMock(test.state) else {
            throw TestStateRefusal(
                .validation,
                "State type '\(test.state.kind.typeName)' is not supported when a mock is "
                    + "specified")
        }
        if request.revealsSecrets {
            throw TestStateRefusal(
                .validation, "TestState does not support RevealSecrets when a mock is specified.")
        }
        switch (mock.result, mock.failure) {
        case (nil, nil), (_?, _?):
            throw TestStateRefusal(
                .validation,
                "A test mock should have only one of the following fields: [result, errorOutput].")
        case (let result?, nil): try check(result, mock, test.state)
        case (nil, _?): try checkCause(request, test)
        }
    }

    private static func checkWithoutMock(
        _ request: TestStateRequest, _ state: State
    ) throws(TestStateRefusal) {
        switch state.kind {
        case .parallel, .map:
            throw TestStateRefusal(
                .definition,
                "TestState API does not support Map or Parallel states. Supported state types "
                    + "include: [Task, Wait, Pass, Succeed, Fail, Choice]")
        case .task, .pass, .choice, .wait, .succeed, .fail: break
        }
        if request.context != nil {
            throw TestStateRefusal(
                .validation, "TestState does not support Context when no mock is specified.")
        }
    }

    private static func takesMock(_ state: State) -> Bool {
        switch state.kind {
        case .task, .parallel, .map: true
        case .pass, .choice, .wait, .succeed, .fail: false
        }
    }

    private static func check(
        _ result: Value, _ mock: TestStateRequest.Mock, _ state: State
    ) throws(TestStateRefusal) {
        let isList: Bool
        switch state.kind {
        case .parallel: isList = true
        case .map(let map): isList = map.writer == nil
        case .task, .pass, .choice, .wait, .succeed, .fail: isList = false
        }
        if isList, result.array == nil {
            throw TestStateRefusal(.validation, "Mocked result must be an array.")
        }
        guard case .task(let task) = state.kind, let resource = task.body.resource,
            mock.validation != .none, let shape = ServiceShapes.result(of: resource)
        else { return }
        try shape.check(result, "", isStrict: mock.validation == .strict)
    }

    /// A mocked error comes from a state inside.
    private static func checkCause(
        _ request: TestStateRequest, _ test: StateUnderTest
    ) throws(TestStateRefusal) {
        guard let name = request.configuration.errorCausedBy else { return }
        guard let cause = test.workflow.state(named: name),
            test.workflow.isInside(cause, test.state.id)
        else {
            throw TestStateRefusal(
                .validation, "State '\(name)' is not a state inside '\(test.state.name)'")
        }
    }
}

extension TaskBody {
    /// What the definition names as its resource; nil of a command or a request.
    fileprivate var resource: String? {
        switch kind {
        case .run, .http: nil
        case .resource(let spec): spec.resource
        case .workflow(let spec): spec.resource
        }
    }
}

extension Workflow {
    /// Whether a state belongs to a branch or an iteration of another one, at any depth.
    fileprivate func isInside(_ inner: StateID, _ outer: StateID) -> Bool {
        var owner = self[self[inner].graph].owner
        while let next = owner {
            if next == outer { return true }
            owner = self[self[next].graph].owner
        }
        return false
    }
}
