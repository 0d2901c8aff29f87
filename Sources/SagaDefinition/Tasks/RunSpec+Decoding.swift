import SagaExpression
import SagaSource
import SagaValue

// `Run`: a list is an argument list, a string a script, a map either with options.
extension TaskReader {
    func run(inherited step: Fields?) -> TaskBody {
        guard let part = fields["Run"] else { return emptyRun }
        var members: [(key: String, template: Template)] = []
        var spec = RunSpec(shell: nil, isCallback: isCallback())
        let parent = step?["Run"].flatMap { $0.node.members == nil ? nil : $0 }
        if part.elements != nil {
            members.append(("Argv", argv(part)))
        } else if part.node.members != nil, let options = Fields(part, reading) {
            members += runOptions(options, parent: parent, into: &spec)
        } else if let script = reading.text(part) {
            ScriptRules.check(script, part, language, reading)
            members.append(("Script", .constant(.string(script))))
            spec = spec.running(shell: shell(parent))
        }
        if !members.contains(where: { $0.key == "Dir" }), let parent,
            let directory = computed("Dir", of: parent)
        {
            members.append(("Dir", directory))
        }
        checkCommandFile(part, parent)
        if let environment = environment(inherited: step) { members.append(("Env", environment)) }
        return TaskBody(
            kind: .run(spec), arguments: .object(members),
            passEnv: EnvironmentRules.passEnv(fields) ?? step.flatMap(EnvironmentRules.passEnv)
                ?? defaults.passEnv,
            secrets: secrets(fields) ?? step.flatMap(secrets) ?? [])
    }

    private func isCallback() -> Bool {
        let waits = fields.bool("Token") ?? false
        if waits, reading.demands.machineType == .express, let part = fields["Token"] {
            reading.report(
                .notForExpress, "an express state machine cannot wait for an answer", at: part)
        }
        return waits
    }

    private var emptyRun: TaskBody {
        TaskBody(
            kind: .run(RunSpec(shell: nil)), arguments: .object([]), passEnv: nil, secrets: [])
    }

    private static let runFields = [
        "Argv", "Script", "Shell", "Dir", "Stdin", "Parse", "Errors", "NoEffect",
    ]

    private func runOptions(
        _ options: Fields, parent: Part?, into spec: inout RunSpec
    ) -> [(key: String, template: Template)] {
        let computedKeys = language == .jsonPath ? ["Argv.$", "Dir.$", "Stdin.$"] : []
        options.allow(Self.runFields + computedKeys, in: "`Run`")
        for key in ["Dir", "Stdin"] { options.atMostOne([key, key + ".$"]) }
        let command = options.exactlyOne(
            ["Argv", "Argv.$", "Script"].filter {
                language == .jsonPath || $0 != "Argv.$"
            })
        var members: [(key: String, template: Template)] = []
        if command == "Script", let script = options.name("Script"), let part = options["Script"] {
            ScriptRules.check(script, part, language, reading)
            members.append(("Script", .constant(.string(script))))
        } else if let argv = self.words(options) {
            members.append(("Argv", argv))
        }
        for key in ["Dir", "Stdin"] {
            if let template = computed(key, of: options.part) { members.append((key, template)) }
        }
        if command != "Script", let member = options.part.node.member("Shell") {
            reading.report(
                .shellWithoutScript, "`Shell` needs a `Script`; an argument list has no shell",
                atKey: member.key, of: options.part)
        }
        let shell = options.has("Shell") ? words(ofShell: options) : shell(parent)
        spec = RunSpec(
            shell: command == "Script" ? shell : nil, parse: options.word("Parse") ?? .auto,
            errors: ExitCodes.errors(options), noEffect: ExitCodes.noEffect(options, in: 0...255),
            isCallback: spec.isCallback)
        return members
    }

    /// `Argv` as a list, or as one expression that yields a list.
    private func words(_ options: Fields) -> Template? {
        if let part = options["Argv.$"] {
            return reading.pathOrIntrinsic(part).map { .expression(.path($0)) }
        }
        guard let part = options["Argv"] else { return nil }
        if language == .jsonata, part.isQuery { return query(part).map { .expression($0) } }
        if part.elements == nil { reading.wrongType(part, expected: "ARRAY", words: "a list") }
        return argv(part)
    }

