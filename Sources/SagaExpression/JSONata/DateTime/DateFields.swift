/// The components of a moment that a text gives, by their letters.
struct DateFields {
    var values: [Character: Double] = [:]
    var isEmpty = true

    /// The moment in milliseconds since 1970; nil where nothing is given.
    ///
    /// What stands before the first component given is taken from `now`, what stands behind the
    /// last is zero (or the first of the month), and between them nothing may be missing.
    ///
    /// - Throws: D3136
    func milliseconds(now: Double) throws(JSONataError) -> Double? {
        if isEmpty { return nil }
        let date = mask("YXMxWwdD")
        let isDayOfYear = !Self.fits(date, 0b1010_0001) && Self.fits(date, 0b1000_0010)
        let isWeek = Self.fits(date, 0b0101_0100) || Self.fits(date, 0b0100_1000)
        let time = mask("PHhmsf")
        let isHalfDay = !Self.fits(time, 0b01_0111) && Self.fits(time, 0b10_1111)
        if isWeek { throw JSONataError("D3136") }
        let components = (isDayOfYear ? "Yd" : "YMD") + (isHalfDay ? "Phmsf" : "Hmsf")
        let filled = try filling(components, now: CalendarTime(milliseconds: now))
        func field(_ component: Character) -> Double { filled[component] ?? 0 }
        var hour = field("H")
        if isHalfDay {
            hour = field("h") == 12 ? 0 : field("h")
            if field("P") == 1 { hour += 12 }
        }
        let month = isDayOfYear ? 1 : max(1, field("M"))
        let day = isDayOfYear ? field("d") : field("D")
        var year = field("Y")
        if 0...99 ~= year { year += 1900 }
        guard year.magnitude < 400_000, month < 1e6, day.magnitude < 1e9 else { return .nan }
        let days = CalendarTime.dayNumber(Int(year), Int(month), 1)
        var result = (Double(days) + day - 1) * 86_400_000 + hour * 3_600_000
        result += field("m") * 60_000 + field("s") * 1000 + field("f")
        let zone = values["Z"].flatMap { $0 == 0 ? nil : $0 } ?? values["z"] ?? 0
        return result - zone * 60_000
    }

    private func filling(
        _ components: String, now: CalendarTime?
    ) throws(JSONataError) -> [Character: Double] {
        var filled = values
        var hasStarted = false
        var hasEnded = false
        for component in components {
            if values[component] != nil {
                hasStarted = true
                if hasEnded { throw JSONataError("D3136") }
            } else if hasStarted {
                filled[component] = "MDd".contains(component) ? 1 : 0
                hasEnded = true
            } else if component == "P" {
                filled[component] = (now?.hour ?? 0) >= 12 ? 1 : 0
            } else {
                filled[component] = Double(now?.number(component) ?? 0)
            }
        }
        return filled
    }

    /// A bit for each component, set where it is given and not zero.
    private func mask(_ components: String) -> Int {
        components.reduce(0) { $0 << 1 | ((values[$1] ?? 0) == 0 ? 0 : 1) }
    }

    /// Whether only bits of the type are set, and at least one.
    private static func fits(_ mask: Int, _ type: Int) -> Bool {
        ~type & mask == 0 && type & mask != 0
    }
}
