import SagaValue

extension Datum {
    /// The JSON value; nil where there is none: for undefined.
    ///
    /// - Parameter isService: Whether infinite numbers become strings and functions an error, as
    ///   the service has it.
    func value(isService: Bool) throws(JSONataError) -> Value? {
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
        case .jsonArray(let values): return .array(values)
        case .jsonObject(let object): return .object(object)
        case .list(let list):
            var values: [Value] = []
            values.reserveCapacity(list.count)
            for item in list.items {
                values.append(try item.value(isService: isService) ?? .null)
            }
            return .array(values)
        case .record(let record):
            var object = Object()
            for (key, member) in zip(record.keys, record.values) {
                if let value = try member.value(isService: isService) { object[key] = value }
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
