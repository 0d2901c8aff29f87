import SagaValue

/// Numbers in English words.
enum NumberWords {
    private static let few = [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen",
        "Eighteen", "Nineteen",
    ]
    private static let ordinals = [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
        "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth",
        "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ]
    private static let decades = [
        "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
    ]
    private static let magnitudes = ["Thousand", "Million", "Billion", "Trillion"]

    static func words(of value: Double, isOrdinal: Bool) -> String {
        guard value.isFinite else { return value.ecmaScriptText }
        return words(of: value, follows: false, isOrdinal)
    }

    private static func words(of value: Double, follows: Bool, _ isOrdinal: Bool) -> String {
        if value < 100 {
            return (follows ? " and " : "") + small(Int(value), isOrdinal)
        }
        if value < 1000 {
            let rest = value.truncatingRemainder(dividingBy: 100)
            let hundreds = (follows ? ", " : "") + few[Int(value / 100)] + " Hundred"
            return hundreds + tail(rest, isOrdinal)
        }
        // Beyond the largest word its multiples are counted.
        var magnitude = 1
        var factor = 1000.0
        while magnitude < magnitudes.count, value >= factor * 1000 {
            magnitude += 1
            factor *= 1000
        }
        let count = (value / factor).rounded(.down)
        let head = words(of: count, follows: false, false) + " " + magnitudes[magnitude - 1]
        return (follows ? ", " : "") + head + tail(value - count * factor, isOrdinal)
    }

    private static func tail(_ rest: Double, _ isOrdinal: Bool) -> String {
        rest > 0 ? words(of: rest, follows: true, isOrdinal) : isOrdinal ? "th" : ""
    }

    private static func small(_ value: Int, _ isOrdinal: Bool) -> String {
        if value < 20 { return isOrdinal ? ordinals[value] : few[value] }
        let decade = decades[value / 10 - 2]
        if value % 10 > 0 { return decade + "-" + small(value % 10, isOrdinal) }
        return isOrdinal ? decade.dropLast() + "ieth" : decade
    }

    /// The values of the words in lower case.
    static let values = makeValues()

    private static func makeValues() -> [String: Double] {
        var values: [String: Double] = ["hundred": 100, "hundredth": 100]
        for (value, word) in few.enumerated() { values[word.lowercased()] = Double(value) }
        for (value, word) in ordinals.enumerated() {
            values[word.lowercased()] = Double(value)
        }
        for (index, word) in decades.enumerated() {
            values[word.lowercased()] = Double(index * 10 + 20)
            values[word.lowercased().dropLast() + "ieth"] = Double(index * 10 + 20)
        }
        var factor = 1000.0
        for word in magnitudes {
            values[word.lowercased()] = factor
            values[word.lowercased() + "th"] = factor
            factor *= 1000
        }
        return values
    }

    /// The number that words in lower case are; not a number for others.
    static func value(of text: String) -> Double {
        let words = text.split { " ,-\t\n\r".contains($0) }.filter { $0 != "and" }
        var segments = [0.0]
        for word in words {
            let value = values[String(word)] ?? .nan
            let last = segments.removeLast()
            if value < 100 {
                if last >= 1000 {
                    segments.append(last)
                    segments.append(value)
                } else {
                    segments.append(last + value)
                }
            } else {
                segments.append(last * value)
            }
        }
        return segments.reduce(0, +)
    }
}
