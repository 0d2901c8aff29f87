import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

@testable import SagaRuntime

/// Folders in the place of buckets: what a key reaches, and what it never does.
@Suite struct BucketTests {
    private let shell: Shell

    init() throws {
        shell = try Shell()
        _ = try shell.run(
            """
            mkdir -p data/deep/er outside data/.hidden
            echo '[1]' >data/a.json; echo '[2]' >data/deep/b.json; echo '[3]' >data/deep/er/c.json
            echo '[9]' >outside/secret.json; echo '[8]' >data/.hidden/h.json
            ln -s ../outside data/way; ln -s ../outside/secret.json data/link.json
            mkfifo data/pipe; ln -s data linked
            """)
    }

    /// The items that a reader in this folder gives, or why not.
    private func read(
        _ arguments: String, resource: String = "getObject", configuration: String = "{}",
        buckets: [String: String] = [:], isComputed: Bool = false
    ) throws -> String {
        defer { shell.remove() }
        let bucket = isComputed ? "Bucket.$: $.bucket" : ""
        let order = try Self.order(
            """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:\(resource)
                    ReaderConfig: \(configuration)
                    Parameters: {\(arguments) \(bucket)}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}
            """, input: ["bucket": "file:data"])
        let settings = TaskSettings(
            workflow: order.workflow, executionID: order.id, folder: shell.folder,
            filesPath: shell.folder, environment: TaskEnvironment(variables: []), bindings: [:],
            buckets: buckets, lock: nil)
        let ending = settings.fileEnding(order.order)
        return ending.result?.json
            ?? "\(ending.failure?.name ?? ""): \(ending.failure?.cause ?? "")"
    }

    struct Asked {
        let workflow: Workflow
        let order: TaskOrder
        let id: ExecutionID
    }

    static func order(_ text: String, input: Value) throws -> Asked {
        let workflow = try MachineDriver.workflow(text)
        var driver = MachineDriver(workflow)
        for effect in driver.start(input).effects {
            if case .start(let order) = effect {
                return Asked(
                    workflow: workflow, order: order, id: try #require(ExecutionID("test")))
            }
        }
        throw Unasked()
    }

    struct Unasked: Error {}

    @Test(arguments: ["a.json", "deep/b.json"])
    func `a key is a path from the bucket down`(key: String) throws {
        let answer = key == "a.json" ? "[1]" : "[2]"
        #expect(try read("Bucket: 'file:data', Key: \(key)") == answer)
    }

    @Test(arguments: [
        "../outside/secret.json", "deep/../../outside/secret.json", "/etc/hostname", "deep//b.json",
        "./a.json", "deep/.", "..", "",
    ])
    func `a key never leads out of its bucket`(key: String) throws {
        let answer = try read("Bucket: 'file:data', Key: '\(key)'")
        #expect(answer.hasPrefix("States.ItemReaderFailed: "), "\(answer)")
        #expect(!answer.contains("[9]"))
    }

    @Test(arguments: ["way/secret.json", "link.json"])
    func `no link on the way is followed`(key: String) throws {
        let answer = try read("Bucket: 'file:data', Key: \(key)")
        #expect(answer.contains("leads over a link"), "\(answer)")
    }

    @Test func `a pipe is no file, and nobody waits for it`() throws {
        #expect(try read("Bucket: 'file:data', Key: pipe").contains("is no ordinary file"))
    }

    @Test func `a link may lead to the bucket itself`() throws {
        #expect(try read("Bucket: 'file:linked', Key: a.json") == "[1]")
    }

    @Test func `what is not there says where it was looked for`() throws {
        let answer = try read("Bucket: 'file:data', Key: nowhere.json")
        #expect(answer.contains("The specified key does not exist: `nowhere.json`"), "\(answer)")
        #expect(answer.contains("\(shell.folder)/data"), "\(answer)")
    }

    @Test func `data never chooses a folder`() throws {
        let answer = try read("Key: a.json,", isComputed: true)
        #expect(answer.contains("only one that stands in the definition"), "\(answer)")
    }

    @Test func `a name that is bound is a folder, also a computed one`() throws {
        let buckets = ["file:data": "\(shell.folder)/data/deep"]
        #expect(try read("Key: b.json,", buckets: buckets, isComputed: true) == "[2]")
    }

    @Test func `an unbound name says how to bind it`() throws {
        #expect(try read("Bucket: far, Key: a.json").contains("`--bucket far=FOLDER` binds it"))
    }

    @Test(arguments: [
        ("''", ["a.json", "deep/b.json", "deep/er/c.json"]),
        ("de", ["deep/b.json", "deep/er/c.json"]),
        ("deep/", ["deep/b.json", "deep/er/c.json"]), ("deep/b", ["deep/b.json"]), ("no/", []),
        ("way/", []),
    ])
    func `a listing has the files with a prefix, and no links`(
        prefix: String, keys: [String]
    ) throws {
        let answer = try read(
            "Bucket: 'file:data', Prefix: \(prefix)", resource: "listObjectsV2")
        let items = try Value(json: answer).array ?? []
        #expect(items.map { $0["Key"]?.string } == keys)
        for item in items {
            #expect(item.object?.keys == ["Etag", "Key", "LastModified", "Size", "StorageClass"])
            #expect(item["Size"] == 4)
        }
    }

    @Test func `the files of a listing are read one after the other`() throws {
        #expect(
            try read(
                "Bucket: 'file:data', Prefix: ''", resource: "listObjectsV2",
                configuration: "{InputType: JSON, Transformation: LOAD_AND_FLATTEN, MaxItems: 2}")
                == #"{"Items":[1,2],"Sources":[{"Source":"S3://file:data/a.json","End":1},"#
                + #"{"Source":"S3://file:data/deep/b.json","End":2}]}"#)
    }
}
