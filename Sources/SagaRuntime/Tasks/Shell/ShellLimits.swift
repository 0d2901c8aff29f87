import SagaValue

/// What bounds a command; tests use small numbers.
package struct ShellLimits: Sendable {
    /// What a command prints at first waits in its pipes for this long: most commands are over by
    /// then, and what they printed is read once they are.
    package var unheard = Duration.milliseconds(Limits.unheardMilliseconds)
    /// Between TERM and KILL.
    package var grace = Duration.seconds(Limits.graceSeconds)
    /// What a command left behind has this long to end.
    package var leftover = Duration.milliseconds(Limits.leftoverMilliseconds)
    /// What does not die of KILL is given up after this.
    package var patience = Duration.milliseconds(Limits.killMilliseconds)
    /// A longer stream goes to a file.
    package var inlineBytes = Limits.inlineStreamBytes
    /// More of a stream is counted only.
    package var streamBytes = Limits.streamBytes
    /// The end of a stream that is kept in any case.
    package var tailBytes = Limits.streamTailBytes

    package init() {}
}
