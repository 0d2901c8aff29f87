package import SagaValue

/// Where a record's own fields are written: each as `,"name":value`.
///
/// Values too large for a record are set aside as blobs and named in their place.
package struct RecordFields {
    /// The JSON text so far.
    ///
    /// To append to it directly: a comma, the name in quotes, a colon and compact JSON. A value
    /// whose size the input decides belongs to `value(_:_:)`.
    package var bytes: [UInt8] = []
    /// Values that must be on disk before the record that names them.
    private(set) var blobs: [Blob] = []

    init() {}

    /// Appends a name; its value must follow.
    package mutating func name(_ name: StaticString) {
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Appends a text of any length; beyond `Limits.inlineValueBytes` it becomes a blob.
    package mutating func string(_ name: StaticString, _ text: String) {
        self.name(name)
        let start = bytes.count
        text.writeJSON(to: &bytes)
        if bytes.count - start > Limits.inlineValueBytes { setAside(from: start) }
    }

    /// Appends a number.
    package mutating func integer(_ name: StaticString, _ number: Int) {
        self.name(name)
        number.writeDecimal(to: &bytes)
    }

    /// Appends true or false.
    package mutating func flag(_ name: StaticString, _ flag: Bool) {
        self.name(name)
        bytes.append(flag ? "true" : "false")
    }

    /// Appends a moment, to the nanosecond.
    package mutating func time(_ name: StaticString, _ time: Timestamp) {
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        time.writeExactly(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a value of any size; beyond `Limits.inlineValueBytes` it becomes a blob.
    package mutating func value(_ name: StaticString, _ value: Value) {
        self.name(name)
        let start = bytes.count
        value.write(to: &bytes)
        if bytes.count - start > Limits.inlineValueBytes {
            setAside(from: start)
        } else if BlobReference.resembles(value) {
            bytes.insert(contentsOf: BlobReference.quotation.utf8, at: start)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Turns the JSON text that begins at `start` into a blob, and names it there.
    private mutating func setAside(from start: Int) {
        let blob = Blob(Array(bytes[start...]))
        bytes.removeSubrange(start...)
        blob.reference.write(to: &bytes)
        // A loop may carry one large value through thousands of records.
        if blobs.last?.reference != blob.reference { blobs.append(blob) }
    }

    /// Hands over the values set aside since the last time.
    mutating func takeBlobs() -> [Blob] {
        defer { blobs = [] }
        return blobs
    }
}

extension [UInt8] {
    /// Appends a text that the program has as a constant.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }
}

extension Timestamp {
    /// Appends UTC text with three digits of a second, or nine where three do not say it all.
    func writeExactly(to bytes: inout [UInt8]) {
        write(to: &bytes)
        var rest = fraction % 1_000_000
        guard rest > 0 else { return }
        bytes.removeLast()
        var place = 100_000
        while place > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / place))
            rest %= place
            place /= 10
        }
        bytes.append(UInt8(ascii: "Z"))
    }
}
