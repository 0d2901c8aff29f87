import ArgumentParser
import Glibc
import SagaReport
import SagaValue

/// `saga doctor`: what this program finds around it.
struct DoctorCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say which store is used and why, and what is installed.")
    static let examples = [
        Example("saga doctor", "for people"),
        Example("saga doctor --format json", "for a report of a bug"),
    ]

    @OptionGroup var answer: AnswerOptions
    @OptionGroup var options: GlobalOptions

    /// One thing that was looked at.
    private struct Check {
        let name: String
        let isGood: Bool
        let text: String
    }

    func run(in surroundings: Surroundings) throws(Fault) -> ExitStatus {
        let desk = try Desk(surroundings, options, file: answer.output)
        let checks = [
            Check(name: "saga", isGood: true, text: Version.current),
            try store(surroundings), Self.curl(), Self.shell(),
        ]
        if let format = answer.format, format != .text {
            desk.write(Self.document(checks), as: format)
        } else {
            for check in checks {
                let sign = desk.style.sign(check.isGood ? .done : .failed)
                desk.write("\(sign) \(check.name.padded(to: 10))\(terminalText(check.text))\n")
            }
        }
        try desk.finish()
        return checks.allSatisfy(\.isGood) ? .success : .failed
    }

    private func store(_ surroundings: Surroundings) throws(Fault) -> Check {
        let location = try surroundings.storeLocation(options.store)
        let state: String
        var isGood = true
        switch FileReading.kind(location.path) {
        case .missing: state = "not there yet; the first run makes it"
        case .file:
            state = "is a file, not a folder"
            isGood = false
        case .folder:
            isGood = unsafe access(location.path, R_OK | W_OK | X_OK) == 0
            state = isGood ? "is there" : systemText(errno)
        }
        return Check(
            name: "store", isGood: isGood,
            text: "\(location.path) (\(location.reason.text)): \(state)")
    }

    /// Whether HTTP tasks will find the system's libcurl.
    private static func curl() -> Check {
        guard let library = unsafe dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL) else {
            return Check(
                name: "libcurl", isGood: false,
                text: "not found: HTTP tasks cannot run (`saga explain SAGA5002`)")
        }
        defer { unsafe dlclose(library) }
        guard let symbol = unsafe dlsym(library, "curl_version") else {
            return Check(name: "libcurl", isGood: false, text: "found, but it is none")
        }
        typealias VersionFunction = @convention(c) () -> UnsafePointer<CChar>?
        let function = unsafe unsafeBitCast(symbol, to: VersionFunction.self)
        let text = unsafe function().map { unsafe String(cString: $0) } ?? "found"
        return Check(name: "libcurl", isGood: true, text: text)
    }

    private static func shell() -> Check {
        let isThere = unsafe access("/bin/sh", X_OK) == 0
        return Check(
            name: "shell", isGood: isThere, text: "/bin/sh " + (isThere ? "is there" : "is missing")
        )
    }

    private static func document(_ checks: [Check]) -> Value {
        var object = Object()
        object["schemaVersion"] = .integer(DocumentSchema.version)
        for check in checks {
            object[check.name] = ["good": .bool(check.isGood), "text": .string(check.text)]
        }
        return .object(object)
    }
}

extension Surroundings {
    /// Which store a command uses, and why.
    func storeLocation(_ option: String?) throws(Fault) -> StoreLocation {
        try StoreLocation.find(option: option, environment, workingFolder: workingFolder) { path in
            FileReading.kind(path) == .folder
        }
    }
}
