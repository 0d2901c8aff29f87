import ArgumentParser

/// What becomes of tasks when this process dies without having been asked to.
struct DeathOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Running commands end when saga is killed, or go on until `resume` adopts them.",
            valueName: "what"))
    var onDeath: DeathPolicy?
}

/// The words of `--on-death`.
enum DeathPolicy: String, ExpressibleByArgument, CaseIterable {
    case end
    case `continue`
}
