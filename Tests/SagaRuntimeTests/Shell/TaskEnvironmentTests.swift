import Testing

@testable import SagaRuntime

@Suite struct TaskEnvironmentTests {
    private static let inherited = TaskEnvironment(
        variables: ["PATH", "HOME", "LC_ALL", "TERM", "AWS_KEY", "AWS_REGION", "awful"].map {
            .init(name: $0, value: Array("old".utf8))
        })

    private func names(_ passEnv: [String]?) -> [String] {
        TaskEnvironment.make(inherited: Self.inherited, passEnv: passEnv, additions: []).variables
            .map(\.name)
    }

    @Test func `everything is inherited where nothing restricts it`() {
        #expect(names(nil) == Self.inherited.variables.map(\.name))
    }

    @Test(arguments: [
        ([], ["PATH", "HOME", "LC_ALL"]),
        (["TERM"], ["PATH", "HOME", "LC_ALL", "TERM"]),
        (["AWS_*"], ["PATH", "HOME", "LC_ALL", "AWS_KEY", "AWS_REGION"]),
        (["AWS"], ["PATH", "HOME", "LC_ALL"]),
        (["*"], ["PATH", "HOME", "LC_ALL", "TERM", "AWS_KEY", "AWS_REGION", "awful"]),
    ])
    func `PassEnv lets through what it names, and what everything needs`(
        passEnv: [String], expected: [String]
    ) {
        #expect(names(passEnv) == expected)
    }

    @Test func `what is added replaces what is inherited, and the last word counts`() {
        let environment = TaskEnvironment.make(
            inherited: Self.inherited, passEnv: [],
            additions: [("HOME", "new"), ("X", "1"), ("X", "2"), ("TERM", "dumb")])
        #expect(environment["HOME"] == "new")
        #expect(environment["X"] == "2")
        #expect(environment.variables.map(\.name) == ["PATH", "LC_ALL", "HOME", "X", "TERM"])
    }

    @Test func `of what is inherited twice the last one counts`() {
        let twice = TaskEnvironment(
            variables: [("A", "1"), ("B", "2"), ("A", "3")].map {
                .init(name: $0, value: Array($1.utf8))
            })
        let made = TaskEnvironment.make(inherited: twice, passEnv: nil, additions: [])
        #expect(made.block() == Array("B=2\0A=3\0".utf8) && made.count == 2)
    }

    @Test func `this process has an environment`() {
        #expect(TaskEnvironment.ofThisProcess()["PATH"] != nil)
    }

    @Test func `bytes that are no text are passed on as they are`() {
        let environment = TaskEnvironment(variables: [.init(name: "X", value: [0xFF, 0xFE])])
        #expect(environment.block() == Array("X=".utf8) + [0xFF, 0xFE, 0])
    }
}
