/// Numbers as letters and as Roman numerals.
enum Numerals {
    private static let roman: [(value: Double, letters: String)] = [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]

    static func roman(of value: Double) -> String {
        // A thousand letters are more than anybody reads.
        var rest = min(value, 1_000_000)
        var text = ""
        for numeral in roman {
            while rest >= numeral.value {
                text += numeral.letters
                rest -= numeral.value
            }
        }
        return text
    }

    static func value(ofRoman text: String) -> Double {
        var total = 0.0
        var most = 1.0
        for letter in text.unicodeScalars.reversed() {
            let value: Double =
                switch letter {
                case "M": 1000
                case "D": 500
                case "C": 100
                case "L": 50
                case "X": 10
                case "V": 5
                case "I": 1
                default: .nan
                }
            if value < most {
                total -= value
            } else {
                most = value
                total += value
            }
        }
        return total
    }

    /// As the columns of a spreadsheet: a to z, aa, ab and so on.
    static func letters(of value: Double, isUpper: Bool) -> String {
        let first = UInt8(ascii: isUpper ? "A" : "a")
        guard value.isFinite else { return "" }
        var rest = value
        var letters: [UInt8] = []
        while rest > 0, letters.count < 300 {
            letters.append(first + UInt8((rest - 1).truncatingRemainder(dividingBy: 26)))
            rest = ((rest - 1) / 26).rounded(.down)
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    static func value(ofLetters text: String, isUpper: Bool) -> Double {
        let first = isUpper ? 65.0 : 97.0
        return text.unicodeScalars.reduce(0) { $0 * 26 + Double($1.value) - first + 1 }
    }
}
