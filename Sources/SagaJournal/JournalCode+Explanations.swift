import SagaValue

extension Explanation {
    static let executionNotFound = Explanation(
        title: "there is no such execution",
        meaning: "The store has no execution of this name, or its folder has no journal: the "
            + "program that was to create it ended before anything was written.",
        example: "saga inspect no-such-execution",
        remedy: "`saga list` shows the executions of the store, and `saga doctor` says which "
            + "store is in use and why. `--store` names another.")

    static let executionTaken = Explanation(
        title: "an execution of this name exists",
        meaning: "Every execution of a store has a name of its own, for ever: its idempotency "
            + "keys derive from it.",
        example: "saga run order.saga.yaml --name monday && saga run order.saga.yaml --name monday",
        remedy: "Choose another name or leave `--name` out. To go on with the execution that "
            + "exists, use `saga resume`.")

    static let noSpace = Explanation(
        title: "the disk is full",
        meaning: "A record could not be written for want of space, quota or permitted file size. "
            + "Nothing that depends on it was started, and the journal ends with the last whole "
            + "record.",
        remedy: "Make room, then `saga resume` the execution. `ulimit -f` and the user's quota "
            + "count as well as the disk's free space.")

    static let inputOutput = Explanation(
        title: "the store cannot be read or written",
        meaning: "The system refused a file operation. After a failed write or flush nobody can "
            + "know what reached the disk, so the program stops at once and decides nothing more.",
        remedy: "The message names the file and the system's reason. When the disk answers again, "
            + "`saga resume` reads the journal afresh and goes on from what is there.")

    static let owned = Explanation(
        title: "another process owns this execution",
        meaning: "One process at a time may write a journal. Another one holds its lock now.",
        example: "saga resume @running",
        remedy: "Follow it with `saga events -f`, or have it rolled back with `saga abort`. "
            + "The lock goes with its owner; there is nothing to unlock by hand.")

    static let damaged = Explanation(
        title: "the journal is damaged",
        meaning: "A record fails its checksum, its place in the sequence or its form, in a way "
            + "that a crash does not explain. Nothing was changed and nothing ran: to go on from "
            + "a guess could repeat an effect or lose one.",
        remedy: "Restore the journal from a backup. `saga events` prints what stands before the "
            + "damage.")

    static let newerFormat = Explanation(
        title: "the journal was written by a newer saga",
        meaning: "It has records that this version does not know. It can be looked at, but not "
            + "resumed: what is not understood could be an effect.",
        remedy: "Use the version of `saga` that wrote it, or a later one.")

    static let unsafeFile = Explanation(
        title: "the store is not safe to use",
        meaning: "A file or folder of the store belongs to another user, can be written by others, "
            + "is a symbolic link, has a second name, or is no ordinary file. Somebody else could "
            + "decide what an execution does.",
        example: "chmod go+w .saga/executions && saga list",
        remedy: "Give the store to yourself alone: `chown` it and `chmod -R go-w` it, and put "
            + "files back where links stand. `saga` makes folders with mode 0700 and files "
            + "with 0600.")

    static let networkFileSystem = Explanation(
        title: "the store is on a network file system",
        meaning: "There a lock may hold on one machine only and a flush may not reach a disk, so "
            + "two machines could run one execution.",
        remedy: "Put the store on a local disk (`--store`, `SAGA_STORE`), or take the risk with "
            + "`--unsafe-network-fs`.")

    static let copied = Explanation(
        title: "this journal is a copy",
        meaning: "The file is not the one that its last owner wrote: it was copied or restored. "
            + "The original may have gone on since, and the copy would repeat what it did.",
        remedy: "Resume the original. If it is gone, resume the copy with `--force-takeover`, "
            + "knowing that steps may run again.")

    static let ambiguousExecution = Explanation(
        title: "more than one execution fits this name",
        meaning: "A prefix stands for an execution only while no other begins with it.",
        remedy: "Write more letters of the name.")

    static let recordTooLong = Explanation(
        title: "a record is longer than the journal takes",
        meaning: "Large values stand in files of their own, so a record this long is a mistake in "
            + "`saga` itself.",
        remedy: "Please report it, with the state that ran last.")

    static let damagedBlob = Explanation(
        title: "a stored value is missing or damaged",
        meaning: "A value too large for its record stands in a file of the execution's `blobs` "
            + "folder, named by its SHA-256. The file is gone or its bytes do not fit the name.",
        remedy: "Restore the file from a backup of the execution's folder.")

    static let badRequest = Explanation(
        title: "a request to an execution cannot be read",
        meaning: "A file in the execution's `requests` folder is not what `saga` writes there. It "
            + "is set aside as `NAME.refused`, a record says so, and the execution goes on.",
        remedy: "Look at the file, remove it, and ask again.")

    static let damagedEnding = Explanation(
        title: "the file that says how a task ended cannot be read",
        meaning: "A task went on after its `saga` was killed. Its supervisor kept the end in a "
            + "file of the execution's `tasks` folder, and that file is damaged or was written by "
            + "another version. Nothing was changed.",
        remedy: "Look what became of the task, remove the file, and resume: the attempt is then in "
            + "doubt, and its `OnInterrupt` decides, or `saga resume --resolve`.")

    static let unendable = Explanation(
        title: "a process of an earlier attempt cannot be ended",
        meaning: "Before an attempt is settled, all that is left of it is ended, so that it cannot "
            + "take effect later. This process did not die of KILL: most likely it waits for a "
            + "device or a network file system that does not answer. Nothing was changed.",
        remedy: "Free it (`cat /proc/PID/wchan` may say what it waits for), or restart the "
            + "machine; then resume.")
}
