import SagaExpression
import SagaSource
import SagaValue

extension StateReader {
    func task() -> TaskState {
        fields.exactlyOne(FieldTable.taskBodies)
        let credentials = credentials()
        let body = TaskReader(fields, language, defaults, reading).body(inherited: nil)
        let timeout = seconds("TimeoutSeconds", in: 1...Limits.maximumSeconds)
        let heartbeat = seconds("HeartbeatSeconds", in: 1...Limits.maximumSeconds)
        checkHeartbeat(timeout, heartbeat)
        checkSilence(body)
        let isOwn = fields.has("Run") || fields.has("Http")
        return TaskState(
            body: body, timeout: timeout ?? TaskReader.timeout(of: body, fields, defaults),
            boundsWait: timeout != nil || isOwn && defaults.timeoutSeconds != nil,
            heartbeat: heartbeat,
            onInterrupt: fields.word("OnInterrupt") ?? defaults.onInterrupt(for: body),
            credentials: credentials)
    }

    /// `key`, which may be an expression in JSONata, or `keyPath` in JSONPath.
    func seconds(_ key: String, in range: ClosedRange<Int>) -> SecondsField? {
        fields.atMostOne([key, key + "Path"])
        return soleSeconds(key, in: range)
    }

    /// The same where something else looks for a second way to say it.
    func soleSeconds(_ key: String, in range: ClosedRange<Int>) -> SecondsField? {
        if let part = fields[key + "Path"] {
            return reading.path(part).map { .computed(.path($0)) }
        }
        guard let part = fields[key] else { return nil }
        if language == .jsonata, part.string != nil {
            return reading.query(part).map { .computed($0) }
        }
        return fields.integer(part, in: range).map { .constant($0) }
    }

    private func checkHeartbeat(_ timeout: SecondsField?, _ heartbeat: SecondsField?) {
        guard case .constant(let limit)? = timeout, case .constant(let beat)? = heartbeat,
            beat >= limit, let part = fields["HeartbeatSeconds"]
        else { return }
        reading.report(
            .heartbeatNotBelowTimeout,
            "`HeartbeatSeconds` must be less than `TimeoutSeconds`, which is \(limit)", at: part,
            aws: .init(
                "SCHEMA_VALIDATION_FAILED", "HeartbeatSeconds must be smaller than TimeoutSeconds"))
    }

    /// Nobody can send a heartbeat for a command or a request that has no token.
    private func checkSilence(_ body: TaskBody) {
        guard !body.isCallback, fields.has("Run") || fields.has("Http"),
            let key = fields.present(["HeartbeatSeconds", "HeartbeatSecondsPath"]).first,
            let member = fields.part.node.member(key)
        else { return }
        reading.report(
            .heartbeatWithoutToken, "`\(key)` has no effect without `Token: true`",
            atKey: member.key, of: fields.part)
    }

    private func credentials() -> Template? {
        guard let credentials = fields.map("Credentials") else { return nil }
        let role = credentials.present(["RoleArn", "RoleArn.$"])
        if role.isEmpty {
            reading.report(
                .missingField, "`RoleArn` is missing", at: credentials.head,
                aws: .init(
                    "SCHEMA_VALIDATION_FAILED", "The field 'RoleArn' is required but was missing"))
        }
        return template(credentials.part)
    }
}

extension Defaults {
    /// `Defaults` speak of commands and requests, not of foreign resources.
    fileprivate func onInterrupt(for body: TaskBody) -> TaskState.OnInterrupt {
        switch body.kind {
        case .run, .http: onInterrupt ?? .rerun
        case .resource, .workflow: .rerun
        }
    }
}
