extension Builtin {
    /// The function's result for arguments that its signature accepted.
    func call(_ arguments: [Datum], _ call: Call) throws(JSONataError) -> Datum {
        let arguments = Arguments(all: arguments)
        switch self {
        case .sum, .count, .max, .min, .average, .number, .floor, .ceil, .round, .abs, .sqrt,
            .power, .chance, .formatBase:
            return try callNumeric(arguments, call)
        case .string, .substring, .substringBefore, .substringAfter, .lowercase, .uppercase,
            .length, .trim, .pad, .join, .base64encode, .base64decode, .encodeUrlComponent,
            .encodeUrl, .decodeUrlComponent, .decodeUrl, .hash, .uuid, .parse, .eval:
            return try callText(arguments, call)
        case .match: return try arguments.match(call)
        case .contains: return try arguments.contains(call)
        case .replace: return try arguments.replace(call)
        case .split: return try arguments.split(call)
        case .formatNumber, .formatInteger, .parseInteger, .now, .millis, .fromMillis,
            .toMillis:
            return try callFormatting(arguments, call)
        case .boolean, .not, .exists, .type, .error, .assert, .clone:
            return try callGeneral(arguments, call)
        case .map, .filter, .single, .reduce, .sift, .each, .sort:
            return try callHigherOrder(arguments, call)
        case .keys, .lookup, .append, .spread, .merge, .reverse, .shuffling, .distinct, .zip,
            .partition, .range:
            return try callStructural(arguments, call)
        }
    }

    private func callGeneral(
        _ arguments: Arguments, _ call: Call
    ) throws(JSONataError) -> Datum {
        let first = arguments[0]
        switch self {
        case .exists: return .bool(!first.isUndefined)
        case .error:
            throw JSONataError(
                "D3137", value: arguments.string(0) ?? "$error() function evaluated")
        case .assert:
            if first.isTruthy { return .undefined }
            throw JSONataError(
                "D3141", value: arguments.string(1) ?? "$assert() statement failed")
        case _ where first.isUndefined: return .undefined
        case .boolean: return .bool(first.isTruthy)
        case .not: return .bool(!first.isTruthy)
        case .type: return .string(first.typeName)
        default: return first
        }
    }
}

/// The arguments of a call, of which any may be missing.
struct Arguments {
    let all: [Datum]

    subscript(index: Int) -> Datum { index < all.count ? all[index] : .undefined }

    func string(_ index: Int) -> String? {
        if case .string(let text) = self[index] { text } else { nil }
    }

    func double(_ index: Int) -> Double? { self[index].double }

    func function(_ index: Int) -> Function? {
        if case .function(let function) = self[index] { function } else { nil }
    }
}

extension Datum {
    /// What `$type` says.
    fileprivate var typeName: String {
        switch self {
        case .undefined, .tuples: "undefined"
        case .null: "null"
        case .bool: "boolean"
        case .number, .literal: "number"
        case .string: "string"
        case .jsonArray, .list: "array"
        case .jsonObject, .record: "object"
        case .function: "function"
        }
    }
}
