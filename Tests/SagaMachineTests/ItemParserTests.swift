import SagaDefinition
import SagaMachine
import SagaTesting
import SagaValue
import Testing

/// Texts of files, and the items that they are.
@Suite struct ItemParserTests {
    private static let rows = ItemFormat(inputType: .csv)

    /// The items of a text that comes in pieces of so many bytes, or why there are none.
    private static func items(
        _ text: String, _ format: ItemFormat = rows, atMost limit: Int = 100, pieces: Int = 1
    ) -> String {
        parse(Array(text.utf8), format, atMost: limit, pieces: pieces)
    }

    private static func parse(
        _ bytes: [UInt8], _ format: ItemFormat, atMost limit: Int, pieces: Int
    ) -> String {
        var parser = ItemParser(format, atMost: limit)
        do throws(Failure) {
            for start in stride(from: 0, to: bytes.count, by: pieces) where !parser.isFull {
                try parser.take(Array(bytes[start..<min(start + pieces, bytes.count)]))
            }
            return Value.array(try parser.finish()).json
        } catch {
            return "\(error.name ?? "-"): \(error.cause ?? "-")"
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", #"[{"a":"1","b":"2"}]"#),
        ("a,b\r\n1,2\r\n", #"[{"a":"1","b":"2"}]"#),
        ("a,b\n1,2", #"[{"a":"1","b":"2"}]"#),
        ("a,b\n1\n1,2,3\n,\n", #"[{"a":"1","b":""},{"a":"1","b":"2"},{"a":"","b":""}]"#),
        ("a\n\n\r\nx\n", #"[{"a":"x"}]"#),
        ("a\n\"\"\n   \n", #"[{"a":""},{"a":"   "}]"#),
        ("a,b\n\"x,\"\"y\"\"\nz\",2\n", #"[{"a":"x,\"y\"\nz","b":"2"}]"#),
        ("a\n\"x\"y\n", #"[{"a":"xy"}]"#),
        ("a\nx\"y\n", #"[{"a":"x\"y"}]"#),
        ("", "[]"), ("a,b", "[]"), ("a,\n1,2,3\n", #"[{"a":"1","":"2"}]"#),
        ("a,b,a\n", "States.ItemReaderFailed: CSV headers cannot contain duplicates."),
        (
            "a\n\"x\ny\n",
            "States.ItemReaderFailed: The quotes opened on line 2 are not closed."
        ),
    ])
    func `a CSV is taken apart as spreadsheets write it`(text: String, answer: String) {
        for pieces in [1, 2, 3, 100] { #expect(Self.items(text, pieces: pieces) == answer) }
    }

    @Test func `a byte order mark is no part of the first header`() {
        #expect(Self.items("\u{FEFF}a\n1\n", pieces: 100) == #"[{"a":"1"}]"#)
    }

    @Test func `given headers make the first row an item`() {
        let format = ItemFormat(inputType: .csv, delimiter: .semicolon, headers: ["a"])
        #expect(Self.items("1;2\n3\n", format) == #"[{"a":"1"},{"a":"3"}]"#)
        let twice = ItemFormat(inputType: .csv, headers: ["a", "a"])
        #expect(
            Self.items("1\n", twice)
                == "States.ItemReaderFailed: CSV headers cannot contain duplicates.")
    }

    @Test(arguments: [
        (ItemFormat.Delimiter.comma, ","), (.pipe, "|"), (.semicolon, ";"), (.space, " "),
        (.tab, "\t"),
    ])
    func `every delimiter is its character`(delimiter: ItemFormat.Delimiter, text: String) {
        let format = ItemFormat(inputType: .csv, delimiter: delimiter)
        #expect(Self.items("a\(text)b\n1\(text)2\n", format) == #"[{"a":"1","b":"2"}]"#)
    }

    @Test(arguments: [1, 2, 5])
    func `no more is read than is wanted`(pieces: Int) {
        // What follows would fail if it were looked at.
        #expect(
            Self.items("a\n1\n2\n\"3", atMost: 2, pieces: pieces) == #"[{"a":"1"},{"a":"2"}]"#)
        let lines = ItemFormat(inputType: .jsonl)
        #expect(Self.items("1\n2\nno", lines, atMost: 2, pieces: pieces) == "[1,2]")
        #expect(Self.items("[1,2,3]", ItemFormat(inputType: .json), atMost: 2) == "[1,2]")
    }

    @Test(arguments: [
        ("1\n{\"a\": 2}\r\n\n  \n[3]", #"[1,{"a":2},[3]]"#),
        ("", "[]"),
        (
            "1\nno\n",
            "States.ItemReaderFailed: Line 2 is not JSON: unexpected character at byte 1."
        ),
    ])
    func `JSON Lines are read line by line`(text: String, answer: String) {
        for pieces in [1, 3, 100] {
            let items = Self.items(text, ItemFormat(inputType: .jsonl), pieces: pieces)
            #expect(items.prefix(45) == answer.prefix(45))
        }
    }

    @Test(arguments: [
        ([], "[1,2]", "[1,2]"), (["a"], #"{"a": [1]}"#, "[1]"),
        (["a", "1"], #"{"a": [0, [7]]}"#, "[7]"), ([""], #"{"": [3]}"#, "[3]"),
        (["a/b", "~"], #"{"a/b": {"~": [4]}}"#, "[4]"),
    ])
    func `a pointer leads to the list`(pointer: [String], text: String, answer: String) {
        #expect(Self.items(text, ItemFormat(inputType: .json, pointer: pointer)) == answer)
    }

    @Test(arguments: [
        ([], #"{"a": 1}"#), (["b"], #"{"a": [1]}"#), (["01"], "[[], [1]]"), (["-"], "[[1]]"),
        (["9"], "[[1]]"), (["99999999999999999999"], "[[1]]"), (["a", "b"], #"{"a": 1}"#),
        ([], "null"), ([""], "[1]"),
    ])
    func `what is no list cannot be iterated`(pointer: [String], text: String) {
        #expect(
            Self.items(text, ItemFormat(inputType: .json, pointer: pointer))
                == "States.ItemReaderFailed: Attempting to map over non-iterable node.")
    }

    @Test func `what cannot be journaled is no item`() {
        let deep = String(repeating: "[", count: 450) + String(repeating: "]", count: 450)
        #expect(Self.items("\(deep)\n", ItemFormat(inputType: .jsonl)).contains("too deeply"))
        #expect(
            Self.parse([0x61, 0x0A, 0xFF, 0x0A], Self.rows, atMost: 9, pieces: 9)
                .contains("not UTF-8"))
    }

    @Test func `a row beyond its limit is refused, one at it is not`() {
        let limit = Limits.readerLineBytes
        // The line break counts.
        let row = String(repeating: "x", count: limit - 1)
        #expect(!Self.items("a\n\(row)\n", pieces: 1 << 20).contains("longer"))
        #expect(Self.items("a\n\(row)x\n", pieces: 1 << 20).contains("longer"))
        let line = "\"" + String(repeating: "x", count: limit - 2) + "\""
        let lines = ItemFormat(inputType: .jsonl)
        #expect(!Self.items(line, lines, pieces: 1 << 20).contains("longer"))
        #expect(Self.items(line + " ", lines, pieces: 1 << 20).contains("longer"))
    }

    @Test(arguments: 0..<UInt64(4))
    func `no text brings a parser down, however it is cut`(seed: UInt64) {
        var chance = Chance(seed: seed)
        let alphabet = Array("a,\"\n\r;|\t {}[]:1é\u{FEFF}".utf8) + [0xFF, 0x00]
        let types: [ItemFormat.InputType] = [.csv, .jsonl, .json]
        for _ in 0..<400 {
            let bytes = (0..<chance.below(40)).map { _ in chance.pick(alphabet) }
            let format = ItemFormat(
                inputType: chance.pick(types), headers: chance.percent(30) ? ["h"] : nil)
            let limit = chance.below(4) + 1
            let whole = Self.parse(bytes, format, atMost: limit, pieces: 100)
            let cut = Self.parse(bytes, format, atMost: limit, pieces: chance.below(3) + 4)
            #expect(whole == cut, "seed \(seed): \(bytes)")
        }
    }
}
