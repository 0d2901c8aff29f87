import ArgumentParser

/// Whether the command waits for the end of what it starts.
struct BackgroundOptions: ParsableArguments {
    @Flag(
        name: [.customLong("no-wait"), .customLong("detach")],
        help: "Print the execution's id once it has started, and let it go on in the background.")
    var noWait = false
}

extension GlobalOptions {
    /// The same for one that goes on in the background: nothing is redrawn in a file.
    func inBackground(_ isInBackground: Bool) -> GlobalOptions {
        guard isInBackground, progress == nil else { return self }
        var options = self
        options.progress = .plain
        return options
    }
}
