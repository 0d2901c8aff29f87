import SagaValue
import Testing

@Suite struct ObjectTests {
    @Test(arguments: [(true, 0), (false, 1)])
    func `a conditional nil removes a member and does not make it null`(
        isAbsent: Bool, count: Int
    ) {
        var object = Object([("a", 1)])
        object["a"] = isAbsent ? nil : .string("x")
        #expect(object.count == count)
    }

    @Test(arguments: [1, 16, 17, 100])
    func `members keep their order and are found by their keys`(count: Int) {
        let members = (0..<count).map { ("key \($0)", Value.integer($0)) }
        let object = Object(distinct: members)
        #expect(object.keys == members.map(\.0))
        for (key, value) in members { #expect(object[key] == value) }
        #expect(object["key \(count)"] == nil)
        #expect(object == Object(members.reversed()))
    }

    @Test(arguments: [3, 40])
    func `a member is changed in place, and made where it is missing`(count: Int) {
        var object = Object((0..<count).map { ("key \($0)", .integer($0)) })
        object.update("key 1", default: .null) { $0 = "changed" }
        object.update("new", default: 7) { #expect($0 == 7) }
        #expect(object["key 1"] == "changed")
        #expect(object.members.last?.value == 7)
        #expect(object.count == count + 1)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("é", "é"), ("a longer key than fit", "a longer key than fit"),
    ])
    func `equal code points are the same key`(left: String, right: String) {
        #expect(left.hasSameCodePoints(as: right))
    }

    @Test(arguments: [
        ("a", "b"), ("a", "aa"), ("e\u{301}", "\u{E9}"), ("a\u{315}\u{300}", "a\u{300}\u{315}"),
        ("a longer key than fit", "a longer key than fis"),
    ])
    func `canonically equal strings and others are two keys`(left: String, right: String) {
        #expect(!left.hasSameCodePoints(as: right))
    }

    @Test func `values that are equal have one hash`() throws {
        let left = try Value(json: #"{"a":1,"b":[1.0,"x",null,true],"c":{}}"#)
        let right = try Value(json: #"{"c":{},"b":[1,"x",null,true],"a":1e0}"#)
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(Set<Value>(["e\u{301}", "\u{E9}", 1, 1, .null]).count == 4)
    }
}
