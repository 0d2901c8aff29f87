package import SagaMachine

/// Who plays the tasks of a virtual world.
package protocol TaskScript {
    /// How an attempt goes; asked once, when it starts.
    mutating func perform(_ order: TaskOrder, at moment: Moment) -> Performance
}

/// How an attempt goes in a virtual world.
package struct Performance: Sendable {
    /// Nil of an attempt that never ends by itself: a timeout ends it, or who cancels it; of one
    /// that is answered by token the work ends, and no answer comes.
    package let ending: TaskEnding?
    /// How long it takes.
    package let milliseconds: Int

    package init(_ ending: TaskEnding?, milliseconds: Int = 0) {
        self.ending = ending
        self.milliseconds = milliseconds
    }
}
