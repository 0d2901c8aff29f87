import SagaValue
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2016-03-14T01:59:00Z", 1_457_920_740_000),
        ("2026-11-24T10:03:15.123Z", 1_795_514_595_123),
        ("2026-11-24T12:03:15.1239+02:00", 1_795_514_595_123),
        ("2026-11-24T04:33:15.123-05:30", 1_795_514_595_123),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `a timestamp is read as milliseconds since 1970`(text: String, milliseconds: Int) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2016-03-14", "2016-03-14t01:59:00Z", "2016-03-14T01:59:00z", "2016-03-14 01:59:00Z",
        "2016-03-14T01:59:00", "2016-03-14T01:59Z", "2016-02-30T00:00:00Z", "1900-02-29T00:00:00Z",
        "2016-13-01T00:00:00Z", "2016-00-01T00:00:00Z", "2016-01-00T00:00:00Z",
        "2016-03-14T24:00:00Z", "2016-03-14T01:60:00Z", "2016-03-14T01:59:60Z",
        "2016-03-14T01:59:00.Z", "2016-03-14T01:59:00,5Z", "2016-03-14T01:59:00+0100",
        "2016-03-14T01:59:00+24:00", "2016-03-14T01:59:00+01:60", "2016-03-14T01:59:00Z ",
        "+2016-03-14T01:59:00Z", "12016-03-14T01:59:00Z", "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "2016-03-14T01:59:00Ż", "٢016-03-14T01:59:00Z",
    ])
    func `what is no RFC 3339 timestamp with uppercase T and Z is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [
        "1970-01-01T00:00:00.000Z", "2026-11-24T10:03:15.123Z", "2024-02-29T23:59:59.999Z",
        "1600-12-31T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "0000-02-29T12:00:00.000Z",
        "0000-03-01T12:00:00.000Z", "9999-12-31T23:59:59.999Z", "1969-12-31T23:59:59.001Z",
        "2100-02-28T00:00:00.000Z", "2100-03-01T00:00:00.000Z",
    ])
    func `the text of a timestamp reads back as it was`(text: String) {
        #expect(Timestamp(text)?.text == text)
    }

    @Test func `every day of four centuries follows the one before`() throws {
        var moment = try #require(Timestamp("1800-01-01T00:00:00Z"))
        for _ in 0..<146_097 {
            try #require(Timestamp(moment.text) == moment)
            moment = moment.adding(seconds: 86400)
        }
        #expect(moment.text == "2200-01-01T00:00:00.000Z")
    }

    @Test func `a fraction is kept to the nanosecond and orders timestamps`() throws {
        let early = try #require(Timestamp("2026-01-01T00:00:00.1234567891Z"))
        let late = try #require(Timestamp("2026-01-01T00:00:00.12345679Z"))
        #expect(early.fraction == 123_456_789)
        #expect(late.fraction == 123_456_790)
        #expect(early < late)
    }

    @Test(arguments: [Int.max, Int.max / 2, 300_000_000_000])
    func `a moment beyond the year 9999 is its last`(seconds: Int) {
        #expect(Timestamp(milliseconds: 0).adding(seconds: seconds) == .latest)
        #expect(Timestamp(seconds: seconds) == .latest)
    }

    @Test(arguments: [Int.min, Int.min / 2, -300_000_000_000])
    func `a moment before the year 0 is its first`(seconds: Int) {
        #expect(Timestamp(milliseconds: -1).adding(seconds: seconds) == .earliest)
        #expect(Timestamp.latest.adding(milliseconds: Int.min) == .earliest)
    }

    @Test func `milliseconds carry into seconds in both directions`() {
        let moment = Timestamp(milliseconds: 1999)
        #expect(moment.adding(milliseconds: 2).milliseconds == 2001)
        #expect(moment.adding(milliseconds: -2000).milliseconds == -1)
    }

    @Test func `nanoseconds saturate where 64 bits do not hold them`() {
        #expect(Timestamp.latest.nanoseconds == .max)
        #expect(Timestamp.earliest.nanoseconds == .min)
        #expect(Timestamp(nanoseconds: -1).nanoseconds == -1)
        #expect(Timestamp(nanoseconds: .min).nanoseconds == .min)
        #expect(Timestamp(nanoseconds: .max).nanoseconds == .max)
    }
}
