import SagaValue

/// Takes a CSV text apart (RFC 4180), piece by piece as it is read.
///
/// A field in quotes may contain delimiters, line breaks and doubled quotes. A line ends with LF or
/// CRLF; one without anything in it is no row.
struct CSVParser {
    private let delimiter: UInt8
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var state = State.fieldStart
    private var rowBytes = 0
    /// The line of the text that is being read, from 1.
    private(set) var line = 1
    /// The line on which the latest quoted field began.
    private var quoteLine = 1

    private enum State {
        case fieldStart
        case plain
        case quoted
        /// After a quote inside a quoted field: a second one, or its end.
        case quoteSeen
    }

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// What cannot be read.
    struct Problem: Error, Equatable {
        let text: String
    }

    /// Takes one byte.
    ///
    /// - Returns: The fields of a row that ended with it.
    mutating func take(_ byte: UInt8) throws(Problem) -> [String]? {
        rowBytes += 1
        guard rowBytes <= Limits.readerLineBytes else {
            throw Problem(
                text: "The row on line \(line) is longer than \(Limits.readerLineBytes) bytes.")
        }
        let isLineEnd = byte == UInt8(ascii: "\n")
        if isLineEnd { line += 1 }
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") { state = .quoteSeen } else { field.append(byte) }
            return nil
        case .quoteSeen where byte == UInt8(ascii: "\""):
            field.append(byte)
            state = .quoted
            return nil
        case .fieldStart where byte == UInt8(ascii: "\""):
            state = .quoted
            quoteLine = line
            return nil
        case .fieldStart, .plain, .quoteSeen: break
        }
        if byte == delimiter {
            try endField()
            return nil
        }
        if isLineEnd { return try endRow() }
        field.append(byte)
        // Text after a closing quote belongs to the field, as spreadsheets have it.
        if state != .quoteSeen || byte != UInt8(ascii: "\r") { state = .plain }
        return nil
    }

    /// The last row, where the text does not end with a line break.
    mutating func finish() throws(Problem) -> [String]? {
        if state == .quoted {
            throw Problem(text: "The quotes opened on line \(quoteLine) are not closed.")
        }
        return try endRow()
    }

    private mutating func endField() throws(Problem) {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw Problem(text: "The row on line \(line) is not UTF-8.")
        }
        fields.append(text)
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private mutating func endRow() throws(Problem) -> [String]? {
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        let isBlank = fields.isEmpty && field.isEmpty && state != .quoteSeen
        rowBytes = 0
        guard !isBlank else {
            state = .fieldStart
            return nil
        }
        try endField()
        defer { fields = [] }
        return fields
    }
}
