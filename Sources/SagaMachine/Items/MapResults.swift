import SagaDefinition
package import SagaValue

/// What came of a Map's iterations, as its `ResultWriter` tells it: one iteration at a time.
package struct MapResults: Sendable {
    private let fork: Fork
    private let transformation: ResultWriter.Transformation
    private let outputType: ResultWriter.OutputType

    /// The files, by what has become of the iterations in them.
    package enum Group: String, CaseIterable, Sendable {
        /// Failed, and stopped because another one did.
        case failed = "FAILED"
        /// Never started.
        case pending = "PENDING"
        case succeeded = "SUCCEEDED"
    }

    init(_ fork: Fork, _ writer: ResultWriter) {
        self.fork = fork
        transformation = writer.transformation
        outputType = writer.outputType
    }

    package var run: MapRun { fork.run }

    /// The result of a Map whose results were written to files.
    package func details(bucket: String, key: String) -> Value {
        [
            "MapRunArn": .string(run.arn),
            "ResultWriterDetails": ["Bucket": .string(bucket), "Key": .string(key)],
        ]
    }

    /// How many iterations there were to be.
    package var count: Int { fork.start.count }

    /// Whether a file has one result a line, and is no list.
    package var isLines: Bool { outputType == .jsonl }

    package func group(of index: Int) -> Group {
        if fork.results[index] != nil { return .succeeded }
        return index < fork.nextIndex ? .failed : .pending
    }

    /// What is told of an iteration: one value, or several of a list that is flattened.
    ///
    /// Of one that did not succeed everything is told, whatever the transformation.
    package func values(at index: Int) -> [Value] {
        guard let output = fork.results[index] else { return [record(index)] }
        switch transformation {
        case .none: return [record(index)]
        case .compact: return [output]
        case .flatten: return output.array ?? [output]
        }
    }

    /// All that is told, as the state's own result.
    var result: Value {
        var values: [Value] = []
        for index in 0..<count { values += self.values(at: index) }
        guard isLines else { return .array(values) }
        return .string(values.map { $0.json + "\n" }.joined())
    }

    /// An iteration as the service describes an execution, in the order of its fields.
    private func record(_ index: Int) -> Value {
        let group = group(of: index)
        let note = fork.notes.indices.contains(index) ? fork.notes[index] : nil
        var object = Object()
        if let failure = fork.failures[index] {
            object["Cause"] = failure.cause.map { .string($0) }
            object["Error"] = failure.name.map { .string($0) }
        }
        object["ExecutionArn"] = .string(run.childARN(index))
        object["Input"] = .string((note?.input ?? fork.input(at: index)).json)
        object["InputDetails"] = ["Included": true]
        object["Name"] = .string(run.childName(index))
        if let output = fork.results[index] {
            object["Output"] = .string(output.json)
            object["OutputDetails"] = ["Included": true]
        }
        object["RedriveCount"] = 0
        object["RedriveStatus"] = .string(
            group == .failed ? "REDRIVABLE" : "NOT_REDRIVABLE")
        if group == .succeeded {
            object["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
        }
        object["StartDate"] = note.map { .string($0.started.text) }
        object["StateMachineArn"] = .string(run.machineARN)
        object["Status"] = .string(status(index, group))
        object["StopDate"] = note.map { .string($0.ended.text) }
        return .object(object)
    }

    private func status(_ index: Int, _ group: Group) -> String {
        switch group {
        case .succeeded: "SUCCEEDED"
        case .pending: "PENDING"
        case .failed: fork.failures[index] == nil ? "ABORTED" : "FAILED"
        }
    }
}