    private func argv(_ part: Part) -> Template {
        let elements = part.elements ?? []
        if part.elements?.isEmpty == true { fields.reportEmpty(part) }
        OptionLint.check(elements, language, reading)
        return .array(elements.map(argument))
    }

    /// A constant, or one expression that yields one argument.
    private func argument(_ part: Part) -> Template {
        guard let value = part.scalar, !value.isNull else {
            reading.wrongType(part, expected: "STRING", words: "an argument")
            return .constant("")
        }
        guard let text = value.string else { return .constant(.string(value.json)) }
        return word(text, part) ?? .constant(.string(text))
    }

    /// The expression that a word is; nil if it is a constant.
    private func word(_ text: String, _ part: Part) -> Template? {
        if text.utf8.contains(0) {
            reading.report(
                .nulInCommand, "an argument cannot contain the character NUL", at: part)
        }
        switch language {
        case .jsonata:
            if text.isQuery { return query(part).map { .expression($0) } }
            if text.contains("{%") {
                reading.report(
                    .partialExpression, "an expression must be the whole argument", at: part,
                    notes: ["join text inside the expression: `{% 'id=' & $id %}`"])
            }
        case .jsonPath:
            let prefixes = ["$.", "$$.", "States."]
            if text == "$" || prefixes.contains(where: text.hasPrefix) {
                return reading.pathOrIntrinsic(part).map { .expression(.path($0)) }
            }
            if text.isQuery { _ = template(part) }
        }
        return nil
    }

    /// A member that is a constant or an expression: `Dir`, `Stdin`.
    private func computed(_ key: String, of part: Part) -> Template? {
        if language == .jsonPath, let path = part[key + ".$"] {
            return reading.pathOrIntrinsic(path).map { .expression(.path($0)) }
        }
        guard let value = part[key] else { return nil }
        if key == "Dir", value.string == nil { _ = reading.text(value) }
        return template(value)
    }

    private func shell(_ parent: Part?) -> [String] {
        let inherited = parent.flatMap { Fields($0, reading) }
        return inherited.flatMap { $0.has("Shell") ? words(ofShell: $0) : nil } ?? [
            "/bin/sh", "-e",
        ]
    }

    /// A program, or a list of it and its options; never computed, as data is not code.
    private func words(ofShell options: Fields) -> [String] {
        guard let part = options["Shell"] else { return [] }
        let words = part.elements ?? [part]
        if words.isEmpty { options.reportEmpty(part) }
        for word in words where word.string?.contains("{%") == true {
            reading.report(
                .expressionInScript, "`Shell` cannot be computed", at: word)
        }
        return words.compactMap(reading.text)
    }

    private func secrets(_ fields: Fields) -> [String]? {
        guard let names = fields.strings("Secrets") else { return nil }
        for part in fields["Secrets"]?.elements ?? [] {
            EnvironmentRules.checkName(part.string ?? "", at: part, reading)
        }
        return names
    }

    /// A program that is named by a path is looked for; others are found on PATH when it runs.
    private func checkCommandFile(_ part: Part, _ parent: Part?) {
        let list = part.elements == nil ? part["Argv"] : part
        guard let first = list?.elements?.first, let program = first.string,
            program.contains("/"), !program.isQuery
        else { return }
        let directory = (part["Dir"] ?? parent?["Dir"])?.string ?? ""
        if directory.isQuery || part["Dir.$"] != nil || parent?["Dir.$"] != nil { return }
        let isAbsolute = program.hasPrefix("/") || directory.isEmpty
        if reading.fileExists(isAbsolute ? program : directory + "/" + program) { return }
        reading.report(
            .missingCommandFile, "there is no file `\(program)`", at: first,
            notes: ["looked for from the folder of the definition, or from `Dir`"])
    }
}

extension RunSpec {
    fileprivate func running(shell: [String]) -> RunSpec {
        RunSpec(
            shell: shell, parse: parse, errors: errors, noEffect: noEffect, isCallback: isCallback)
    }
}

extension RunSpec.Parse: CaseIterable {
    package static let allCases: [RunSpec.Parse] = [.auto, .json, .lines, .text, .none]
}
