package import SagaValue

/// Ids as `saga` makes them: `order-20261123-142501-x7q2`, which sort by time within a workflow and
/// are selected as one word.
package enum ExecutionName {
    /// - Parameter workflow: Any text; what an id may not have becomes a hyphen.
    /// - Parameter random: Makes ids of one second differ.
    package static func make(workflow: String, at time: Timestamp, random: UInt64) -> ExecutionID? {
        let stamp = time.text.utf8.prefix(19).filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        let date = String(decoding: stamp.prefix(8), as: UTF8.self)
        let clock = String(decoding: stamp.dropFirst(8), as: UTF8.self)
        let stem = ExecutionID.stem(of: workflow)
        return ExecutionID("\(stem)-\(date)-\(clock)-\(suffix(random))")
    }

    /// The name that a person gave.
    ///
    /// - Throws: `SAGA6006` unless it can be an id.
    package static func checked(_ name: String) throws(Fault) -> ExecutionID {
        guard let id = ExecutionID(name) else {
            throw Fault(
                .badExecutionName, "`\(name)` cannot be the name of an execution",
                notes: ["a name has 1 to 64 letters, digits, `-` or `_`; the first is no sign"])
        }
        return id
    }

    /// Four of 32 letters and digits that are not taken for each other.
    private static func suffix(_ random: UInt64) -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz023456789".utf8)
        var rest = random
        var suffix: [UInt8] = []
        for _ in 0..<4 {
            suffix.append(letters[Int(rest % 32)])
            rest /= 32
        }
        return String(decoding: suffix, as: UTF8.self)
    }
}

extension Surroundings {
    /// The id of a new execution: the name that a person gave, else one of our own making.
    ///
    /// - Parameter workflow: The definition's name.
    /// - Throws: `SAGA6006` where the given name cannot be one.
    func executionID(name: String?, workflow: String) throws(Fault) -> ExecutionID {
        if let name { return try ExecutionName.checked(name) }
        guard let id = ExecutionName.make(workflow: workflow, at: now, random: random()) else {
            return try ExecutionName.checked(workflow)
        }
        return id
    }
}
