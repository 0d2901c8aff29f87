import SagaValue

/// What `saga once` says it did not do, and why.
extension Explanation {
    static let keyUndone = Explanation(
        title: "what this key stands for was undone",
        meaning: "A `saga once --undo-of` of this key came first. Whatever still arrives under the "
            + "key must have no effect, so nothing ran, and nothing ever will.",
        example: "saga once --key k1 -- ./charge.sh    # after: saga once --key k2 --undo-of k1 …",
        remedy: "Nothing is to be done: the request came too late. New work takes a new key.")
    static let keyInDoubt = Explanation(
        title: "nobody knows what became of the command",
        meaning: "It was started under this key, and `saga once` was killed before it saw the end, "
            + "or the command was ended by a signal, which is no answer. It may have taken effect. "
            + "Under a forward key nothing is run again by itself; an undo runs again.",
        example: "saga once --key k1 -- ./charge.sh    # killed, then called again",
        remedy: "Look whether it has taken effect. If it did: "
            + "`saga once --key K --if-unknown run -- true` notes that it is done. If it did not, "
            + "or the command may be repeated: `--if-unknown run` runs it.")
    static let keyBusy = Explanation(
        title: "the key is at work",
        meaning: "Another `saga once` runs a command under this key, or what such a command has "
            + "left running still does, and `--no-wait` said not to wait for it. Nothing ran.",
        example: "saga once --key k1 --no-wait -- ./charge.sh",
        remedy: "Call it again later, or without `--no-wait`.")
    static let badKey = Explanation(
        title: "there is no key to run the command under",
        meaning: "`--key` was not given and `SAGA_IDEMPOTENCY_KEY`, which tasks get, is not set; "
            + "or the key is empty or longer than \(Limits.onceKeyBytes) bytes; or a command would "
            + "undo itself. Nothing ran.",
        example: "saga once -- ./charge.sh",
        remedy: "In a task of a workflow there is always a key. Elsewhere name one that stands for "
            + "the effect: `--key charge-4711`.")
    static let programNotFound = Explanation(
        title: "the program is not there",
        meaning: "A name with a slash begins in the working folder, others are looked for on PATH, "
            + "where `.` is passed over. Nothing ran, and nothing was noted.",
        example: "saga once --key k1 -- ./chagre.sh",
        remedy: "The message names what was looked for. It must be a file that may be executed.")
}
