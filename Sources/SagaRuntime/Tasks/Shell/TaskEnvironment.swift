import CSystem

/// The variables that a command gets, as bytes: what saga itself inherited need not be UTF-8.
package struct TaskEnvironment: Sendable {
    package struct Variable: Sendable {
        package let name: String
        package let value: [UInt8]

        package init(name: String, value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    /// `NAME=value`, each ended by a NUL, in order; no name stands twice.
    private var entries: [UInt8] = []
    /// How many variables there are.
    private(set) var count = 0
    /// Whether each can be told apart again: it has a name, and no NUL or `=` where none may be.
    private var isSound = true
    /// The names, as long as others may be added that replace them.
    private var names: Set<String> = []

    /// What a task gets even where `PassEnv` restricts it.
    private static let alwaysPassed = ["PATH", "HOME", "USER", "LANG", "LC_*", "TZ", "TMPDIR"]

    /// - Parameter variables: Of those with the same name the last one counts.
    package init(variables: [Variable]) {
        let places = Dictionary(
            variables.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { $1 })
        for (place, variable) in variables.enumerated() where places[variable.name] == place {
            append(variable.name, variable.value)
        }
        names = Set(places.keys)
    }

    /// An environment of so many variables, as `block` gives it.
    init(block: [UInt8], count: Int) {
        entries = block
        self.count = count
    }

    /// The environment of one task: what it inherits, then what is added, which replaces the first.
    ///
    /// - Parameter passEnv: Names, or beginnings of names before a final `*`; nil passes all.
    /// - Complexity: One copy of the block, where nothing is restricted or replaced.
    package static func make(
        inherited: TaskEnvironment, passEnv: [String]?,
        additions: [(name: String, value: String)]
    ) -> TaskEnvironment {
        let patterns = passEnv.map { $0 + alwaysPassed }
        let replaced = additions.lazy.map(\.name).filter(inherited.names.contains)
        var made = inherited
        if patterns != nil || !replaced.isEmpty {
            made.keep { name in
                !replaced.contains(name) && patterns?.contains { matches(name, $0) } ?? true
            }
        }
        // The last word on a name counts.
        for (index, addition) in additions.enumerated()
        where !additions[(index + 1)...].contains(where: { $0.name == addition.name }) {
            made.append(addition.name, addition.value.utf8)
        }
        made.names = []
        return made
    }

    /// This process's own environment, as it was when it began.
    ///
    /// An entry without a name is left out, as a shell does.
    package static func ofThisProcess() -> TaskEnvironment {
        var variables: [Variable] = []
        var index = 0
        while let entry = unsafe csystem_environment_entry(index) {
            variables.append(variable(of: Array(unsafe String(cString: entry).utf8)[...]))
            index += 1
        }
        return TaskEnvironment(variables: variables.filter { !$0.name.isEmpty })
    }

    /// In order.
    package var variables: [Variable] {
        entries.split(separator: 0).map(Self.variable)
    }

    /// The value of a variable as text; nil where there is none of this name.
    package subscript(name: String) -> String? {
        let wanted = Array(name.utf8) + [UInt8(ascii: "=")]
        var start = 0
        while start < entries.count {
            let end = entries[start...].firstIndex(of: 0) ?? entries.count
            if entries[start..<end].starts(with: wanted) {
                return String(decoding: entries[(start + wanted.count)..<end], as: UTF8.self)
            }
            start = end + 1
        }
        return nil
    }

    /// `NAME=value`, each ended by a NUL; nil where a name or value could not be told apart again.
    func block() -> [UInt8]? { isSound ? entries : nil }

    private mutating func append(_ name: String, _ value: some Collection<UInt8>) {
        let start = entries.count
        entries.append(contentsOf: name.utf8)
        let end = entries.count
        entries.append(UInt8(ascii: "="))
        entries.append(contentsOf: value)
        isSound =
            isSound && start < end && !entries[start..<end].contains(UInt8(ascii: "="))
            && !entries[start...].contains(0)
        entries.append(0)
        count += 1
    }

    /// Leaves out the variables whose names are not to be kept.
    private mutating func keep(where isKept: (String) -> Bool) {
        let all = variables
        entries = []
        count = 0
        for variable in all where isKept(variable.name) { append(variable.name, variable.value) }
    }

    private static func variable(of entry: ArraySlice<UInt8>) -> Variable {
        let name = entry.prefix { $0 != UInt8(ascii: "=") }
        return Variable(
            name: String(decoding: name, as: UTF8.self),
            value: Array(entry.dropFirst(name.count + 1)))
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
}
