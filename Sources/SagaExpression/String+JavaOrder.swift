extension String {
    /// Compares as Java's `compareTo` does: by UTF-16 units, negative where this one comes first.
    ///
    /// The service is written in Java, so this is the order that its string comparisons have.
    /// It differs from the order of code points in one thing: characters beyond U+FFFF, which are
    /// surrogates in UTF-16, come before U+E000 to U+FFFF.
    func javaOrder(to other: String) -> Int {
        var left = utf8.makeIterator()
        var right = other.utf8.makeIterator()
        while true {
            switch (left.next(), right.next()) {
            case (nil, nil): return 0
            case (nil, _): return -1
            case (_, nil): return 1
            case (let a?, let b?) where a == b: continue
            case (let a?, let b?): return Self.rank(a) < Self.rank(b) ? -1 : 1
            }
        }
    }

    /// The place of a UTF-8 byte in the order of UTF-16 units.
    ///
    /// U+E000 to U+FFFF begin with EE or EF in UTF-8 and are moved behind F0 to F4, which begin
    /// the characters beyond them.
    private static func rank(_ byte: UInt8) -> UInt8 {
        byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte
    }
}
