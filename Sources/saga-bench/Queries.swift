import SagaExpression
import SagaValue

/// Twelve expressions of the kinds that definitions hold, each compiled once and evaluated often.
enum Queries {
    static let expressions = [
        "customer.address.city",
        "$sum(lines.(price * quantity))",
        "lines[quantity > 3].{\"sku\": sku, \"total\": price * quantity}",
        "$map(lines, function($l, $i) { $i & \": \" & $l.sku })",
        "$filter(lines, function($l) { $l.price > 50 and $l.tags[0] = \"t1\" })",
        "$reduce(lines.price, function($a, $b) { $a + $b }, 0)",
        "lines^(>price, sku).sku",
        "lines{sku: $sum(price)}",
        "( $taxed := function($p) { $round($p * 1.19, 2) }; lines.price.$taxed($) )",
        "$join($split($uppercase(customer.name), \" \"), \"-\") & $substring(id, 0, 3)",
        "$merge([customer, {\"count\": $count(lines), \"open\": status = \"open\" ? 1 : 0}])",
        "$$.lines.tags ~> $distinct() ~> $sort()",
    ]

    /// An order with forty lines.
    static var document: Value {
        let lines = (1...40).map { number -> Value in
            [
                "sku": .string("S-\(number % 12)"),
                "price": .number(Number(Double(number * 7 % 100))),
                "quantity": .number(Number(Double(number % 6))),
                "tags": .array((1...3).map { .string("t\(number % 4 + $0)") }),
            ]
        }
        return [
            "id": "order-4711", "status": "open", "lines": .array(lines),
            "customer": ["name": "Ada King Lovelace", "address": ["city": "London"]],
        ]
    }

    /// What both sides read.
    static var text: String {
        let whole: Value = [
            "document": document, "expressions": .array(expressions.map { .string($0) }),
        ]
        return whole.json
    }

    /// Evaluates all of them a number of times.
    static func run(_ text: String, times: Int) throws(BenchmarkError) {
        guard let whole = try? Value(json: text), let document = whole["document"] else {
            throw BenchmarkError("the queries cannot be read")
        }
        var compiled: [JSONataExpression] = []
        do throws(JSONataError) {
            for expression in whole["expressions"]?.array ?? [] {
                compiled.append(try JSONataExpression(parsing: expression.string ?? ""))
            }
            let environment = JSONataEnvironment(
                dialect: .service, nowMilliseconds: 0, chance: RandomSequence(seed: 1))
            for _ in 0..<times {
                for expression in compiled {
                    _ = try expression.evaluate(input: document, environment: environment)
                }
            }
        } catch { throw BenchmarkError("\(error.code): \(error.message)") }
    }

    /// The same by the Python package `jsonata-rs`.
    static let reference = """
        import json, sys
        import jsonata
        whole = json.load(open(sys.argv[1]))
        compiled = [jsonata.Jsonata(text) for text in whole["expressions"]]
        for _ in range(int(sys.argv[2])):
            for expression in compiled:
                expression.evaluate(whole["document"])
        """
}
