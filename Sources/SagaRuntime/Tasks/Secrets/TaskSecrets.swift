/// The secrets of an execution's tasks: what they are, and what must not be told of them.
package struct TaskSecrets: Sendable {
    /// By name.
    package let values: [String: String]
    /// Nil where nothing is secret.
    let mask: SecretMask?

    package init(_ values: [String: String] = [:]) {
        self.values = values
        mask = SecretMask(values.values)
    }

    /// The variables of a task that names these secrets.
    func variables(_ names: [String]) -> [(name: String, value: String)] {
        names.compactMap { name in values[name].map { (name, $0) } }
    }
}
