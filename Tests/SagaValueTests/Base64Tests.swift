import SagaValue
import Testing

@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("ÿ>?", "w78+Pw=="),
    ])
    func `text is encoded as in RFC 4648 and decoded again`(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
    }

    @Test func `every byte survives`() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "====", "=", "Zg==Zg==", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n",
        "Zm9-", "Zm9_", "Zm9é", "A===",
    ])
    func `text that no bytes yield is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
