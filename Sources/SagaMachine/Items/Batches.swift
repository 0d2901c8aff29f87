package import SagaValue

/// How the items of a Map are handed out several at a time.
package struct Batches: Sendable {
    /// Where each batch ends among the items; the last one ends with them.
    package let ends: [Int]
    /// `BatchInput`, evaluated; it goes with every batch.
    package let input: Value?

    package init(ends: [Int], input: Value?) {
        self.ends = ends
        self.input = input
    }

    /// Which items a batch has.
    package func range(of batch: Int) -> Range<Int> {
        guard ends.indices.contains(batch) else { return 0..<0 }
        let start = batch > 0 ? ends[batch - 1] : 0
        return start..<max(start, ends[batch])
    }

    /// What an iteration gets: `{"BatchInput": …, "Items": […]}`.
    func input(with items: [Value]) -> Value {
        var object = Object()
        object["BatchInput"] = input
        object["Items"] = .array(items)
        return .object(object)
    }
}

extension Batches {
    /// Cuts items into batches as large as both bounds allow.
    ///
    /// - Parameters:
    ///   - maxItems: Items of a batch; nil is no bound.
    ///   - maxBytes: Bytes of JSON of what an iteration gets; nil is no bound.
    ///   - byteCount: The JSON bytes of an item as an iteration gets it.
    /// - Throws: The index of an item that alone is larger than `maxBytes` allows.
    static func cut<Failure: Error>(
        _ count: Int, maxItems: Int?, maxBytes: Int?, input: Value?,
        tooLarge: (Int) -> Failure, byteCount: (Int) throws(Failure) -> Int
    ) throws(Failure) -> Batches {
        let most = maxItems ?? .max
        guard let maxBytes else {
            let ends = stride(from: 0, to: count, by: min(most, max(count, 1)))
                .map { min($0 + min(most, count), count) }
            return Batches(ends: ends, input: input)
        }
        let empty = Batches(ends: [], input: input).input(with: []).jsonByteCount
        var ends: [Int] = []
        var start = 0
        var bytes = empty
        for index in 0..<count {
            let size = try byteCount(index)
            // After the first item of a batch a comma comes before each.
            if index > start, index - start >= most || bytes + size + 1 > maxBytes {
                ends.append(index)
                start = index
                bytes = empty
            }
            bytes += size + (index > start ? 1 : 0)
            guard bytes <= maxBytes else { throw tooLarge(index) }
        }
        if count > 0 { ends.append(count) }
        return Batches(ends: ends, input: input)
    }
}
