package import SagaDefinition
package import SagaValue

/// Makes items of a file's text as it is read, and says when it has enough.
///
/// A value: what it is given is all that it knows. CSV and JSON Lines are read row by row; of a
/// JSON text everything is needed.
package struct ItemParser: Sendable {
    /// The items so far.
    package private(set) var items: [Value] = []
    private let format: ItemFormat
    private let limit: Int
    private var csv: CSVParser
    private var headers: [String]?
    /// Of JSON Lines what has come of the line; of JSON the text so far.
    private var pending: [UInt8] = []
    private var line = 1
    private var byteCount = 0

    /// - Parameter limit: How many items are wanted at most.
    package init(_ format: ItemFormat, atMost limit: Int) {
        self.format = format
        self.limit = limit
        csv = CSVParser(delimiter: format.delimiter.byte)
        headers = format.headers
    }

    /// Whether more text would add nothing.
    package var isFull: Bool { items.count >= limit && format.inputType != .json }

    /// Takes the next bytes of the text.
    ///
    /// - Throws: `States.ItemReaderFailed`.
    package mutating func take(_ bytes: [UInt8]) throws(Failure) {
        let start = byteCount == 0 && bytes.starts(with: Self.byteOrderMark) ? 3 : 0
        byteCount += bytes.count
        guard byteCount <= Limits.readerBytes else {
            throw .itemReader("There are more than \(Limits.readerBytes) bytes to read.")
        }
        switch format.inputType {
        case .csv: try takeRows(bytes[start...])
        case .jsonl: try takeLines(bytes[start...])
        case .json: pending += bytes[start...]
        case .parquet, .manifest:
            throw .itemReader("Items of the type \(format.inputType.rawValue) cannot be read.")
        }
    }

    /// The items of the whole text.
    ///
    /// - Throws: `States.ItemReaderFailed`.
    package mutating func finish() throws(Failure) -> [Value] {
        switch format.inputType {
        case .csv:
            if format.headers != nil { try checkHeaders(format.headers ?? []) }
            if !isFull { try finishRows() }
        case .jsonl: if !isFull, !pending.isEmpty { try endLine() }
        case .json: try takeList()
        case .parquet, .manifest: break
        }
        return items
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func add(_ item: Value) throws(Failure) {
        guard !item.isNested(deeperThan: Limits.valueDepth - 1) else {
            throw .itemReader("Item \(items.count) is nested too deeply.")
        }
        guard items.count < Limits.forkCount else {
            throw .itemReader("There are more than \(Limits.forkCount) items.")
        }
        items.append(item)
    }
}

// Rows of a CSV.
extension ItemParser {
    private mutating func takeRows(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        for byte in bytes where !isFull {
            let row: [String]?
            do throws(CSVParser.Problem) { row = try csv.take(byte) } catch {
                throw .itemReader(error.text)
            }
            if let row { try take(row) }
        }
    }

    private mutating func finishRows() throws(Failure) {
        let row: [String]?
        do throws(CSVParser.Problem) { row = try csv.finish() } catch {
            throw .itemReader(error.text)
        }
        if let row { try take(row) }
    }

    /// The first row names the columns unless the definition does; a missing field is empty, one
    /// without a column is left out.
    private mutating func take(_ row: [String]) throws(Failure) {
        guard let headers else {
            try checkHeaders(row)
            self.headers = row
            return
        }
        var members: [Object.Member] = []
        members.reserveCapacity(headers.count)
        for (place, name) in headers.enumerated() {
            members.append((name, .string(place < row.count ? row[place] : "")))
        }
        try add(.object(Object(distinct: members)))
    }

    private func checkHeaders(_ headers: [String]) throws(Failure) {
        var names = Object()
        for name in headers {
            guard !names.contains(name) else {
                throw .itemReader("CSV headers cannot contain duplicates.")
            }
            names[name] = .null
        }
    }
}

// JSON, whole or line by line.
extension ItemParser {
    private mutating func takeLines(_ bytes: ArraySlice<UInt8>) throws(Failure) {
        for part in bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() where !isFull {
            if part.offset > 0 { try endLine() }
            pending += part.element
            guard pending.count <= Limits.readerLineBytes else {
                throw .itemReader(
                    "Line \(line) is longer than \(Limits.readerLineBytes) bytes.")
            }
        }
    }

    private mutating func endLine() throws(Failure) {
        defer {
            pending.removeAll(keepingCapacity: true)
            line += 1
        }
        guard !isFull, !pending.allSatisfy(\.isJSONBlank) else { return }
        let item: Value
        do throws(JSONError) { item = try Value(json: pending) } catch {
            throw .itemReader(
                "Line \(line) is not JSON: \(error.reason.rawValue) at byte \(error.offset).")
        }
        try add(item)
    }

    private mutating func takeList() throws(Failure) {
        let text: Value
        do throws(JSONError) { text = try Value(json: pending) } catch {
            throw .itemReader(
                "The text is not JSON: \(error.reason.rawValue) at byte \(error.offset).")
        }
        pending = []
        guard case .array(let elements)? = text.place(format.pointer) else {
            throw .itemReader(Failure.nonIterableCause)
        }
        for element in elements.prefix(limit) { try add(element) }
    }
}

extension UInt8 {
    /// Whether it is white space between JSON values.
    fileprivate var isJSONBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension Value {
    /// What the steps of a JSON Pointer lead to; nil where there is no such place.
    fileprivate func place(_ steps: [String]) -> Value? {
        var value: Value? = self
        for step in steps {
            switch value {
            case .object(let object)?: value = object[step]
            case .array(let elements)?:
                // Neither sign nor leading zeros (RFC 6901, section 4).
                let isIndex = step == "0" || !step.hasPrefix("0") && !step.isEmpty
                let isDigits = step.utf8.allSatisfy { (0x30...0x39).contains($0) }
                guard isIndex, isDigits, let index = Int(step), elements.indices.contains(index)
                else { return nil }
                value = elements[index]
            case .null?, .bool?, .number?, .string?, nil: return nil
            }
        }
        return value
    }
}

extension Failure {
    package static let itemReaderName = "States.ItemReaderFailed"
    package static let resultWriterName = "States.ResultWriterFailed"
    static let nonIterableCause = "Attempting to map over non-iterable node."

    /// The failure of a reader, in the service's words where they are known.
    package static func itemReader(_ cause: String) -> Failure {
        Failure(itemReaderName, cause: cause)
    }
}
