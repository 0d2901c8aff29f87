import SagaTesting
import SagaValue
import Testing

@testable import SagaCLI

@Suite struct StoreLocationTests {
    private func location(
        _ option: String? = nil, _ variables: [String: String] = [:], folders: Set<String> = []
    ) throws(Fault) -> StoreLocation {
        try StoreLocation.find(
            option: option, Environment(variables), workingFolder: "/home/me/project/deep"
        ) { folders.contains($0) }
    }

    @Test func `the option wins over everything`() throws {
        let found = try location("s", ["SAGA_STORE": "/v"], folders: ["/home/me/project/.saga"])
        #expect(found == StoreLocation(path: "/home/me/project/deep/s", reason: .option))
    }

    @Test func `the variable wins over a folder`() throws {
        let found = try location(
            nil, ["SAGA_STORE": "/v"], folders: ["/home/me/project/.saga"])
        #expect(found == StoreLocation(path: "/v", reason: .variable))
    }

    @Test func `the nearest folder upward is found`() throws {
        let found = try location(
            nil, ["HOME": "/home/me"], folders: ["/home/me/.saga", "/home/me/project/.saga"])
        #expect(found == StoreLocation(path: "/home/me/project/.saga", reason: .nearest))
    }

    @Test func `without a folder it is in the state home`() throws {
        let found = try location(nil, ["HOME": "/home/me", "XDG_STATE_HOME": "/state"])
        #expect(found == StoreLocation(path: "/state/saga", reason: .stateHome))
    }

    @Test func `a relative state home is ignored`() throws {
        let found = try location(nil, ["HOME": "/home/me", "XDG_STATE_HOME": "state"])
        #expect(found == StoreLocation(path: "/home/me/.local/state/saga", reason: .home))
    }

    @Test func `an empty variable is none`() throws {
        let found = try location(nil, ["HOME": "/home/me", "SAGA_STORE": ""])
        #expect(found.reason == .home)
    }

    @Test func `without a home there is no store`() {
        #expect(throws: Fault.self) { try location(nil, [:]) }
    }
}

@Suite struct HandleTests {
    private let ids = ["order-20261123-142501-x7q2", "order-20261123-150000-x8aa", "nightly"]
        .compactMap(ExecutionID.init)

    @Test(arguments: [
        ("order-20261123-142501-x7q2", 1), ("order", 2), ("order-20261123-14", 1), ("x7", 1),
        ("x", 2), ("nightly", 1), ("night", 1), ("q2", 0), ("142501", 0),
    ])
    func `a name finds the ids that it may mean`(name: String, count: Int) {
        #expect(Handle.matches(name, in: ids).count == count)
    }

    @Test func `a whole id is meant although another one begins with it`() {
        let ids = ["a", "a-1"].compactMap(ExecutionID.init)
        #expect(Handle.matches("a", in: ids).map(\.text) == ["a"])
    }

    @Test(arguments: [
        "", " ", "..", ".", "../x", "a/b", "/etc/passwd", "-rf", "_x", "a b", "a\nb", "a\0b",
        "é", "a.b", "@", "@nothing", "~", "$HOME", "%2e%2e", "a\u{202e}b",
        String(repeating: "a", count: 65),
    ])
    func `what can be no id is refused`(name: String) {
        #expect(throws: Fault.self) { try Handle(name) }
        #expect(throws: Fault.self) { try ExecutionName.checked(name) }
    }
}

@Suite struct ExecutionNameTests {
    private let time = Timestamp(seconds: 1_795_443_901)

    @Test func `an id has the workflow, the time and four characters`() throws {
        let id = try #require(ExecutionName.make(workflow: "order", at: time, random: 7))
        #expect(id.text == "order-20261123-142501-haaa")
    }

    @Test(arguments: ["", "-", "../..", "a b", "é", String(repeating: "x", count: 200), "\0"])
    func `any name of a workflow gives an id`(workflow: String) {
        #expect(ExecutionName.make(workflow: workflow, at: time, random: .max) != nil)
    }
}
