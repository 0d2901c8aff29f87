import ArgumentParser

/// `saga completion SHELL`.
struct CompletionCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print a completion script for a shell.")
    static let examples = [
        Example("saga completion bash > ~/.local/share/bash-completion/completions/saga", "bash"),
        Example("saga completion fish > ~/.config/fish/completions/saga.fish", "fish"),
    ]

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish
    }

    @Argument(help: "The shell.")
    var shell: Shell

    @OptionGroup var options: GlobalOptions

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options)
        switch shell {
        case .bash: desk.write(Saga.completionScript(for: .bash))
        case .zsh: desk.write(Saga.completionScript(for: .zsh))
        case .fish: desk.write(Saga.completionScript(for: .fish))
        }
        desk.write("\n")
        try desk.finish()
        return .success
    }
}
