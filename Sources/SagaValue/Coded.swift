/// What every finding and every fault has: a code that is never renamed or reused, and its words.
///
/// The first digit of a code is the stage of the program: 1 text, 2 definition, 3 expressions,
/// 4 journal, 5 running, 6 command line.
package protocol Coded: CaseIterable, Sendable {
    /// `SAGA` and four digits.
    var code: String { get }
    /// What `saga explain` prints and the reference page holds.
    var explanation: Explanation { get }
}

/// The long form of a code, for a tired reader.
package struct Explanation: Sendable {
    /// One line, lower case, without a full stop.
    package let title: String
    /// What it means, in a few sentences.
    package let meaning: String
    /// Text that causes it: a definition or a command; empty where nothing short does.
    package let example: String
    /// What to do.
    package let remedy: String

    package init(title: String, meaning: String, example: String = "", remedy: String) {
        self.title = title
        self.meaning = meaning
        self.example = example
        self.remedy = remedy
    }
}
