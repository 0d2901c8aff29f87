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

    /// In order; no name stands twice.
    package let variables: [Variable]
    /// The same as `block`, where that is all that is needed: of an environment that was made, and
    /// checked, by another process.
    private let ready: (block: [UInt8], count: Int)?

    /// What a task gets even where `PassEnv` restricts it.
    private static let alwaysPassed = ["PATH", "HOME", "USER", "LANG", "LC_*", "TZ", "TMPDIR"]

    package init(variables: [Variable]) {
        self.variables = variables
        ready = nil
    }

    /// An environment of so many variables, as `block` gives it; they cannot be listed.
    init(block: [UInt8], count: Int) {
        variables = []
        ready = (block, count)
    }

    /// How many variables there are.
    var count: Int { ready?.count ?? variables.count }

    /// The environment of one task: what it inherits, then what is added, which replaces the first.
    ///
    /// - Parameter passEnv: Names, or beginnings of names before a final `*`; nil passes all.
    package static func make(
        inherited: TaskEnvironment, passEnv: [String]?,
        additions: [(name: String, value: String)]
    ) -> TaskEnvironment {
        var positions: [String: Int] = [:]
        var variables: [Variable] = []
        func add(_ variable: Variable) {
            if let position = positions[variable.name] {
                variables[position] = variable
            } else {
                positions[variable.name] = variables.count
                variables.append(variable)
            }
        }
        let patterns = passEnv.map { $0 + alwaysPassed }
        for variable in inherited.variables
        where patterns?.contains(where: { matches(variable.name, $0) }) ?? true {
            add(variable)
        }
        for (name, value) in additions { add(Variable(name: name, value: Array(value.utf8))) }
        return TaskEnvironment(variables: variables)
    }

    /// This process's own environment, as it was when it began.
    ///
    /// An entry without a name is left out, as a shell does.
    package static func ofThisProcess() -> TaskEnvironment {
        var variables: [Variable] = []
        while let entry = unsafe csystem_environment_entry(variables.count) {
            variables.append(variable(of: Array(unsafe String(cString: entry).utf8)))
        }
        return TaskEnvironment(variables: variables.filter { !$0.name.isEmpty })
    }

    /// The value of a variable as text; nil where there is none of this name.
    package subscript(name: String) -> String? {
        guard let ready else {
            return variables.first { $0.name == name }
                .map { String(decoding: $0.value, as: UTF8.self) }
        }
        let start = Array("\(name)=".utf8)
        return ready.block.split(separator: 0).first { $0.starts(with: start) }
            .map { String(decoding: $0.dropFirst(start.count), as: UTF8.self) }
    }

    /// `NAME=value`, each ended by a NUL; nil where a name or value could not be told apart again.
    func block() -> [UInt8]? {
        if let ready { return ready.block }
        var block: [UInt8] = []
        for variable in variables {
            guard !variable.name.isEmpty, !variable.name.utf8.contains(UInt8(ascii: "=")),
                !variable.name.utf8.contains(0), !variable.value.contains(0)
            else { return nil }
            block += variable.name.utf8
            block.append(UInt8(ascii: "="))
            block += variable.value
            block.append(0)
        }
        return block
    }

    private static func variable(of entry: [UInt8]) -> Variable {
        let name = entry.prefix { $0 != UInt8(ascii: "=") }
        return Variable(
            name: String(decoding: name, as: UTF8.self),
            value: Array(entry.dropFirst(name.count + 1)))
    }

    private static func matches(_ name: String, _ pattern: String) -> Bool {
        pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
    }
}
