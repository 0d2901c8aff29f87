import SagaTesting
import Testing

/// The test cases that stand beside the examples, run by the built program.
@Suite struct CaseFileTests {
    static let files: [String] = {
        let root = TextFile.folder("../../workflows/")
        return ["", "order/", "pipeline/", "provision/"].flatMap { folder in
            TextFile.names(in: root + folder).filter { $0.hasSuffix(".test.yaml") }
                .map { folder + $0 }
        }
    }()

    @Test(arguments: files)
    func `the cases of an example pass`(name: String) throws {
        let shell = try Shell()
        defer { shell.remove() }
        let answer = try shell.run("saga test \(TextFile.folder("../../workflows/"))\(name)")
        #expect(answer.status == 0, "\(answer.output)\(answer.error)")
    }

    @Test func `some examples have cases`() {
        #expect(Self.files.count >= 4)
    }
}
