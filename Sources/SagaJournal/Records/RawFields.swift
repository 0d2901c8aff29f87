package import SagaValue

/// The fields of a record as they stand in memory; each is read when it is asked for.
///
/// The first question finds where all of them stand. A search goes on from the field found last, so
/// fields that are asked for in the order in which they were written are each found at once.
package struct RawFields {
    private let page: Page
    private let record: Int
    private let range: Range<Int>
    private var places: [FieldScan.Field]?
    private var next = 0

    init(page: Page, record: Int, range: Range<Int>) {
        self.page = page
        self.record = record
        self.range = range
    }

    /// Whether there is such a field.
    package mutating func contains(_ name: StaticString) throws(JournalFault) -> Bool {
        try find(name) != nil
    }

    /// A text that must be there.
    ///
    /// - Throws: `SAGA4006` where the field is missing or of another type; so do its peers.
    package mutating func string(_ name: StaticString) throws(JournalFault) -> String {
        try present(try optionalString(name), name)
    }

    /// A text, or nil where the field is missing or null.
    package mutating func optionalString(_ name: StaticString) throws(JournalFault) -> String? {
        guard let place = try find(name), !isNull(place) else { return nil }
        let memory = page.bytes
        let bytes = memory.span
        guard bytes[place.lowerBound] == UInt8(ascii: "\"") else {
            guard let text = try resolve(place, name).string else { throw strange(name) }
            return text
        }
        var position = place.lowerBound
        do throws(JSONError) {
            let text = try JSONReading.string(bytes.extracting(..<place.upperBound), &position)
            return text
        } catch { throw strange(name) }
    }

    /// A number that must be there.
    package mutating func integer(_ name: StaticString) throws(JournalFault) -> Int {
        try present(try optionalInteger(name), name)
    }

    /// A number, or nil where the field is missing or null.
    package mutating func optionalInteger(_ name: StaticString) throws(JournalFault) -> Int? {
        guard let place = try find(name), !isNull(place) else { return nil }
        if let number = plainInteger(place) { return number }
        guard case .number(.integer(let number)) = try parse(place, name) else {
            throw strange(name)
        }
        return number
    }

    /// True or false; false where the field is missing.
    package mutating func flag(_ name: StaticString) throws(JournalFault) -> Bool {
        guard let place = try find(name) else { return false }
        guard case .bool(let flag) = try parse(place, name) else { throw strange(name) }
        return flag
    }

    /// A moment that must be there.
    package mutating func time(_ name: StaticString) throws(JournalFault) -> Timestamp {
        try present(try optionalTime(name), name)
    }

    /// A moment, or nil where the field is missing or null.
    package mutating func optionalTime(_ name: StaticString) throws(JournalFault) -> Timestamp? {
        guard let text = try optionalString(name) else { return nil }
        guard let time = Timestamp(text) else { throw strange(name) }
        return time
    }

    /// A word of an enum that must be there and known.
    package mutating func keyword<Keyword>(
        _ name: StaticString, _ table: KeywordTable<Keyword>
    ) throws(JournalFault) -> Keyword {
        guard let text = try rawText(name), let keyword = table[text] else { throw strange(name) }
        return keyword
    }

    /// The bytes of a text as it was written, escapes and all; nil where the field is missing.
    package mutating func rawText(_ name: StaticString) throws(JournalFault) -> RawText? {
        guard let place = try find(name), !isNull(place) else { return nil }
        guard place.count >= 2, page.bytes[place.lowerBound] == UInt8(ascii: "\"") else {
            throw strange(name)
        }
        return RawText(page: page, range: place.lowerBound + 1..<place.upperBound - 1)
    }

    /// A value that must be there; a large one is read from its file.
    ///
    /// - Throws: `SAGA4006`, or `SAGA4013` where the file is gone or its bytes do not fit its name.
    package mutating func value(_ name: StaticString) throws(JournalFault) -> Value {
        try present(try optionalValue(name), name)
    }

    /// A value, or nil where the field is missing; null is a value.
    package mutating func optionalValue(_ name: StaticString) throws(JournalFault) -> Value? {
        guard let place = try find(name) else { return nil }
        return try resolve(place, name)
    }

    /// The compact JSON of a field that was not set aside; nil where it is missing.
    package mutating func bytes(of name: StaticString) throws(JournalFault) -> ArraySlice<UInt8>? {
        try find(name).map { page.bytes[$0] }
    }

    /// All fields, large values read from their files.
    package func object() throws(JournalFault) -> Object {
        var object = Object()
        let memory = page.bytes
        for field in try scan("") {
            var position = field.name.lowerBound - 1
            let value = try resolve(field.value, "")
            do throws(JSONError) {
                let name = try JSONReading.string(memory.span, &position)
                object[name] = value
            } catch { throw strange("") }
        }
        return object
    }
}

extension RawFields {
    /// Where the value of a field stands.
    private mutating func find(_ name: StaticString) throws(JournalFault) -> Range<Int>? {
        if places == nil { places = try scan(name) }
        guard let places else { return nil }
        let memory = page.bytes
        let bytes = memory.span
        for step in 0..<places.count {
            let index = next + step < places.count ? next + step : next + step - places.count
            if bytes.equals(name, at: places[index].name) {
                next = index + 1 < places.count ? index + 1 : 0
                return places[index].value
            }
        }
        return nil
    }

    /// Where all fields stand; `name` is the one that was asked for, for the fault.
    private func scan(_ name: StaticString) throws(JournalFault) -> [FieldScan.Field] {
        let memory = page.bytes
        guard let fields = FieldScan.fields(memory.span, range) else { throw strange(name) }
        return fields
    }

    private func isNull(_ place: Range<Int>) -> Bool {
        page.bytes[place.lowerBound] == UInt8(ascii: "n")
    }

    /// The number of up to eighteen digits that fills the place.
    private func plainInteger(_ place: Range<Int>) -> Int? {
        guard place.count <= 18 else { return nil }
        let memory = page.bytes
        var cursor = ByteCursor(place)
        let number = cursor.integer(memory.span)
        return cursor.isAtEnd ? number : nil
    }

    private func parse(_ place: Range<Int>, _ name: StaticString) throws(JournalFault) -> Value {
        do throws(JSONError) {
            let memory = page.bytes
            let value = try Value(json: memory.span.extracting(place))
            return value
        } catch { throw strange(name) }
    }

    /// The value in a place, read from its file where that is what stands there.
    private func resolve(_ place: Range<Int>, _ name: StaticString) throws(JournalFault) -> Value {
        let value = try parse(place, name)
        guard BlobReference.resembles(value) else { return value }
        guard let reference = BlobReference(value) else { return BlobReference.unquote(value) }
        guard let blobs = page.blobs else { throw strange(name) }
        return try blobs.value(reference)
    }

    private func present<Field>(
        _ field: Field?, _ name: StaticString
    ) throws(JournalFault) -> Field {
        guard let field else { throw strange(name) }
        return field
    }

    private func strange(_ name: StaticString) -> JournalFault {
        let field = name.utf8CodeUnitCount == 0 ? "its fields are" : "its field `\(name)` is"
        return JournalFault(
            .damaged, path: page.path, offset: page.offset + range.lowerBound, record: record,
            detail: "\(field) missing or not in the right form")
    }
}
