import ArgumentParser
import SagaDefinition

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
}

extension Demands.MachineType: ExpressibleByArgument {}
