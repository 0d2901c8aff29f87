import SagaValue

extension String {
    /// Whether this can name a variable: letters, digits and what Unicode lets identifiers hold,
    /// not beginning with a digit, at most `Limits.variableNameLength` characters.
    package var isVariableName: Bool {
        let scalars = unicodeScalars
        guard let first = scalars.first, scalars.count <= Limits.variableNameLength else {
            return false
        }
        return (first == "_" || first.properties.isIDStart)
            && scalars.dropFirst().allSatisfy { $0.properties.isIDContinue }
    }
}
