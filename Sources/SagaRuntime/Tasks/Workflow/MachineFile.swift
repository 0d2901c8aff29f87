import Glibc
import SagaMachine

/// Finds the definition of a state machine that is known by its name or ARN.
enum MachineFile {
    /// The endings under which a machine's definition is looked for, the first one first.
    static let endings = [
        ".saga.yaml", ".saga.json", ".asl.yaml", ".asl.json", ".yaml", ".yml", ".json",
    ]

    /// - Parameters:
    ///   - text: `StateMachineArn` as the arguments have it.
    ///   - bindings: Files by machine or ARN, as the command line gave them.
    ///   - folder: Of the parent's definition.
    /// - Returns: Nil where there is none. A name is never a way out of the folder.
    static func find(
        _ text: String, bindings: [String: String], folder: String
    ) -> String? {
        let name = ChildRequest.machineName(text)
        if let file = bindings[text] ?? bindings[name] { return file }
        guard !name.isEmpty, name.utf8.first != UInt8(ascii: "."),
            !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0)
        else { return nil }
        return endings.map { "\(folder)/\(name)\($0)" }.first(where: isFile)
    }

    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
