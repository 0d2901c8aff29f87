import SagaRuntime
import SagaValue
import Testing

@Suite struct SecretMaskTests {
    private static let secret = #"p4ss/w0rd "+&é"#

    private static func mask(_ values: [String] = [secret]) throws -> SecretMask {
        try #require(SecretMask(values))
    }

    private static let printed = [
        secret, #"p4ss/w0rd \"+&é"#, "p4ss%2Fw0rd%20%22%2B%26%C3%A9", "p4ss%2fw0rd+%22%2b%26%c3%a9",
        Base64.encode(Array(secret.utf8)),
    ]

    @Test(arguments: printed)
    func `a secret is found in every form and at every end of a chunk`(form: String) throws {
        let text = Array("before \(form) after".utf8)
        for cut in 0...text.count {
            for second in cut...text.count where (second - cut) % 5 == 0 {
                var mask = try Self.mask()
                var told = mask.next(text[..<cut])
                told += mask.next(text[cut..<second])
                told += mask.next(text[second...])
                told += mask.finish()
                let shown = String(decoding: told, as: UTF8.self)
                #expect(!shown.contains(form), "\(cut) \(second): \(shown)")
                #expect(shown.hasPrefix("before ***") && shown.hasSuffix(" after"))
            }
        }
    }

    @Test(arguments: 0..<6)
    func `Base64 of a text that holds a secret does not tell it`(before: Int) throws {
        let text = String(repeating: "x", count: before) + Self.secret + "yy"
        let encoded = Base64.encode(Array(text.utf8))
        let told = try Self.mask().masked(Array(encoded.utf8))
        #expect(told.contains(UInt8(ascii: "*")))
    }

    @Test func `each line of a secret is one`() throws {
        let told = try Self.mask(["first line\nsecond line"]).masked(Array("a second line b".utf8))
        #expect(String(decoding: told, as: UTF8.self) == "a *** b")
    }

    @Test func `of two that begin alike the longer one is taken whole`() throws {
        let told = try Self.mask(["secret", "secret-and-more"]).masked(
            Array("secret-and-more secret-and secret".utf8))
        #expect(String(decoding: told, as: UTF8.self) == "*** ***-and ***")
    }

    @Test func `what is too short is not looked for`() {
        #expect(SecretMask(["12345"]) == nil)
        #expect(SecretMask(["123456"]) != nil)
    }
}
