import ArgumentParser

/// Whether the command waits for the end of what it starts.
struct BackgroundOptions: ParsableArguments {
    @Flag(
        name: [.customLong("no-wait"), .customLong("detach")],
        help: "Print the execution's id once it has started, and let it go on in the background.")
    var noWait = false
}

extension GlobalOptions {
    /// The same for one that goes on in the background: what it tells goes into a file, uncoloured,
    /// whatever terminal this process still has.
    func inBackground(_ isInBackground: Bool) -> GlobalOptions {
        guard isInBackground, color == nil else { return self }
        var options = self
        options.color = .never
        return options
    }
}
