import ArgumentParser

/// What runs in the place of resources that are not here.
struct BindingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Run a shell command for a resource or state of this name.", valueName: "name=command"))
    var task: [String] = []

    /// Argument lists by the name of a state, a resource, or a resource's last part.
    ///
    /// - Throws: `SAGA6002` for one without a command.
    func bindings() throws(Fault) -> [String: [String]] {
        var bindings: [String: [String]] = [:]
        for text in task {
            let (name, command) = try KeyValue.split(text, option: "--task")
            bindings[name] = ["/bin/sh", "-c", command]
        }
        return bindings
    }
}
