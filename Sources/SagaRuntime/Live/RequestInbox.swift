package import SagaJournal
package import SagaMachine
package import SagaValue

/// What other processes ask of this one, as files in the execution's folder.
///
/// A request is durable before anybody is told of it, and its file goes only when its answer is on
/// disk: one that comes while this process dies is the first thing that the next one meets.
package final class RequestInbox {
    private let requests: Requests
    private var answered: [Requests.Request] = []
    /// Those that ask for nothing that is known; they are kept for a person to look at.
    private var refused: [Requests.Request] = []
    private var seen: Set<String> = []
    private let watch: RequestWatch

    /// - Throws: The journal's faults, when its folder cannot be watched.
    package init(_ execution: Folder) throws(RuntimeFault) {
        do throws(JournalFault) {
            requests = Requests(execution)
            watch = try requests.watch()
        } catch { throw .journal(error) }
    }

    /// Can be read when a request has come.
    var descriptor: Int32 { watch.descriptor }

    /// The requests that have come since the last call, as triggers, answers to tasks first.
    package func take() throws(RuntimeFault) -> [Trigger] {
        _ = watch.drain()
        var answers: [Trigger] = []
        var triggers: [Trigger] = []
        do throws(JournalFault) {
            for request in try requests.waiting() where seen.insert(request.name).inserted {
                if let delivery = CallbackDelivery(request) {
                    answers.append(.callback(delivery))
                    answered.append(request)
                } else if let trigger = Trigger(request: request.body) {
                    triggers.append(trigger)
                    answered.append(request)
                } else {
                    let why = request.problem ?? "it asks for nothing that is known"
                    triggers.append(.strangeRequest(RequestRefusal(file: request.name, why: why)))
                    refused.append(request)
                }
            }
        } catch { throw .journal(error) }
        return answers + triggers
    }

    /// Removes the requests that have been taken, and sets aside what was none; what they led to
    /// must be on disk.
    package func removeAnswered() throws(RuntimeFault) {
        guard !answered.isEmpty || !refused.isEmpty else { return }
        do throws(JournalFault) {
            for request in answered {
                try requests.remove(request)
                seen.remove(request.name)
            }
            for request in refused {
                try requests.setAside(request)
                seen.remove(request.name)
            }
        } catch { throw .journal(error) }
        answered = []
        refused = []
    }
}

extension Trigger {
    /// Whether it asks for a suspension.
    var isStop: Bool {
        if case .stop = self { return true }
        return false
    }

    /// What a request's body asks for; nil where this version does not know it.
    init?(request body: Value) {
        let note = OperatorNote(
            by: body["by"]?.string ?? "somebody", reason: body["reason"]?.string)
        switch body["request"]?.string {
        case "abort":
            self = body["to"]?.string.map { .abortTo($0, note) } ?? .abort(note)
        case "stop": self = .stop(note)
        default: return nil
        }
    }

    /// The body of a request for an abort.
    ///
    /// - Parameter savePoint: The name of one to go back to; nil rolls everything back.
    package static func abortRequest(_ note: OperatorNote, to savePoint: String? = nil) -> Value {
        request("abort", note, to: savePoint)
    }

    /// The body of a request to suspend.
    package static func stopRequest(_ note: OperatorNote) -> Value { request("stop", note) }

    private static func request(
        _ word: String, _ note: OperatorNote, to savePoint: String? = nil
    ) -> Value {
        var body = Object([("request", .string(word)), ("by", .string(note.by))])
        body["to"] = savePoint.map { .string($0) }
        body["reason"] = note.reason.map { .string($0) }
        return .object(body)
    }
}
