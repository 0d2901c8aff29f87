/// A length of time for people: `0.3s` below a minute, then `2m04s`, `3h12m`, `5d02h`.
package func durationText(milliseconds: Int) -> String {
    let tenths = (max(0, milliseconds) + 50) / 100
    if tenths < 600 { return "\(tenths / 10).\(tenths % 10)s" }
    let seconds = (milliseconds + 500) / 1000
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes)m\(twoDigits(seconds % 60))s" }
    let hours = minutes / 60
    if hours < 24 { return "\(hours)h\(twoDigits(minutes % 60))m" }
    return "\(hours / 24)d\(twoDigits(hours % 24))h"
}

/// How long ago something was, in its largest unit: `20s ago`, `3m ago`, `5h ago`, `1d ago`.
package func agoText(milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    if seconds < 0 { return "in the future" }
    if seconds < 60 { return "\(seconds)s ago" }
    if seconds < 3600 { return "\(seconds / 60)m ago" }
    if seconds < 86400 { return "\(seconds / 3600)h ago" }
    return "\(seconds / 86400)d ago"
}

/// The milliseconds that a person means by `90`, `30s`, `5m`, `2h`, `7d` or `2w`; nil for any other
/// text.
package func milliseconds(ofDuration text: String) -> Int? {
    let digits = text.unicodeScalars.prefix { ("0"..."9").contains($0) }
    guard let number = Int(String(digits)), number <= 1_000_000_000 else { return nil }
    switch String(text.unicodeScalars.dropFirst(digits.count)) {
    case "ms": return number
    case "", "s": return number * 1000
    case "m": return number * 60_000
    case "h": return number * 3_600_000
    case "d": return number * 86_400_000
    case "w": return number * 604_800_000
    default: return nil
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
