import ArgumentParser

/// Whether text is coloured, as a person says it.
package enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never

    /// Whether one stream gets colours: the option, then `SAGA_COLOR`, `NO_COLOR`, `FORCE_COLOR`
    /// and `CLICOLOR_FORCE`, `CLICOLOR`, `CI`, and whether it is a terminal, the first that says
    /// something.
    ///
    /// - Throws: `SAGA6012` for a word in `SAGA_COLOR` that is none.
    package static func isColored(
        option: ColorChoice?, _ environment: Environment, isTerminal: Bool
    ) throws(Fault) -> Bool {
        if let option, option != .auto { return option == .always }
        if let text = environment["SAGA_COLOR"] {
            guard let choice = ColorChoice(rawValue: text) else {
                throw Fault(
                    .badEnvironment, "SAGA_COLOR is `\(text)`",
                    notes: ["takes: auto, always, never"])
            }
            if choice != .auto { return choice == .always }
        }
        if environment["NO_COLOR"] != nil { return false }
        if let force = environment["FORCE_COLOR"] ?? environment["CLICOLOR_FORCE"] {
            return force != "0" && force != "false"
        }
        if environment["CLICOLOR"] == "0" { return false }
        if let ci = environment["CI"], ci != "false", ci != "0" { return true }
        return isTerminal && environment["TERM"] != "dumb"
    }
}

extension ColorChoice: ExpressibleByArgument {}
