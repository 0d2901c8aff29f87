/// The choices of a regular expression that are known to lead nowhere.
///
/// Whether what follows a choice can match depends on the place in program and text alone, for
/// programs without back-references. So a choice that was made before has failed, or the match
/// would be over, and need not be tried again: the time grows with program and text, not with the
/// number of ways through them. A round of a repetition that may be empty depends on where it
/// began besides, until it has matched something; such choices are left to the machine's fuel.
struct RegexMemo {
    /// One bit for each choice and place; empty until there is reason to keep it.
    private var words: [UInt64] = []
    private let wordCount: Int
    private let placeCount: Int
    private let isPossible: Bool

    init(_ regex: Regex, textCount: Int) {
        placeCount = textCount + 1
        let (bits, overflow) = regex.choiceSlots.count.multipliedReportingOverflow(by: placeCount)
        wordCount = bits / 64 + 1
        isPossible =
            !overflow && !regex.hasBackreference
            && wordCount <= JSONataLimits.regexMemoWords
    }

    /// Whether the choice was made at the place before; notes that it is made now.
    ///
    /// - Parameter steps: How many steps were taken. Most matches need few, and do not pay for
    ///   a memo that is as long as the text.
    mutating func isKnown(choice: Int, at place: Int, after steps: Int) -> Bool {
        if words.isEmpty {
            guard isPossible, steps > wordCount else { return false }
            words = Array(repeating: 0, count: wordCount)
        }
        let bit = choice * placeCount + place
        let mask: UInt64 = 1 << UInt64(bit & 63)
        if words[bit >> 6] & mask != 0 { return true }
        words[bit >> 6] |= mask
        return false
    }
}
