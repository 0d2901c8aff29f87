/// A moment in the calendar, in UTC or shifted by a zone's offset.
struct CalendarTime {
    /// Milliseconds since 1970, shifted.
    let milliseconds: Double
    let year: Int
    /// 1 to 12.
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int
    /// Days since 1970.
    let dayNumber: Int

    /// How far from 1970 a moment may be, as in ECMAScript.
    private static let farthest = 8.64e15

    /// Nil for a moment that is too far away, or none at all.
    init?(milliseconds: Double) {
        guard milliseconds.magnitude <= Self.farthest else { return nil }
        let whole = Int(milliseconds.rounded(.towardZero))
        self.milliseconds = milliseconds
        dayNumber = Self.floorDivision(whole, 86_400_000)
        let rest = whole - dayNumber * 86_400_000
        hour = rest / 3_600_000
        minute = rest / 60_000 % 60
        second = rest / 1000 % 60
        millisecond = rest % 1000
        (year, month, day) = Self.date(ofDay: dayNumber)
    }

    /// 1 for Monday to 7 for Sunday.
    var weekday: Int { Self.weekday(ofDay: dayNumber) }

    var dayOfYear: Int { dayNumber - Self.dayNumber(year, 1, 1) + 1 }

    static func weekday(ofDay dayNumber: Int) -> Int {
        let shifted = (dayNumber + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    static func floorDivision(_ a: Int, _ b: Int) -> Int {
        a >= 0 ? a / b : (a - b + 1) / b
    }

    /// The days since 1970 of a date, whose month may be any number, counted on from January.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = year + floorDivision(month - 1, 12)
        let month = month - floorDivision(month - 1, 12) * 12
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = floorDivision(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(ofDay dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension CalendarTime {
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    static let dayNames = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    /// The number that a component of a picture stands for; nil for one that is no number.
    func number(_ component: Character) -> Int? {
        switch component {
        case "Y": year
        case "M": month
        case "D": day
        case "d": dayOfYear
        case "F": weekday
        case "W": week(from: (year, 1), next: (year + 1, 1), previous: (year - 1, 1))
        case "w": week(from: (year, month), next: (year, month + 1), previous: (year, month - 1))
        case "X": weekYear
        case "x": weekMonth
        case "H": hour
        case "h": hour % 12 == 0 ? 12 : hour % 12
        case "m": minute
        case "s": second
        case "f": millisecond
        default: nil
        }
    }

    private typealias YearMonth = (year: Int, month: Int)

    /// The Monday of the week with the first Thursday, as ISO 8601 has it.
    private static func firstWeek(of start: YearMonth) -> Int {
        let first = dayNumber(start.year, start.month, 1)
        let weekday = weekday(ofDay: first)
        return weekday > 4 ? first + 8 - weekday : first - weekday + 1
    }

    private func week(
        from start: YearMonth, next: YearMonth, previous: YearMonth
    ) -> Int {
        if dayNumber >= Self.firstWeek(of: next) { return 1 }
        let first = Self.firstWeek(of: start)
        let from = dayNumber < first ? Self.firstWeek(of: previous) : first
        return (dayNumber - from) / 7 + 1
    }

    private var weekYear: Int {
        if dayNumber < Self.firstWeek(of: (year, 1)) { return year - 1 }
        return dayNumber >= Self.firstWeek(of: (year + 1, 1)) ? year + 1 : year
    }

    private var weekMonth: Int {
        if dayNumber < Self.firstWeek(of: (year, month)) { return month == 1 ? 12 : month - 1 }
        let isNext = dayNumber >= Self.firstWeek(of: (year, month + 1))
        return isNext ? month % 12 + 1 : month
    }
}
