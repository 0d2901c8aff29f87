import SagaMachine
import SagaTesting
import SagaValue
import Testing

@testable import SagaRuntime

/// Lists of files in the place of items.
@Suite struct ManifestTests {
    private func read(_ configuration: String, _ files: String) throws -> String {
        let shell = try Shell()
        defer { shell.remove() }
        _ = try shell.run(files)
        let asked = try BucketTests.order(
            """
            States:
              - Each:
                  Type: Map
                  ItemReader:
                    Resource: arn:aws:states:::s3:getObject
                    ReaderConfig: \(configuration)
                    Parameters: {Bucket: "file:", Key: manifest}
                  ItemProcessor: {States: [{One: {Type: Pass}}]}
            """, input: .emptyObject)
        let settings = TaskSettings(
            workflow: asked.workflow, executionID: asked.id, folder: shell.folder,
            filesPath: shell.folder, environment: TaskEnvironment(variables: []), bindings: [:],
            buckets: ["results": shell.folder], lock: nil)
        let ending = settings.fileEnding(asked.order)
        return ending.result?.json ?? ending.failure?.cause ?? ""
    }

    @Test func `an inventory's lists have the columns of its schema`() throws {
        let answer = try read(
            "{InputType: MANIFEST, ManifestType: S3_INVENTORY}",
            #"""
            echo '{"fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",' >manifest
            echo ' "files": [{"key": "one.csv", "size": 9}]}' >>manifest
            echo '"b","k","7"' >one.csv
            """#)
        #expect(answer == #"[{"Bucket":"b","Key":"k","Size":"7"}]"#)
    }

    @Test func `a query's manifest names files by bucket and key`() throws {
        let answer = try read(
            "{InputType: JSONL, ManifestType: ATHENA_DATA}",
            """
            printf 's3://results/a\\ns3://results/d/b\\n' >manifest
            mkdir d; echo 1 >a; echo 2 >d/b
            """)
        #expect(
            answer == #"{"Items":[1,2],"Sources":[{"Source":"S3://results/a","End":1},"#
                + #"{"Source":"S3://results/d/b","End":2}]}"#)
    }

    @Test func `files that gzip has packed are unpacked, whatever they are called`() throws {
        let lists = try read(
            "{InputType: MANIFEST, ManifestType: S3_INVENTORY}",
            #"""
            echo '{"fileSchema": "Key, Size", "files": [{"key": "a.csv.gz"}, {"key": "b"}]}' >plain
            gzip <plain >manifest
            echo '"k","7"' | gzip >a.csv.gz
            echo '"l","8"' | gzip >b
            """#)
        #expect(lists == #"[{"Key":"k","Size":"7"},{"Key":"l","Size":"8"}]"#)
        let files = try read(
            "{InputType: JSONL, ManifestType: ATHENA_DATA}",
            """
            printf 's3://results/a.gz\ns3://results/b\n' >manifest
            seq 100000 | gzip >a.gz; echo 7 >b
            """)
        let numbers = (Array(1...100_000) + [7]).map(String.init).joined(separator: ",")
        #expect(files.hasPrefix(#"{"Items":[\#(numbers)],"Sources":[{"#))
        #expect(try read("{InputType: JSON}", "echo '[1]' | gzip >manifest") == "[1]")
    }

    @Test(arguments: [
        ("{InputType: MANIFEST}", "echo '{}' >manifest", "is not the manifest of an inventory"),
        ("{InputType: MANIFEST}", "echo no >manifest", "is not JSON"),
        (
            "{InputType: MANIFEST}",
            #"echo '{"fileSchema": "A", "files": [{"key": "a.csv.gz"}]}' >manifest"#
                + "; echo 1 | gzip | head -c 20 >a.csv.gz",
            "damaged or cut"
        ),
        (
            "{InputType: JSONL, ManifestType: ATHENA_DATA}", "echo /etc/passwd >manifest",
            "is not of the form s3://BUCKET/KEY"
        ),
        (
            "{InputType: JSONL, ManifestType: ATHENA_DATA}",
            "echo s3://file:/etc/hostname >manifest",
            "only one that stands in the definition"
        ),
    ])
    func `a manifest that cannot be followed says why`(
        configuration: String, files: String, words: String
    ) throws {
        let answer = try read(configuration, files)
        #expect(answer.contains(words), "\(answer)")
    }
}
