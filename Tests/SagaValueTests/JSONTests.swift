import SagaValue
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "[1,2,3]", #"{"a":1.0,"b":-0,"c":1E5,"d":12345678901234567890,"e":1e400}"#,
        #""\"\\\n\u0001é😀""#, "-9223372036854775808", "9223372036854775807",
        "9223372036854775808", "[]", "{}",
    ])
    func `what was read goes out byte for byte`(text: String) throws {
        #expect(try Value(json: text).json == text)
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd), ("[1,]", .unexpectedByte), ("01", .badNumber),
        ("1 2", .trailingText), (#""\ud800""#, .loneSurrogate), ("\"\u{1}\"", .controlCharacter),
        ("tru", .badLiteral), (#""\x""#, .badEscape), ("1.", .badNumber),
        ("{1:2}", .unexpectedByte),
    ])
    func `what is not JSON is refused with the reason`(text: String, reason: JSONError.Reason) {
        #expect { try Value(json: text) } throws: { ($0 as? JSONError)?.reason == reason }
    }

    @Test func `nesting is refused beyond its limit and not at it`() throws {
        let limit = Limits.jsonDepth
        let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        _ = try Value(json: deepest)
        #expect(throws: JSONError.self) { try Value(json: "[" + deepest + "]") }
    }

    @Test(arguments: [
        (1e20, "100000000000000000000"), (1e21, "1e+21"), (0.1, "0.1"), (1e-7, "1e-7"),
        (123456.789, "123456.789"), (-5e-7, "-5e-7"), (0.000001, "0.000001"),
        (1.5e300, "1.5e+300"),
    ])
    func `a double is printed as ECMAScript prints it`(value: Double, text: String) {
        #expect(Value.double(value).json == text)
    }

    @Test func `keys that Swift holds for equal are two members`() throws {
        let value = try Value(json: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.object?.count == 2)
    }

    @Test(arguments: [0, 9, 10, 99, 100, 101, -1, -10, 999_999_999_999_999_999, .max, .min])
    func `an integer is written in its decimal digits`(number: Int) {
        var bytes = Array("x".utf8)
        number.writeDecimal(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x\(number)")
    }
}
