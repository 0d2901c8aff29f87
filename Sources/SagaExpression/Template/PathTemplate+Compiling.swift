package import SagaValue

/// Something wrong in a template, and where.
package struct TemplateFault: Error, Equatable, Sendable {
    /// The keys and indexes that lead from the template to the fault, a key as it was written.
    package let place: [Step]
    /// What is wrong; its offset counts from the start of the string at `place`.
    package let error: ExpressionSyntaxError

    package enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    package init(place: [Step], error: ExpressionSyntaxError) {
        self.place = place
        self.error = error
    }

    /// The place as a JSON pointer, such as `/items/0/total.$`.
    package var pointer: String {
        place.map { step in
            switch step {
            case .key(let key): "/" + key.pointerEscaped
            case .index(let index): "/\(index)"
            }
        }.joined()
    }
}

extension PathTemplate {
    /// Compiles a template.
    ///
    /// - Parameter faults: Gains everything that is wrong, in the order of the text. The template
    ///   has null in those places.
    package init(_ value: Value, faults: inout [TemplateFault]) {
        var compiler = PathTemplateCompiler()
        self = compiler.template(value)
        faults += compiler.faults
    }
}

/// One walk over a template's value, which knows the place that it stands at.
private struct PathTemplateCompiler {
    var faults: [TemplateFault] = []
    private var place: [TemplateFault.Step] = []

    mutating func template(_ value: Value) -> PathTemplate {
        guard place.count < Limits.jsonDepth else {
            report("nested too deeply")
            return .constant(.null)
        }
        switch value {
        case .null, .bool, .number, .string: return .constant(value)
        case .array(let elements): return array(elements, value)
        case .object(let object): return self.object(object, value)
        }
    }

    private mutating func array(_ elements: [Value], _ value: Value) -> PathTemplate {
        var templates: [PathTemplate] = []
        for (index, element) in elements.enumerated() {
            place.append(.index(index))
            templates.append(template(element))
            place.removeLast()
        }
        return templates.allSatisfy(\.isConstant) ? .constant(value) : .array(templates)
    }

    private mutating func object(_ object: Object, _ value: Value) -> PathTemplate {
        var members: [PathTemplate.Member] = []
        for (key, child) in object {
            place.append(.key(key))
            if let name = key.expressionName {
                if object.contains(name) {
                    report("`\(name)` and `\(key)` cannot both be given")
                }
                members.append(.init(key: name, template: expression(child, field: key)))
            } else {
                members.append(.init(key: key, template: template(child)))
            }
            place.removeLast()
        }
        let isConstant = members.allSatisfy(\.template.isConstant)
        return isConstant ? .constant(value) : .object(members)
    }

    private mutating func expression(_ value: Value, field: String) -> PathTemplate {
        guard case .string(let text) = value else {
            report("the value of `\(field)` must be a string, not \(value.typeName)")
            return .constant(.null)
        }
        do {
            return .expression(try PathExpression(text), field: field)
        } catch {
            faults.append(TemplateFault(place: place, error: error))
            return .constant(.null)
        }
    }

    private mutating func report(_ message: String) {
        faults.append(TemplateFault(place: place, error: ExpressionSyntaxError(message, at: 0)))
    }
}

extension PathTemplate {
    fileprivate var isConstant: Bool {
        guard case .constant = self else { return false }
        return true
    }
}

extension String {
    /// The text as a JSON pointer's token (RFC 6901).
    fileprivate var pointerEscaped: String {
        unicodeScalars.map { scalar in
            switch scalar {
            case "~": "~0"
            case "/": "~1"
            default: String(scalar)
            }
        }.joined()
    }

    /// A key without the `.$` at its end; nil where it has none.
    fileprivate var expressionName: String? {
        guard utf8.suffix(2).elementsEqual(".$".utf8) else { return nil }
        return String(decoding: utf8.dropLast(2), as: UTF8.self)
    }
}
