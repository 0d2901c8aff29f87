import SagaValue

/// One run of a Map's iterations, under the names that the service would give it.
///
/// Names derive from the visit and its retry, so that a crash does not change them.
package struct MapRun: Sendable {
    package let machine: String
    /// `Label`, or the state's name.
    package let label: String
    private let seed: String

    init(machine: String, label: String, seed: String) {
        self.machine = machine
        self.label = label
        self.seed = seed
    }

    /// The name of this run alone.
    package var name: String { UUID(namespace: Self.namespace, name: seed).text }

    package var arn: String { "\(Self.account(of: "mapRun")):\(machine)/\(label):\(name)" }

    package var machineARN: String { "\(Self.account(of: "stateMachine")):\(machine)" }

    /// The name of an iteration as an execution of its own.
    package func childName(_ index: Int) -> String {
        UUID(namespace: Self.namespace, name: "\(seed)[\(index)]").text
    }

    package func childARN(_ index: Int) -> String {
        "\(Self.account(of: "execution")):\(machine)/\(label):\(childName(index))"
    }

    private static func account(of kind: String) -> String {
        "arn:aws:states:us-east-1:111111111111:\(kind)"
    }

    /// The namespace of all such names: a random UUID, fixed for ever.
    private static let namespace = UUID(high: 0x41c7_9e0b_25d8_4f63, low: 0x8b1a_6fd2_973c_04e5)
}
