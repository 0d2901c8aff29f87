import SagaTesting

/// A shell with an empty store, whose folder begins with the files of `Files`.
struct Terminal {
    private let shell: Shell

    init() throws {
        shell = try Shell()
        let files = TextFile.folder("Files")
        for name in TextFile.names(in: files) {
            try TextFile.write(try TextFile.text("\(files)/\(name)"), to: "\(shell.folder)/\(name)")
        }
    }

    func remove() { shell.remove() }

    /// Runs a line and tells what it printed, what it said on standard error, and its status;
    /// times, ids and paths that differ from run to run are made the same.
    func type(_ line: String) throws -> String {
        let given = try shell.run(line)
        var answer = "$ \(line)\n" + given.output
        if !given.output.isEmpty, !given.output.hasSuffix("\n") { answer += "␄\n" }
        let lines = given.error.split(separator: "\n", omittingEmptySubsequences: false)
        for said in lines.dropLast() {
            answer += "2> \(said)\n"
        }
        return answer.replacing(shell.folder, with: "/home/me").steady + "= \(given.status)\n\n"
    }
}
