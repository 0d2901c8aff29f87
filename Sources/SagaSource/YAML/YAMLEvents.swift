private import CLibYAML

/// What libyaml reports while it reads; places are code points from the start of the text.
struct YAMLEvent {
    enum Kind {
        case document
        case alias(name: String)
        case scalar(text: String, style: Node.Style)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    let kind: Kind
    /// The name after `&`.
    var anchor: String?
    /// The tag as it resolves; nil where none is written.
    var tag: String?
    let start: Int
    let end: Int
}

/// Where and why libyaml could not go on.
struct YAMLProblem {
    let message: String
    /// In code points from the start of the text.
    let place: Int
}

/// Reads YAML text through libyaml's event interface, the only place that knows the library.
///
/// - Parameters:
///   - bytes: UTF-8 without a byte-order mark.
///   - handle: Takes one event; false ends the reading.
/// - Returns: What stopped libyaml, nil when the text came to its end or `handle` had enough.
func readYAML(_ bytes: [UInt8], _ handle: (YAMLEvent) -> Bool) -> YAMLProblem? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            return YAMLProblem(message: "out of memory", place: 0)
        }
        defer { unsafe yaml_parser_delete(parser) }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else {
                return unsafe problem(parser)
            }
            defer { unsafe yaml_event_delete(&event) }
            if unsafe event.type == YAML_STREAM_END_EVENT { return nil }
            if let own = unsafe ownEvent(event), !handle(own) { return nil }
        }
    }
}

private func problem(_ parser: UnsafeMutablePointer<yaml_parser_t>) -> YAMLProblem {
    let message = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
    return unsafe YAMLProblem(
        message: [context, message].compactMap(\.self).joined(separator: ", "),
        place: Int(parser.pointee.problem_mark.index))
}

private func ownEvent(_ event: yaml_event_t) -> YAMLEvent? {
    let start = unsafe Int(event.start_mark.index)
    let end = unsafe Int(event.end_mark.index)
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT:
        return YAMLEvent(kind: .document, start: start, end: end)
    case YAML_ALIAS_EVENT:
        let name = unsafe text(event.data.alias.anchor) ?? ""
        return YAMLEvent(kind: .alias(name: name), start: start, end: end)
    case YAML_SCALAR_EVENT:
        let scalar = unsafe event.data.scalar
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let kind = unsafe YAMLEvent.Kind.scalar(
            text: String(decoding: bytes, as: UTF8.self), style: style(scalar.style))
        return unsafe YAMLEvent(
            kind: kind, anchor: text(scalar.anchor), tag: text(scalar.tag), start: start, end: end)
    case YAML_SEQUENCE_START_EVENT:
        let sequence = unsafe event.data.sequence_start
        return unsafe YAMLEvent(
            kind: .sequenceStart, anchor: text(sequence.anchor), tag: text(sequence.tag),
            start: start, end: end)
    case YAML_SEQUENCE_END_EVENT:
        return YAMLEvent(kind: .sequenceEnd, start: start, end: end)
    case YAML_MAPPING_START_EVENT:
        let mapping = unsafe event.data.mapping_start
        return unsafe YAMLEvent(
            kind: .mappingStart, anchor: text(mapping.anchor), tag: text(mapping.tag),
            start: start, end: end)
    case YAML_MAPPING_END_EVENT:
        return YAMLEvent(kind: .mappingEnd, start: start, end: end)
    default: return nil
    }
}

private func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
}

private func style(_ style: yaml_scalar_style_t) -> Node.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
}
