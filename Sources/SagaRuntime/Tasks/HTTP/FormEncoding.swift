import SagaValue

/// A body in `application/x-www-form-urlencoded`, as `Transform` asks for it.
enum FormEncoding {
    /// How the elements of an array are named.
    enum ArrayFormat: String {
        case indices = "INDICES"
        case repeated = "REPEAT"
        case commas = "COMMAS"
        case brackets = "BRACKETS"
    }

    /// The members of an object, nested ones as `outer[inner]`; nil where it is none.
    static func body(_ value: Value, _ format: ArrayFormat) -> String? {
        guard let object = value.object else { return nil }
        var pairs: [String] = []
        for (name, value) in object { add(value, named: escaped(name), format, to: &pairs) }
        return pairs.joined(separator: "&")
    }

    /// Every byte but the unreserved ones of RFC 3986 as `%XX`.
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func add(
        _ value: Value, named name: String, _ format: ArrayFormat, to pairs: inout [String]
    ) {
        switch value {
        case .null: pairs.append("\(name)=")
        case .string(let text): pairs.append("\(name)=\(escaped(text))")
        case .bool, .number: pairs.append("\(name)=\(escaped(value.json))")
        case .object(let object):
            for (inner, value) in object {
                add(value, named: "\(name)[\(escaped(inner))]", format, to: &pairs)
            }
        case .array(let elements): add(elements, named: name, format, to: &pairs)
        }
    }

    private static func add(
        _ elements: [Value], named name: String, _ format: ArrayFormat, to pairs: inout [String]
    ) {
        switch format {
        case .indices:
            for (index, element) in elements.enumerated() {
                add(element, named: "\(name)[\(index)]", format, to: &pairs)
            }
        case .repeated:
            for element in elements { add(element, named: name, format, to: &pairs) }
        case .brackets:
            for element in elements { add(element, named: "\(name)[]", format, to: &pairs) }
        case .commas:
            let texts = elements.map { $0.string ?? ($0.isNull ? "" : $0.json) }
            pairs.append("\(name)=\(texts.map(escaped).joined(separator: ","))")
        }
    }
}
