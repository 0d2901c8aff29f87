import SagaValue
import Testing

@Suite struct IdentifierTests {
    private static let dns = UUID(high: 0x6ba7_b810_9dad_11d1, low: 0x80b4_00c0_4fd4_30c8)

    @Test func `a version 5 UUID is that of RFC 9562's example`() {
        let uuid = UUID(namespace: Self.dns, name: "www.example.com")
        #expect(uuid.text == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func `the same name in another namespace is another UUID`() {
        let nested = UUID(namespace: UUID(namespace: Self.dns, name: "a"), name: "a")
        #expect(nested != UUID(namespace: Self.dns, name: "a"))
    }

    @Test(arguments: [
        (UInt64.min, UInt64.min, "00000000-0000-4000-8000-000000000000"),
        (UInt64.max, UInt64.max, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
        (0x919108f752d13320, 0x5bacf847db4148a8, "919108f7-52d1-4320-9bac-f847db4148a8"),
    ])
    func `a version 4 UUID keeps all but its version and variant`(
        high: UInt64, low: UInt64, text: String
    ) {
        #expect(UUID(random: high, low).text == text)
    }

    @Test func `the text of a UUID is that of its bytes`() {
        #expect(Self.dns.text == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(Self.dns.bytes.hexadecimal == "6ba7b8109dad11d180b400c04fd430c8")
    }

    @Test(arguments: ["a", "0", "order-2026_11-24", String(repeating: "x", count: 64)])
    func `an execution's id is letters, digits, dashes and underscores`(text: String) {
        #expect(ExecutionID(text)?.text == text)
    }

    @Test(arguments: [
        "", ".", "..", "-a", "_a", "a/b", "a\\b", "a.b", "a b", "é", "a\u{301}", "a\0", "a\n",
        String(repeating: "x", count: 65),
    ])
    func `an id that could leave the store does not exist`(text: String) {
        #expect(ExecutionID(text) == nil)
    }
}
