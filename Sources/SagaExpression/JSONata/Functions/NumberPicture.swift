/// A picture of `$formatNumber`, such as `#,##0.00;(#,##0.00)` (XPath, fn:format-number).
struct NumberPicture {
    private let symbols: NumberSymbols
    private let positive: SubPicture
    private let negative: SubPicture

    /// - Throws: D3080 to D3093 for a picture that is none.
    init(_ picture: String, options: Datum) throws(JSONataError) {
        symbols = NumberSymbols(options)
        let parts = Array(picture.unicodeScalars)
            .split(separator: symbols.patternSeparator, omittingEmptySubsequences: false)
        guard parts.count <= 2 else { throw JSONataError("D3080") }
        positive = try SubPicture(Array(parts[0]), symbols)
        if parts.count == 2 {
            negative = try SubPicture(Array(parts[1]), symbols)
        } else {
            var mirrored = positive
            mirrored.prefix = [symbols.minusSign] + mirrored.prefix
            negative = mirrored
        }
    }

    func text(of value: Double) -> String {
        let picture = value >= 0 ? positive : negative
        var number = value
        if picture.isPercent { number *= 100 }
        if picture.isPerMille { number *= 1000 }
        guard number.isFinite else {
            return assemble(picture, number.isNaN ? symbols.notANumber : symbols.infinity)
        }
        var exponent: Int?
        if picture.minimumExponentSize > 0 {
            exponent = 0
            let most = Double("1e\(picture.scalingFactor)") ?? 1
            let least = Double("1e\(picture.scalingFactor - 1)") ?? 1
            // The reference compares with the sign, and would never end for such numbers.
            while number.magnitude < least, number != 0 {
                number *= 10
                exponent = (exponent ?? 0) - 1
            }
            while number.magnitude > most {
                number /= 10
                exponent = (exponent ?? 0) + 1
            }
        }
        let places = picture.maximumFractionSize
        let rounded = number.roundedHalfEven(places: Double(places))
        let digits = Decimal(rounded).text(places: places)
        var text = layOut(digits, picture)
        if let exponent {
            let written = String(exponent.magnitude)
            let zeros = max(0, picture.minimumExponentSize - written.utf8.count)
            text.append(symbols.exponentSeparator)
            if exponent < 0 { text.append(symbols.minusSign) }
            text += (String(repeating: "0", count: zeros) + written).unicodeScalars
                .map(symbols.digit)
        }
        return assemble(picture, text)
    }

    private func assemble(_ picture: SubPicture, _ text: [Unicode.Scalar]) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: picture.prefix + text + picture.suffix)
        return String(result)
    }

    /// The digits with as many zeros as the picture demands, and its separators.
    private func layOut(_ digits: String, _ picture: SubPicture) -> [Unicode.Scalar] {
        let halves = Array(digits.unicodeScalars)
            .split(separator: "." as Unicode.Scalar, omittingEmptySubsequences: false)
        var whole = Array(halves[0].drop { $0 == "0" })
        var fraction = halves.count > 1 ? Array(halves[1]) : []
        while fraction.last == "0" { fraction.removeLast() }
        let missing = picture.minimumWholeSize - whole.count
        if missing > 0 { whole = Array(repeating: "0", count: missing) + whole }
        let missingBehind = picture.minimumFractionSize - fraction.count
        if missingBehind > 0 { fraction += Array(repeating: "0", count: missingBehind) }
        var text = group(whole.map(symbols.digit), picture)
        fraction = fraction.map(symbols.digit)
        for position in picture.fractionGroups where position <= fraction.count {
            fraction.insert(symbols.groupingSeparator, at: position)
        }
        if picture.hasDecimalSeparator, !fraction.isEmpty {
            text.append(symbols.decimalSeparator)
            text += fraction
        }
        return text
    }

    private func group(
        _ digits: [Unicode.Scalar], _ picture: SubPicture
    ) -> [Unicode.Scalar] {
        var positions = picture.wholeGroups
        if picture.regularGrouping > 0 {
            positions = Array(
                stride(
                    from: picture.regularGrouping, to: digits.count, by: picture.regularGrouping))
        }
        var grouped: [Unicode.Scalar] = []
        for (index, digit) in digits.enumerated() {
            if index > 0, positions.contains(digits.count - index) {
                grouped.append(symbols.groupingSeparator)
            }
            grouped.append(digit)
        }
        return grouped
    }
}

/// The characters that have a meaning in a picture.
struct NumberSymbols {
    var decimalSeparator: Unicode.Scalar = "."
    var groupingSeparator: Unicode.Scalar = ","
    var exponentSeparator: Unicode.Scalar = "e"
    var minusSign: Unicode.Scalar = "-"
    var percent: Unicode.Scalar = "%"
    var perMille: Unicode.Scalar = "\u{2030}"
    var zeroDigit: Unicode.Scalar = "0"
    var optionalDigit: Unicode.Scalar = "#"
    var patternSeparator: Unicode.Scalar = ";"
    var infinity: [Unicode.Scalar] = Array("Infinity".unicodeScalars)
    var notANumber: [Unicode.Scalar] = Array("NaN".unicodeScalars)

    init(_ options: Datum) {
        func option(_ name: String) -> String? {
            if case .string(let text) = options.lookup(name) { text } else { nil }
        }
        decimalSeparator = option("decimal-separator")?.unicodeScalars.first ?? decimalSeparator
        groupingSeparator = option("grouping-separator")?.unicodeScalars.first ?? groupingSeparator
        exponentSeparator = option("exponent-separator")?.unicodeScalars.first ?? exponentSeparator
        minusSign = option("minus-sign")?.unicodeScalars.first ?? minusSign
        percent = option("percent")?.unicodeScalars.first ?? percent
        perMille = option("per-mille")?.unicodeScalars.first ?? perMille
        zeroDigit = option("zero-digit")?.unicodeScalars.first ?? zeroDigit
        optionalDigit = option("digit")?.unicodeScalars.first ?? optionalDigit
        patternSeparator = option("pattern-separator")?.unicodeScalars.first ?? patternSeparator
        if let text = option("infinity") { infinity = Array(text.unicodeScalars) }
        if let text = option("NaN") { notANumber = Array(text.unicodeScalars) }
    }

    func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        zeroDigit.value <= scalar.value && scalar.value < zeroDigit.value + 10
    }

    /// The digit of the picture's family that stands for one of ours.
    func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard "0"..."9" ~= scalar else { return scalar }
        return Unicode.Scalar(zeroDigit.value + scalar.value - 0x30) ?? scalar
    }

    /// Whether a character is more than itself in a picture.
    func isActive(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || scalar == decimalSeparator || scalar == exponentSeparator
            || scalar == groupingSeparator || scalar == optionalDigit
            || scalar == patternSeparator
    }
}
