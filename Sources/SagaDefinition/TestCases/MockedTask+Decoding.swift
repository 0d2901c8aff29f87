import SagaSource
import SagaValue

extension MockedTask {
    private static let fields = ["Return", "Throw", "Never", "After", "Times"]

    /// One answer for every attempt, or a list of answers, attempt by attempt.
    static func read(_ part: Part, _ reading: Reading) -> MockedTask? {
        guard let elements = part.elements else {
            guard let (answer, _) = answer(part, reading, isInList: false) else { return nil }
            return MockedTask([(0...Int.max - 1, answer)])
        }
        var answers: [(attempts: ClosedRange<Int>, answer: Answer)] = []
        var next = 0
        for element in elements {
            guard let (answer, times) = answer(element, reading, isInList: true) else { continue }
            answers.append((next...(next + times - 1), answer))
            next += times
        }
        return MockedTask(answers)
    }

    private static func answer(
        _ part: Part, _ reading: Reading, isInList: Bool
    ) -> (answer: Answer, times: Int)? {
        guard let fields = Fields(part, reading) else { return nil }
        fields.allow(
            isInList ? Self.fields : Self.fields.filter { $0 != "Times" },
            in: isInList ? "an answer of a list" : "an answer for every attempt")
        let times = fields.integer("Times", in: 1...Limits.mockedAttempts) ?? 1
        let seconds = fields.number("After", in: 0...Double(Limits.maximumSeconds)) ?? 0
        guard let kind = kind(fields, reading) else { return nil }
        return (Answer(kind, milliseconds: Int((seconds * 1000).rounded())), times)
    }

    private static func kind(_ fields: Fields, _ reading: Reading) -> Answer.Kind? {
        switch fields.exactlyOne(["Return", "Throw", "Never"]) {
        case "Return"?: return .returned(fields["Return"]?.node.value ?? .null)
        case "Throw"?:
            guard let thrown = fields.map("Throw") else { return nil }
            thrown.allow(["Error", "Cause", "Outcome"], in: "`Throw`")
            let knowledge: Answer.Knowledge? = thrown.word("Outcome")
            return .thrown(
                error: thrown.string("Error"), cause: thrown.string("Cause"), knowledge ?? .failed)
        case "Never"?:
            if fields.bool("Never") == false, let part = fields["Never"] {
                reading.report(.unknownWord, "`Never` takes only `true`", at: part)
            }
            return .never
        default: return nil
        }
    }
}
