extension TaskPool {
    /// Sends a request, whose number must not be that of a running task.
    ///
    /// Without a libcurl the next wait throws `SAGA5002`.
    package func start(_ call: HTTPCall, as task: TaskID) {
        precondition(!isRunning(task), "the task \(task) is running")
        let now = Instant.now
        do throws(RuntimeFault) {
            let client = try httpClient()
            if let refusal = client.start(call, as: task, at: now) {
                arrivals.append(.http(task, HTTPEnding(.notSent(refusal))))
            } else {
                deadlines.set(call.timeout.map { now.advanced(by: $0) }, for: task)
            }
        } catch {
            fault = error
        }
    }

    /// Whether a task of this number has been started and has not ended.
    package func isRunning(_ task: TaskID) -> Bool {
        shells[task] != nil || supervision?.running.contains(task) ?? false
            || http?.isRunning(task) ?? false
    }

    /// Drops a request because its time is up or because it was cancelled.
    func dropRequest(_ task: TaskID, isTimedOut: Bool) {
        // What has come by now still counts.
        gatherResponses()
        guard let ending = http?.drop(task, isTimedOut: isTimedOut, at: .now) else { return }
        deadlines.set(nil, for: task)
        arrivals.append(.http(task, ending))
    }

    /// Gathers the requests that have ended.
    func gatherResponses() {
        guard let http else { return }
        while let (task, ending) = http.nextEnding(at: .now) {
            deadlines.set(nil, for: task)
            arrivals.append(.http(task, ending))
        }
        if let failure = http.fault { fault = failure }
    }

    private func httpClient() throws(RuntimeFault) -> HTTPClient {
        if let http { return http }
        let client = try HTTPClient(limits: httpLimits, watches: watches)
        http = client
        return client
    }
}
