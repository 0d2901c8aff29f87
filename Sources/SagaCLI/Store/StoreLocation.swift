/// Which store a command uses, and why.
package struct StoreLocation: Equatable, Sendable {
    /// Absolute.
    package let path: String
    package let reason: Reason

    package enum Reason: Equatable, Sendable {
        case option
        case variable
        /// The nearest `.saga` from the working folder upward.
        case nearest
        case stateHome
        case home
    }

    /// The first that there is of: `--store`, `SAGA_STORE`, the nearest `.saga` upward,
    /// `$XDG_STATE_HOME/saga`, `~/.local/state/saga`.
    ///
    /// - Parameter isFolder: Asked for every `.saga` on the way up.
    /// - Throws: `SAGA6012` where not even a home is known.
    package static func find(
        option: String?, _ environment: Environment, workingFolder: String,
        isFolder: (String) -> Bool
    ) throws(Fault) -> StoreLocation {
        func absolute(_ path: String) -> String {
            path.utf8.first == UInt8(ascii: "/") ? path : "\(workingFolder)/\(path)"
        }
        if let option {
            guard !option.isEmpty else { throw Fault(.badArguments, "`--store` is empty") }
            return StoreLocation(path: absolute(option), reason: .option)
        }
        if let variable = environment["SAGA_STORE"] {
            return StoreLocation(path: absolute(variable), reason: .variable)
        }
        if let nearest = upward(from: workingFolder).first(where: isFolder) {
            return StoreLocation(path: nearest, reason: .nearest)
        }
        // The XDG specification has relative paths ignored.
        if let state = environment["XDG_STATE_HOME"], state.utf8.first == UInt8(ascii: "/") {
            return StoreLocation(path: "\(state)/saga", reason: .stateHome)
        }
        guard let home = environment["HOME"], home.utf8.first == UInt8(ascii: "/") else {
            throw Fault(
                .badEnvironment, "there is no place for a store: HOME is not set",
                notes: ["name one: --store FOLDER, or SAGA_STORE=FOLDER"])
        }
        return StoreLocation(path: "\(home)/.local/state/saga", reason: .home)
    }

    /// `.saga` in the folder and in all folders above it.
    private static func upward(from folder: String) -> [String] {
        var parts = folder.split(separator: "/")
        var candidates: [String] = []
        while true {
            candidates.append(parts.map { "/\($0)" }.joined() + "/.saga")
            if parts.popLast() == nil { return candidates }
        }
    }
}

extension StoreLocation.Reason {
    /// Why, in words.
    package var text: String {
        switch self {
        case .option: "the option --store"
        case .variable: "the variable SAGA_STORE"
        case .nearest: "the nearest .saga folder upward"
        case .stateHome: "the variable XDG_STATE_HOME"
        case .home: "nothing else was said"
        }
    }
}
