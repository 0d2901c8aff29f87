import ArgumentParser
import SagaDefinition
import SagaValue

/// Whether a definition shall run on the service too.
struct PortabilityOptions: ParsableArguments {
    @Flag(
        name: .customLong("strict-asl"),
        help: "Refuse what only saga has, such as Run and Compensate.")
    var isStrict = false

    @Flag(name: .customLong("aws-limits"), help: "Hold the quotas of Step Functions.")
    var keepsQuotas = false

    func demands(_ type: Demands.MachineType = .standard) -> Demands {
        Demands(machineType: type, isPlain: isStrict, keepsQuotas: keepsQuotas)
    }

    /// Refuses an input that the service would not take.
    ///
    /// - Throws: `SAGA6005`.
    func check(input: Value) throws(Fault) {
        let count = input.json.utf8.count
        guard keepsQuotas, count > ServiceQuotas.payloadBytes else { return }
        throw Fault(
            .badInput,
            "the input has \(count) bytes, and with `--aws-limits` at most "
                + "\(ServiceQuotas.payloadBytes)")
    }
}

extension Demands.MachineType: ExpressibleByArgument {}
