package import SagaJournal
package import SagaMachine
package import SagaValue

extension CallbackDelivery {
    /// What a request says about a task; nil where it is about something else.
    package init?(_ request: Requests.Request) {
        let body = request.body
        guard body["request"]?.string == "callback",
            let token = body["token"]?.string.flatMap(TaskToken.init),
            let word = Callback.Word(body)
        else { return nil }
        var said: ClosedRange<Timestamp>?
        if let to = body["said"]?.string.flatMap(Timestamp.init) {
            let from = body["from"]?.string.flatMap(Timestamp.init) ?? to
            said = min(from, to)...to
        }
        self.init(
            Callback(
                attempt: token.attempt, word: word, by: body["by"]?.string ?? "somebody",
                request: body["id"]?.string),
            token: token, said: said)
    }

    /// The body of the request that brings it.
    package var request: Value {
        var body = Object([
            ("request", "callback"), ("token", .string(token.text)), ("by", .string(callback.by)),
        ])
        body["id"] = callback.request.map { .string($0) }
        body["from"] = said.map { .string($0.lowerBound.text) }
        body["said"] = said.map { .string($0.upperBound.text) }
        switch callback.word {
        case .alive: body["word"] = "alive"
        case .succeeded(let result):
            body["word"] = "succeeded"
            body["result"] = result
        case .failed(let failure):
            body["word"] = "failed"
            body["error"] = failure.name.map { .string($0) }
            body["cause"] = failure.cause.map { .string($0) }
        }
        return .object(body)
    }
}

extension Callback.Word {
    fileprivate init?(_ body: Value) {
        switch body["word"]?.string {
        case "alive": self = .alive
        case "succeeded": self = .succeeded(body["result"] ?? .null)
        case "failed":
            self = .failed(Failure(body["error"]?.string, cause: body["cause"]?.string))
        default: return nil
        }
    }
}
