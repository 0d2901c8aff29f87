import SagaValue

extension Datum {
    /// The JSON value; nil where there is none: for undefined.
    ///
    /// - Parameter isService: Whether infinite numbers become strings and functions an error, as
    ///   the service has it.
    func value(
        isService: Bool, room: Int = JSONataLimits.resultDepth
    ) throws(JSONataError) -> Value? {
        guard room >= 0 else {
            throw JSONataError(
                JSONataError.stoppedCode, words: "The value is nested too deeply")
        }
        switch self {
        case .undefined, .tuples: return nil
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .number(let number):
            if number.isFinite { return .double(number == 0 ? 0 : number) }
            return isService ? .string(number.ecmaScriptText) : .null
        case .literal(let text):
            if let integer = Int(text), String(integer) == text { return .integer(integer) }
            return .number(.literal(text))
        case .string(let text): return .string(text)
        case .jsonArray(let values): return try Value.array(values).fitting(room)
        case .jsonObject(let object): return try Value.object(object).fitting(room)
        case .list(let list):
            var values: [Value] = []
            values.reserveCapacity(list.count)
            for item in list.items {
                values.append(try item.value(isService: isService, room: room - 1) ?? .null)
            }
            return .array(values)
        case .record(let record):
            var object = Object()
            for (key, member) in zip(record.keys, record.values) {
                if let value = try member.value(isService: isService, room: room - 1) {
                    object[key] = value
                }
            }
            return .object(object)
        case .function:
            if isService { throw JSONataError(JSONataError.unsupportedResultCode) }
            return nil
        }
    }

    /// The value as a message shows it.
    var shown: String {
        if case .function = self { return "<function>" }
        let value = try? value(isService: false)
        return value?.json ?? "undefined"
    }
}

extension Value {
    /// This value, which came in, where it stands with so much room to nest.
    fileprivate func fitting(_ room: Int) throws(JSONataError) -> Value {
        // What is the whole result was as deep when it came in.
        if room < JSONataLimits.resultDepth, !nests(within: room) {
            throw JSONataError(
                JSONataError.stoppedCode, words: "The value is nested too deeply")
        }
        return self
    }

    private func nests(within room: Int) -> Bool {
        switch self {
        case .array(let elements):
            room >= 0 && elements.allSatisfy { $0.nests(within: room - 1) }
        case .object(let object):
            room >= 0 && object.members.allSatisfy { $0.value.nests(within: room - 1) }
        default: true
        }
    }
}
