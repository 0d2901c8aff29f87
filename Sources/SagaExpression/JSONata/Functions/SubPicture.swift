/// The half of a number's picture that serves positive or negative numbers.
struct SubPicture {
    var prefix: [Unicode.Scalar]
    let suffix: [Unicode.Scalar]
    let isPercent: Bool
    let isPerMille: Bool
    let hasDecimalSeparator: Bool
    /// Where separators stand, in digits from the point.
    let wholeGroups: [Int]
    let fractionGroups: [Int]
    /// The distance of separators, where it is always the same.
    let regularGrouping: Int
    let scalingFactor: Int
    private(set) var minimumWholeSize: Int
    private(set) var minimumFractionSize: Int
    private(set) var maximumFractionSize: Int
    let minimumExponentSize: Int

    init(_ picture: [Unicode.Scalar], _ symbols: NumberSymbols) throws(JSONataError) {
        let parts = PictureParts(picture, symbols)
        if let code = parts.firstFault(symbols) { throw JSONataError(code) }
        prefix = parts.prefix
        suffix = parts.suffix
        isPercent = picture.contains(symbols.percent)
        isPerMille = picture.contains(symbols.perMille)
        hasDecimalSeparator = picture.contains(symbols.decimalSeparator)
        let separator = symbols.groupingSeparator
        func isPlace(_ scalar: Unicode.Scalar) -> Bool {
            symbols.isDigit(scalar) || scalar == symbols.optionalDigit
        }
        wholeGroups = parts.whole.indices.filter { parts.whole[$0] == separator }
            .map { parts.whole[$0...].count(where: isPlace) }
        fractionGroups = parts.fraction.indices.filter { parts.fraction[$0] == separator }
            .map { parts.fraction[..<$0].count(where: isPlace) }
        regularGrouping = Self.regularDistance(wholeGroups)
        minimumWholeSize = parts.whole.count(where: symbols.isDigit)
        scalingFactor = minimumWholeSize
        minimumFractionSize = parts.fraction.count(where: symbols.isDigit)
        maximumFractionSize = parts.fraction.count(where: isPlace)
        minimumExponentSize = parts.exponent?.count(where: symbols.isDigit) ?? 0
        if minimumWholeSize == 0, maximumFractionSize == 0 {
            if parts.exponent != nil {
                minimumFractionSize = 1
                maximumFractionSize = 1
            } else {
                minimumWholeSize = 1
            }
        }
        if parts.exponent != nil, minimumWholeSize == 0,
            parts.whole.contains(symbols.optionalDigit)
        {
            minimumWholeSize = 1
        }
        if minimumWholeSize == 0, minimumFractionSize == 0 { minimumFractionSize = 1 }
    }

    /// The one distance at which all separators stand; zero where there is none.
    private static func regularDistance(_ positions: [Int]) -> Int {
        guard !positions.isEmpty else { return 0 }
        let divisor = positions.reduce(0, greatestCommonDivisor)
        guard divisor > 0 else { return 0 }
        let isRegular = (1...positions.count).allSatisfy { positions.contains($0 * divisor) }
        return isRegular ? divisor : 0
    }

    static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

/// A picture cut at its separators.
private struct PictureParts {
    let picture: [Unicode.Scalar]
    var prefix: [Unicode.Scalar] = []
    var suffix: [Unicode.Scalar] = []
    var active: [Unicode.Scalar] = []
    var mantissa: [Unicode.Scalar] = []
    var whole: [Unicode.Scalar] = []
    var fraction: [Unicode.Scalar] = []
    var exponent: [Unicode.Scalar]?

    init(_ picture: [Unicode.Scalar], _ symbols: NumberSymbols) {
        self.picture = picture
        func isEdge(_ scalar: Unicode.Scalar) -> Bool {
            symbols.isActive(scalar) && scalar != symbols.exponentSeparator
        }
        guard let first = picture.firstIndex(where: isEdge),
            let last = picture.lastIndex(where: isEdge)
        else { return }
        prefix = Array(picture[..<first])
        suffix = Array(picture[(last + 1)...])
        active = Array(picture[first...last])
        if let mark = active.firstIndex(of: symbols.exponentSeparator) {
            mantissa = Array(active[..<mark])
            exponent = Array(active[(mark + 1)...])
        } else {
            mantissa = active
        }
        if let point = mantissa.firstIndex(of: symbols.decimalSeparator) {
            whole = Array(mantissa[..<point])
            fraction = Array(mantissa[(point + 1)...])
        } else {
            whole = mantissa
            fraction = suffix
        }
    }

    /// The code of what is wrong; of several the last, as in the reference implementation.
    func firstFault(_ symbols: NumberSymbols) -> String? {
        let separator = symbols.groupingSeparator
        let (percent, perMille) = (symbols.percent, symbols.perMille)
        let points = picture.count { $0 == symbols.decimalSeparator }
        var code: String?
        if points > 1 { code = "D3081" }
        if picture.count(where: { $0 == percent }) > 1 { code = "D3082" }
        if picture.count(where: { $0 == perMille }) > 1 { code = "D3083" }
        if picture.contains(percent), picture.contains(perMille) { code = "D3084" }
        if !mantissa.contains(where: { symbols.isDigit($0) || $0 == symbols.optionalDigit }) {
            code = "D3085"
        }
        if active.contains(where: { !symbols.isActive($0) }) { code = "D3086" }
        if let point = picture.firstIndex(of: symbols.decimalSeparator) {
            let neighbours = [point - 1, point + 1].filter(picture.indices.contains)
            if neighbours.contains(where: { picture[$0] == separator }) { code = "D3087" }
        } else if whole.last == separator {
            code = "D3088"
        }
        if zip(picture, picture.dropFirst()).contains(where: {
            $0 == separator && $1 == separator
        }) {
            code = "D3089"
        }
        if let place = whole.firstIndex(of: symbols.optionalDigit),
            whole[..<place].contains(where: symbols.isDigit)
        {
            code = "D3090"
        }
        if let place = fraction.lastIndex(of: symbols.optionalDigit),
            fraction[place...].contains(where: symbols.isDigit)
        {
            code = "D3091"
        }
        if let exponent {
            if !exponent.isEmpty, picture.contains(percent) || picture.contains(perMille) {
                code = "D3092"
            }
            if exponent.isEmpty || !exponent.allSatisfy(symbols.isDigit) { code = "D3093" }
        }
        return code
    }
}
