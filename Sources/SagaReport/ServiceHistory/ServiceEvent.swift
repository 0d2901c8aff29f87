package import SagaValue

/// One event of GetExecutionHistory.
package struct ServiceEvent: Sendable {
    /// From 1.
    package let id: Int
    /// The event that this one follows; 0 of the first ones.
    package let previousID: Int
    package let time: Timestamp
    /// Such as `TaskStateEntered`.
    package let type: String
    package let details: Details?

    /// The member in which the service puts what an event tells, and what stands in it.
    package struct Details: Sendable {
        package let name: String
        package let members: Object

        init(_ name: String, _ members: Object) {
            self.name = name + "EventDetails"
            self.members = members
        }
    }

    /// The event as the service writes it.
    package var value: Value {
        var event = Object([
            ("timestamp", .string(time.text)), ("type", .string(type)), ("id", .integer(id)),
            ("previousEventId", .integer(previousID)),
        ])
        if let details { event[details.name] = .object(details.members) }
        return .object(event)
    }
}

extension Object {
    /// A text of JSON and the note that all of it is here.
    mutating func setData(_ name: String, _ value: Value) {
        self[name] = .string(value.json)
        self[name + "Details"] = ["truncated": false]
    }

    /// `error` and `cause`, as far as there are any.
    mutating func setFailure(_ failure: FailureWords) {
        self["error"] = failure.error.map { .string($0) }
        self["cause"] = failure.cause.map { .string($0) }
    }
}

/// What of a failure stands in an event.
struct FailureWords {
    let error: String?
    let cause: String?
}
