import SagaValue

/// How long a server wants to be left alone (RFC 9110, 10.2.3).
enum RetryAfter {
    /// - Parameter text: The header: seconds, or a date in one of HTTP's three forms.
    /// - Returns: Nil where there is none or it means nothing; 0 for a date that has passed.
    static func seconds(_ text: String?, now: Timestamp) -> Double? {
        guard let text else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            return min(Double(text) ?? 0, Double(Limits.maximumSeconds))
        }
        guard let date = date(text, now: now) else { return nil }
        return Double(max(0, min(date.seconds - now.seconds, Limits.maximumSeconds)))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String, now: Timestamp) -> Timestamp? {
        let words = text.split(whereSeparator: { ", -".contains($0) }).map(String.init)
        if words.count == 6, words[5] == "GMT" {
            return timestamp(year(words[3], now), words[2], words[1], words[4])
        }
        if words.count == 5 { return timestamp(words[4], words[1], words[2], words[3]) }
        return nil
    }

    private static func timestamp(
        _ year: String, _ month: String, _ day: String, _ time: String
    ) -> Timestamp? {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        guard let month = months.firstIndex(of: month), day.utf8.count <= 2 else { return nil }
        let padded = (day.utf8.count == 1 ? "0" : "") + day
        let number = (month < 9 ? "0" : "") + String(month + 1)
        return Timestamp("\(year)-\(number)-\(padded)T\(time)Z")
    }

    /// Of two digits the year that is not more than fifty years ahead.
    private static func year(_ text: String, _ now: Timestamp) -> String {
        guard text.utf8.count == 2, let digits = Int(text), let today = Int(now.text.prefix(4))
        else { return text }
        let year = today / 100 * 100 + digits
        return String(year > today + 50 ? year - 100 : year)
    }
}
