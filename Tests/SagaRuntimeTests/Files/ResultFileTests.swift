import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

@testable import SagaRuntime

/// What a writer leaves in its folder.
@Suite struct ResultFileTests {
    private let shell: Shell

    init() throws { shell = try Shell() }

    /// Plays a Map of four items of which the third fails, and lets its writer write.
    private func write(
        _ configuration: String, prefix: String = "out", times: Int = 1
    ) throws -> TaskEnding {
        let workflow = try MachineDriver.workflow(
            """
            States:
              - Each:
                  Type: Map
                  MaxConcurrency: 1
                  ItemProcessor:
                    States:
                      - Sort:
                          Type: Choice
                          Choices: [{Variable: $, IsString: true, Next: Bad}]
                          Default: Good
                      - Good: {Type: Pass, End: true}
                      - Bad: {Type: Fail, Error: No, Cause: it is text}
                  ResultWriter:
                    Resource: arn:aws:states:::s3:putObject
                    \(configuration)
                    Parameters: {Bucket: "file:", Prefix: \(prefix)}
            """)
        var driver = MachineDriver(workflow)
        let effects = driver.start([1, [2, 3], "x", 4]).effects
        guard case .start(let order)? = effects.first else { throw BucketTests.Unasked() }
        let settings = TaskSettings(
            workflow: workflow, executionID: try #require(ExecutionID("test")),
            folder: shell.folder, filesPath: shell.folder,
            environment: TaskEnvironment(variables: []),
            bindings: [:], lock: nil)
        var ending = settings.fileEnding(order)
        for _ in 1..<times { ending = settings.fileEnding(order) }
        return ending
    }

    private func show(_ name: String) throws -> String {
        try shell.run("cat out/*/\(name)").output.steady
    }

    @Test func `the manifest names a file for each end that there was`() throws {
        defer { shell.remove() }
        let result = try #require(try write("").result)
        #expect(result["ResultWriterDetails"]?["Bucket"] == "file:")
        let key = try #require(result["ResultWriterDetails"]?["Key"]?.string)
        #expect(key.steady == "out/KEY/manifest.json")
        let manifest = try Value(json: try shell.run("cat \(key)").output)
        #expect(manifest["MapRunArn"] == result["MapRunArn"])
        let files = try #require(manifest["ResultFiles"]?.object)
        #expect(files.keys == ["FAILED", "PENDING", "SUCCEEDED"])
        for (group, list) in files {
            let file = try #require(list[0])
            let name = try #require(file["Key"]?.string)
            #expect(name.hasSuffix("/\(group)_0.json"))
            let size = try shell.run("wc -c <\(name)").output
            #expect(file["Size"]?.number?.text == String(size.filter(\.isNumber)))
        }
        #expect(try shell.run("ls -A out/*").output.split(separator: "\n").count == 4)
    }

    @Test func `every iteration is told of as the service describes an execution`() throws {
        defer { shell.remove() }
        _ = try write("")
        let succeeded = try Value(json: try show("SUCCEEDED_0.json"))
        #expect(succeeded.array?.count == 2)
        #expect(succeeded[1]?["Input"] == "[2,3]")
        #expect(succeeded[1]?["Output"] == "[2,3]")
        #expect(succeeded[1]?["Status"] == "SUCCEEDED")
        #expect(succeeded[1]?["StartDate"] == "TIME")
        let failed = try Value(json: try show("FAILED_0.json"))
        #expect(failed[0]?["Error"] == "No")
        #expect(failed[0]?["Cause"] == "it is text")
        #expect(failed[0]?["Status"] == "FAILED")
        let pending = try Value(json: try show("PENDING_0.json"))
        #expect(pending[0]?["Input"] == "4")
        #expect(pending[0]?["StopDate"] == nil)
    }

    @Test(arguments: [
        ("COMPACT", "JSON", "SUCCEEDED_0.json", "[1,\n[2,3]]\n"),
        ("FLATTEN", "JSON", "SUCCEEDED_0.json", "[1,\n2,\n3]\n"),
        ("COMPACT", "JSONL", "SUCCEEDED_0.jsonl", "1\n[2,3]\n"),
        ("FLATTEN", "JSONL", "SUCCEEDED_0.jsonl", "1\n2\n3\n"),
    ])
    func `results are written as the writer says`(
        transformation: String, type: String, name: String, text: String
    ) throws {
        defer { shell.remove() }
        _ = try write("WriterConfig: {Transformation: \(transformation), OutputType: \(type)}")
        #expect(try show(name) == text)
        #expect(try show("FAILED_0.*").contains(#""Error":"No""#))
    }

    @Test func `writing again gives the same files`() throws {
        defer { shell.remove() }
        _ = try write("")
        let before = try shell.run("cat out/*/*").output
        _ = try write("", times: 2)
        #expect(try shell.run("cat out/*/*").output == before)
        #expect(try shell.run("ls out").output.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["../out", "a/../b", "/tmp/x", "a//b"])
    func `a prefix never leads out of its bucket`(prefix: String) throws {
        defer { shell.remove() }
        let ending = try write("", prefix: prefix)
        #expect(ending.failure?.name == "States.ResultWriterFailed")
    }

    @Test func `a link in the place of the folder is not followed`() throws {
        defer { shell.remove() }
        _ = try shell.run("mkdir elsewhere; ln -s elsewhere out")
        #expect(try write("").failure?.name == "States.ResultWriterFailed")
        #expect(try shell.run("ls -A elsewhere").output == "")
    }
}
