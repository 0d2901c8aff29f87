extension Builtin {
    func callFormatting(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        let now = Double(call.run.environment.nowMilliseconds)
        switch self {
        case .millis: return .number(now)
        case .now:
            return .string(
                try DateFormatter.text(
                    of: now, picture: arguments.string(0), zone: arguments.string(1)))
        case .toMillis:
            guard let text = arguments.string(0) else { return .undefined }
            guard let picture = arguments.string(1) else {
                guard let instant = ISODate.milliseconds(of: text) else {
                    throw JSONataError("D3110", value: text)
                }
                return instant.isNaN ? .null : .number(instant)
            }
            let parser = try DateParser(picture)
            return try parser.milliseconds(of: text, now: now, call.run).map { .number($0) }
                ?? .undefined
        case .parseInteger:
            guard let text = arguments.string(0), let picture = arguments.string(1) else {
                return .undefined
            }
            return .number(try IntegerPicture(picture).number(of: text))
        default: break
        }
        guard let number = arguments.double(0) else { return .undefined }
        switch self {
        case .fromMillis:
            return .string(
                try DateFormatter.text(
                    of: number, picture: arguments.string(1), zone: arguments.string(2)))
        case .formatInteger:
            guard let picture = arguments.string(1) else { return .undefined }
            return .string(try IntegerPicture(picture).text(of: number.rounded(.down)))
        default:
            guard let picture = arguments.string(1) else { return .undefined }
            let format = try NumberPicture(picture, options: arguments[2])
            return .string(format.text(of: number))
        }
    }
}
