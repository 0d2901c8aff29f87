import SagaDefinition
import SagaSource
import SagaTesting
import SagaValue
import Testing

/// The reader's verdicts against those of the service and its linters, where the cases are at hand.
@Suite struct ConformanceTests {
    private static let folder = TextFile.folder("../../../shared/conformance/")

    private static func cases(_ name: String) throws -> [Value]? {
        guard let text = try? TextFile.text(folder + name) else {
            print("\(name): the conformance data is not here; nothing was compared")
            return nil
        }
        return try text.split(separator: "\n").map { try Value(json: String($0)) }
    }

    private func errors(_ test: Value) -> [Finding] {
        let text = test["definition_text"]?.string ?? test["definition"]?.json ?? ""
        let name = test["format"]?.string == "yaml" ? "def.asl.yaml" : "def.asl.json"
        return read(test, Source(text, name: name)).findings.filter { $0.severity == .error }
    }

    private func read(_ test: Value, _ source: Source) -> Definition {
        let type = test["type"]?.string.flatMap(Demands.MachineType.init(rawValue:))
        return WorkflowReader(demands: Demands(machineType: type ?? .standard)).read(source)
    }

    /// What the service was recorded to say, with its code, its words and its place.
    @Test func `the service's own diagnostics are given word for word`() throws {
        guard let cases = try Self.cases("validation.jsonl") else { return }
        var count = 0
        for test in cases {
            for wanted in test["diagnostics"]?.array ?? [] {
                count += 1
                let text = test["definition_text"]?.string ?? ""
                let definition = read(test, Source(text, name: "def.asl.json"))
                let given = (definition.findings + definition.consequences).map {
                    finding -> Value in
                    [
                        "code": .string(finding.aws?.code ?? ""),
                        "location": .string(finding.awsLocation ?? ""),
                        "message": .string(finding.aws?.message ?? ""),
                        "severity": finding.severity == .error ? "ERROR" : "WARNING",
                    ]
                }
                #expect(given.contains(wanted), "\(test["id"]?.string ?? ""): \(wanted.json)")
            }
        }
        print("diagnostics of the service: compared \(count)")
        #expect(count > 0)
    }

    @Test(arguments: [(1, 1), (2, 0.95), (3, 0.87)])
    func `definitions are judged as others judge them`(trust: Int, floor: Double) throws {
        guard let cases = try Self.cases("validation.jsonl") else { return }
        var (passed, count) = (0, 0)
        for test in cases where test["trust"] == .integer(trust) {
            count += 1
            let found = errors(test)
            if found.isEmpty == test["valid"]?.bool {
                passed += 1
            } else {
                report(test, found)
            }
        }
        print("validation, trust \(trust): passed \(passed) of \(count)")
        #expect(count > 0)
        #expect(Double(passed) >= floor * Double(count))
    }

    @Test func `published samples are read as they are`() throws {
        guard let cases = try Self.cases("samples.jsonl") else { return }
        var (passed, count) = (0, 0)
        for test in cases {
            guard let isValid = test["expect_valid"]?.bool else { continue }
            count += 1
            let found = errors(test)
            if found.isEmpty == isValid {
                passed += 1
            } else {
                report(test, found)
            }
        }
        print("samples: passed \(passed) of \(count)")
        #expect(count > 0)
        #expect(Double(passed) >= 0.99 * Double(count))
    }

    private func report(_ test: Value, _ found: [Finding]) {
        let words = found.prefix(3).map {
            "\($0.code.code) \($0.path?.text ?? "") \($0.message)"
        }
        print(
            "\(test["id"]?.string ?? ""): "
                + (words.isEmpty ? "accepted" : words.joined(separator: "; ")))
    }
}
