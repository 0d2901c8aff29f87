import SagaSource
import SagaTesting
import SagaValue
import Testing

@Suite struct NodeTests {
    private func node(_ text: String, name: String = "a.yaml") throws -> Node {
        try #require(Source(text, name: name).read().node)
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func `a node knows where it begins and ends`(name: String) throws {
        let source = MarkedText(
            """
            {"é": 1️⃣[1, 3️⃣"名"4️⃣]2️⃣,
              "b": 5️⃣{"c": null}6️⃣}
            """)
        let root = try node(source.text, name: name)
        let list = try #require(root["é"])
        #expect(list.extent.start == source.marks["1️⃣"])
        #expect(list.extent.end == source.marks["2️⃣"])
        let word = try #require(list.elements?[1])
        #expect(word.extent.start == source.marks["3️⃣"])
        #expect(word.extent.end == source.marks["4️⃣"])
        #expect(root["b"]?.extent.start == source.marks["5️⃣"])
        #expect(root["b"]?.extent.end == source.marks["6️⃣"])
    }

    @Test func `a block collection ends with its last child`() throws {
        let source = MarkedText(
            """
            A:
              1️⃣B: 1
              C: x2️⃣

            # a comment
            D: 2
            """)
        let inner = try #require(try node(source.text)["A"])
        #expect(inner.extent.start == source.marks["1️⃣"])
        #expect(inner.extent.end == source.marks["2️⃣"])
    }

    @Test func `a path leads to a node and is written as Step Functions writes it`() throws {
        let root = try node("States: {A: {Choices: [{Next: B}]}}")
        let path = NodePath().member("States").member("A").member("Choices").element(0)
        #expect(root.node(at: path.member("Next"))?.text == "B")
        #expect(path.member("Next").text == "/States/A/Choices[0]/Next")
        #expect(root.node(at: path.element(0)) == nil)
        #expect(root.node(at: NodePath().member("States").element(1)) == nil)
        #expect(NodePath().text == "/")
    }

    @Test func `YAML and JSON of the same definition have the same value`() throws {
        let yaml = "a: [1, 1.0, true, null, 'x']\nb: {c: 12345678901234567890}\n"
        let json = #"{"a":[1,1.0,true,null,"x"],"b":{"c":12345678901234567890}}"#
        #expect(try node(yaml).value.json == json)
        #expect(try node(json, name: "a.json").value.json == json)
    }

    @Test func `text that is JSON is read as JSON whatever its name`() throws {
        let pair = #"{"a": "\ud83d\ude00"}"#
        #expect(try node(pair)["a"]?.text == "😀")
    }

    @Test func `keys that Swift holds for equal are two members`() throws {
        let root = try node("\u{e9}: 1\ne\u{301}: 2\n")
        #expect(root.members?.count == 2)
        #expect(root["e\u{301}"]?.value == 2)
    }

    @Test func `what an alias names is shared`() throws {
        let root = try node("a: &x [1, 2]\nb: *x\n")
        #expect(root["a"] === root["b"])
    }
}
