/// A text with places, `{}`, for values: the first argument of `States.Format`.
struct FormatTemplate: Sendable {
    /// The texts before, between and behind the places; one more than there are places.
    let pieces: [String]

    /// Splits a literal, whose backslashes may stand before `'`, `{`, `}` and `\` only.
    init?(literal: String) {
        self.init(literal, isLiteral: true)
    }

    /// Splits a text that is data; there a backslash that escapes nothing stands for itself.
    init(data: String) {
        pieces = Self(data, isLiteral: false)?.pieces ?? [data]
    }

    private init?(_ text: String, isLiteral: Bool) {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, scalars.first) {
            case ("{", "}"):
                scalars.removeFirst()
                pieces.append(String(piece))
                piece = .init()
            case ("\\", let escaped?) where ["'", "{", "}", "\\"].contains(escaped):
                scalars.removeFirst()
                piece.append(escaped)
            case ("\\", _) where isLiteral: return nil
            default: piece.append(scalar)
            }
        }
        self.pieces = pieces + [String(piece)]
    }

    /// The text with its places as they were written and without its escapes.
    var text: String { pieces.joined(separator: "{}") }
}
