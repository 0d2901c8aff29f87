/// The functions of the library.
enum Builtin: Int, CaseIterable, Sendable {
    case sum, count, max, min, average
    case string, substring, substringBefore, substringAfter, lowercase, uppercase, length
    case trim, pad, match, contains, replace, split, join
    case formatNumber, formatBase, formatInteger, parseInteger
    case number, floor, ceil, round, abs, sqrt, power
    case chance
    case boolean, not, exists, type
    case map, filter, single, reduce, sift, each
    case keys, lookup, append, spread, merge, reverse, sort, distinct, zip, clone
    case shuffling
    case base64encode, base64decode
    case encodeUrlComponent, encodeUrl, decodeUrlComponent, decodeUrl
    case error, assert, eval
    case now, millis, fromMillis, toMillis
    // What the service adds.
    case partition, range, hash, uuid, parse

    /// Whether the dialect knows the function at all.
    func exists(in dialect: JSONataEnvironment.Dialect) -> Bool {
        switch self {
        case .eval: dialect == .reference
        default: true
        }
    }

    /// The function of a name without its `$`.
    init?(name: String) {
        guard let known = Self.byName[name] else { return nil }
        self = known
    }

    var name: String {
        switch self {
        case .chance: "random"
        case .shuffling: "shuffle"
        default: String(describing: self)
        }
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    var signature: Signature? { Self.signatures[rawValue] }

    /// How many arguments a higher-order function gives it.
    var arity: Int {
        switch self {
        case .zip, .chance, .millis, .uuid: 0
        case .sum, .count, .max, .min, .average, .string, .lowercase, .uppercase, .length,
            .trim, .number, .floor, .ceil, .abs, .sqrt, .boolean, .not, .exists, .type, .keys,
            .spread, .merge, .reverse, .shuffling, .distinct, .clone, .base64encode,
            .base64decode, .encodeUrlComponent, .encodeUrl, .decodeUrlComponent, .decodeUrl,
            .error, .parse:
            1
        case .substringBefore, .substringAfter, .contains, .join, .formatBase, .formatInteger,
            .parseInteger, .round, .power, .map, .filter, .single, .sift, .each, .lookup,
            .append, .sort, .assert, .eval, .now, .toMillis, .partition, .hash:
            2
        case .substring, .pad, .match, .split, .formatNumber, .reduce, .fromMillis, .range: 3
        case .replace: 4
        }
    }

    private static let signatures: [Signature?] = allCases.map { builtin in
        try? Signature(parsing: builtin.signatureText)
    }

    private var signatureText: String {
        switch self {
        case .sum, .max, .min, .average: "<a<n>:n>"
        case .count: "<a:n>"
        case .string: "<x-b?:s>"
        case .substring: "<s-nn?:s>"
        case .substringBefore, .substringAfter: "<s-s:s>"
        case .lowercase, .uppercase, .trim, .base64encode, .base64decode, .encodeUrlComponent,
            .encodeUrl, .decodeUrlComponent, .decodeUrl:
            "<s-:s>"
        case .length: "<s-:n>"
        case .pad: "<s-ns?:s>"
        case .match: "<s-f<s:o>n?:a<o>>"
        case .contains: "<s-(sf):b>"
        case .replace: "<s-(sf)(sf)n?:s>"
        case .split: "<s-(sf)n?:a<s>>"
        case .join: "<a<s>s?:s>"
        case .formatNumber: "<n-so?:s>"
        case .formatBase: "<n-n?:s>"
        case .formatInteger: "<n-s:s>"
        case .parseInteger: "<s-s:n>"
        case .number: "<(nsb)-:n>"
        case .floor, .ceil, .abs, .sqrt: "<n-:n>"
        case .round: "<n-n?:n>"
        case .power: "<n-n:n>"
        case .chance: "<n?:n>"
        case .boolean, .not: "<x-:b>"
        case .exists: "<x:b>"
        case .type: "<x:s>"
        case .map: "<af>"
        case .filter: "<af>"
        case .single: "<af?>"
        case .reduce: "<afj?:j>"
        case .sift: "<o-f?:o>"
        case .each: "<o-f:a>"
        case .keys: "<x-:a<s>>"
        case .lookup: "<x-s:x>"
        case .append: "<xx:a>"
        case .spread: "<x-:a<o>>"
        case .merge: "<a<o>:o>"
        case .reverse, .shuffling: "<a:a>"
        case .sort: "<af?:a>"
        case .distinct: "<x:x>"
        case .zip: "<a+>"
        case .clone: "<(oa)-:o>"
        case .error: "<s?:x>"
        case .assert: "<bs?:x>"
        case .eval: "<sx?:x>"
        case .now: "<s?s?:s>"
        case .millis: "<:n>"
        case .fromMillis: "<n-s?s?:s>"
        case .toMillis: "<s-s?:n>"
        case .partition: "<an:a>"
        case .range: "<nnn?:a>"
        case .hash: "<s-s?:s>"
        case .uuid: "<:s>"
        case .parse: "<s-:x>"
        }
    }
}
