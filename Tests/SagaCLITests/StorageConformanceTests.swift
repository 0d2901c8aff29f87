import SagaTesting
import SagaValue
import Testing

/// Runs recorded executions of the service that read items from a bucket, by the built program,
/// with a folder bound in the bucket's place.
///
/// The cases stand beside the repository and are no part of it.
@Suite struct StorageConformanceTests {
    private static let cases: [Value] = {
        let folder = TextFile.folder("../../../shared/conformance/")
        guard let text = try? TextFile.text(folder + "executions.jsonl") else { return [] }
        let all = text.split(separator: "\n").compactMap { try? Value(json: String($0)) }
        return all.filter { $0["tier"] == "S" }
    }()

    @Test func `items are read as recorded`() throws {
        if Self.cases.isEmpty {
            print("storage: the conformance data is not here; nothing was compared")
        }
        for test in Self.cases {
            let name = test["id"]?.string ?? ""
            let answer = try Self.run(test)
            #expect(answer["status"] == test["expected_status"], "\(name)")
            if let output = test["expected_output"] {
                #expect(answer["output"] == output, "\(name)")
            }
            #expect(answer["error"] == test["expected_error"], "\(name)")
            #expect(answer["cause"] == test["expected_cause"], "\(name)")
        }
        print("storage: \(Self.cases.count) cases compared")
    }

    private static func run(_ test: Value) throws -> Value {
        let shell = try Shell()
        defer { shell.remove() }
        try TextFile.write(
            test["definition_text"]?.string ?? test["definition"]?.json ?? "",
            to: "\(shell.folder)/machine.asl.json")
        try TextFile.write(test["input"]?.json ?? "{}", to: "\(shell.folder)/input.json")
        var bindings = ""
        for object in test["s3_objects"]?.array ?? [] {
            let bucket = object["bucket"]?.string ?? ""
            _ = try shell.run("mkdir -p buckets/\(bucket)")
            try TextFile.write(
                object["body"]?.string ?? "",
                to: "\(shell.folder)/buckets/\(bucket)/\(object["key"]?.string ?? "")")
            bindings += " --bucket \(bucket)=buckets/\(bucket)"
        }
        let answer = try shell.run(
            "saga run machine.asl.json -i @input.json --store store -q --format json" + bindings)
        return try Value(json: answer.output)
    }
}
