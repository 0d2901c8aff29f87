package import SagaValue

/// A payload template of a JSONPath state: a value in which a key `name.$` stands for a member
/// `name` whose value an expression yields.
///
/// Whatever contains no such key is one constant, so that evaluating it costs a copy.
package indirect enum PathTemplate: Sendable {
    case constant(Value)
    /// An expression, and the key that it stood under, such as `total.$`.
    case expression(PathExpression, field: String)
    case array([PathTemplate])
    case object([Member])

    /// A member of an object, its key without `.$`.
    package struct Member: Sendable {
        package let key: String
        package let template: PathTemplate
    }

    /// The value that the template stands for.
    ///
    /// - Parameter place: What tells this template from others that are evaluated in the same
    ///   scope, such as `Assign`, so that `States.UUID()` is another one in each.
    /// - Throws: `States.Runtime` where a path finds nothing, naming the field; what an intrinsic
    ///   function fails with.
    package func evaluate(
        in scope: EvaluationScope, place: String = ""
    ) throws(EvaluationFailure) -> Value {
        var chance = RandomSequence(seed: scope.entropy, place: place)
        return try evaluate(in: scope, chance: &chance)
    }

    private func evaluate(
        in scope: EvaluationScope, chance: inout RandomSequence
    ) throws(EvaluationFailure) -> Value {
        switch self {
        case .constant(let value): return value
        case .expression(let expression, let field):
            return try expression.evaluate(field: field, in: scope, chance: &chance)
        case .array(let templates):
            var elements: [Value] = []
            elements.reserveCapacity(templates.count)
            for template in templates {
                elements.append(try template.evaluate(in: scope, chance: &chance))
            }
            return .array(elements)
        case .object(let members):
            var values: [Object.Member] = []
            values.reserveCapacity(members.count)
            for member in members {
                values.append(
                    (member.key, try member.template.evaluate(in: scope, chance: &chance)))
            }
            return .object(Object(distinct: values))
        }
    }

    /// The names of all variables that the template reads.
    package var variableNames: [String] {
        switch self {
        case .constant: []
        case .expression(let expression, _): expression.variableNames
        case .array(let templates): templates.flatMap(\.variableNames)
        case .object(let members): members.flatMap(\.template.variableNames)
        }
    }
}
