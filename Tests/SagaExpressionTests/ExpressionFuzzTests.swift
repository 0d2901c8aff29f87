import SagaExpression
import SagaValue
import Testing

/// Throws broken expressions at the parsers and broken data at what they yield.
@Suite struct ExpressionFuzzTests {
    private static let seeds = [
        "$.store.book[?(@.price < 10 && !(@.isbn)) || @['x'] IN ['a', 1]].title", "$..a[0,-1]['x']",
        "$['a','b'][1:2]..*[*]", "$$.Map.Item.Value", "$größe.x[-1]",
        #"$['\u00e9\'"][?(@ == "\"")]"#,
        "States.Format('{} \\{\\} {}', $.a[?(@.b == 'x,y)')], States.MathAdd(-1.5e3, $v))",
        "States.ArrayGetItem(States.StringSplit($.s, ','), 0)", "$.store\\.book[0]['ü']",
        "States.JsonMerge($, States.StringToJson('{\"a\": [1]}'), false)",
        "$[-2147483648:2147483647]",
    ]
    private static let alphabet = Array("$.@[]()'\"\\*?:,!=<>~&| -0123456789aS{}é\u{301}\n\0😀")
    private static let input: Value = [
        "a": [["b": "x,y)"], .null, 3, ["x": ["c": true]]], "s": "a,b", "x": ["y": [1, [2, [3]]]],
        "store": ["book": [["price": 5, "title": "A"], ["isbn": .null, "x": "a"]]],
    ]

    @Test(arguments: 0..<UInt64(8))
    func `no text and no data bring an expression down`(seed: UInt64) {
        var chance = RandomSequence(seed: seed)
        let scope = EvaluationScope(
            input: Self.input, context: ["Map": ["Item": ["Value": 1]]],
            variables: Variables(Object([("größe", Self.input), ("v", 2)])), entropy: seed)
        for _ in 0..<1500 {
            let text = Self.broken(&chance)
            do {
                let expression = try PathExpression(text)
                _ = try? expression.evaluate(in: scope)
                _ = try? expression.find(in: scope)
            } catch {
                #expect(0...text.utf8.count ~= error.offset, "seed \(seed): \(text)")
            }
            do {
                let path = try ReferencePath(text)
                var document = Self.input
                if (try? path.set(true, in: &document)) != nil {
                    #expect(path.value(in: document) == true, "seed \(seed): \(text)")
                }
            } catch {
                #expect(0...text.utf8.count ~= error.offset, "seed \(seed): \(text)")
            }
        }
    }

    /// A seed with a few characters taken away, put in, or doubled.
    private static func broken(_ chance: inout RandomSequence) -> String {
        var text = Array(seeds[Int(chance.next(below: UInt64(seeds.count)))])
        for _ in 0...chance.next(below: 4) {
            let place = Int(chance.next(below: UInt64(text.count + 1)))
            switch chance.next(below: 3) {
            case 0 where place < text.count: text.remove(at: place)
            case 1: text.insert(contentsOf: text[place...].prefix(8), at: place)
            default:
                let letter = alphabet[Int(chance.next(below: UInt64(alphabet.count)))]
                text.insert(letter, at: place)
            }
        }
        return String(text)
    }
}
