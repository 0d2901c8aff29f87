import ArgumentParser
import Glibc
import SagaMachine
import SagaRuntime
import SagaValue

/// An operator's word on visits that wait for one.
struct OperatorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An attempt in doubt succeeded with this result; a compensation is undone.",
            valueName: "path=json"))
    var resolve: [String] = []

    @Option(
        help: ArgumentHelp(
            "An attempt in doubt had no effect; a compensation is left as it is.",
            valueName: "path"))
    var skip: [String] = []

    @Option(help: ArgumentHelp("Why; it stands in the journal.", valueName: "text"))
    var reason: String?

    /// - Throws: `SAGA6002` for a path without a result, or one that is named twice; `SAGA6005`
    ///   for a result that is not JSON.
    func resolutions(
        _ surroundings: Surroundings
    ) throws(Fault) -> [String: Resumption.Resolution] {
        var resolutions: [String: Resumption.Resolution] = [:]
        for text in resolve {
            let (path, json) = try KeyValue.split(text, option: "--resolve")
            let result = try JSONArgument.value(json, option: "--resolve \(path)", surroundings)
            guard resolutions.updateValue(.resolved(result), forKey: path) == nil else {
                throw twice(path)
            }
        }
        for path in skip {
            guard resolutions.updateValue(.skipped, forKey: path) == nil else { throw twice(path) }
        }
        return resolutions
    }

    /// Checks that each path names a visit on which there is a word to say.
    ///
    /// - Throws: `SAGA6013` for one that does not; nothing has been written then.
    func check(
        _ resolutions: [String: Resumption.Resolution], _ inheritance: Inheritance
    ) throws(Fault) {
        let (execution, workflow) = (inheritance.execution, inheritance.workflow)
        for path in resolutions.keys.sorted() where !execution.isOpen(path, workflow) {
            if let child = execution.suspendedChild(at: path, workflow) {
                throw Fault(
                    .refused, "`\(path)` stands still with its sub-workflow \(child)",
                    notes: [
                        "the word is to be said there: saga inspect \(child)",
                        "saga resume \(execution.start?.id.text ?? "EXECUTION") goes on with both",
                    ])
            }
            let open = execution.openPaths(workflow)
            throw Fault(
                .refused, "nothing at `\(path)` waits for an operator's word",
                notes: open.isEmpty
                    ? ["nothing does: no attempt is in doubt, and no undo is left to do"]
                    : ["what does: " + open.prefix(Self.proposals).joined(separator: ", ")])
        }
    }

    /// How many visits a refusal names.
    private static let proposals = 10

    private func twice(_ path: String) -> Fault {
        Fault(.badArguments, "`\(path)` is named twice by `--resolve` and `--skip`")
    }
}

extension Surroundings {
    /// Who asks for something, and why.
    func operatorNote(reason: String?) -> OperatorNote {
        OperatorNote(by: environment["USER"] ?? "uid \(getuid())", reason: reason)
    }
}
