import ArgumentParser
import SagaJournal
import SagaValue

/// The execution that a command is about.
struct ExecutionArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "An id, a beginning of one, @last, @failed or @running.", valueName: "execution"),
        completion: .shellCommand("saga list -q"))
    var name: String

    func id(in store: Store) throws(Fault) -> ExecutionID {
        try store.execution(of: try Handle(name))
    }
}
