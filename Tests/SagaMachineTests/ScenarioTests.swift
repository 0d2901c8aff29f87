import SagaTesting
import Testing

@Suite struct ScenarioTests {
    private static let folder = TextFile.folder("Scenarios")

    @Test(arguments: TextFile.names(in: folder).filter { $0.hasSuffix(".txt") })
    func `the machine decides as the scenario tells`(name: String) throws {
        try Recording.expectAnswer(at: "\(Self.folder)/\(name)") { question in
            var scenario = try Scenario(question)
            return try scenario.play()
        }
    }
}
