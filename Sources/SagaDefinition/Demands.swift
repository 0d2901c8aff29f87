/// What a definition has to satisfy beside the language: who else shall be able to run it.
package struct Demands: Hashable, Sendable {
    /// The service's two kinds of state machines.
    package enum MachineType: String, CaseIterable, Sendable {
        case standard = "STANDARD"
        /// Short and often: waits for no answer.
        case express = "EXPRESS"
    }

    package let machineType: MachineType
    /// Whether the plain States Language alone is allowed, without a word of ours.
    package let isPlain: Bool
    /// Whether the service's quotas hold.
    package let keepsQuotas: Bool

    package init(
        machineType: MachineType = .standard, isPlain: Bool = false, keepsQuotas: Bool = false
    ) {
        self.machineType = machineType
        self.isPlain = isPlain
        self.keepsQuotas = keepsQuotas
    }
}
