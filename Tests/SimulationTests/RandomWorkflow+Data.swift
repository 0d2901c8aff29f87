import SagaTesting

/// The parts of a random definition that differ by query language.
extension RandomWorkflow {
    func query(_ text: String) -> String { "\"{% \(text) %}\"" }

    /// The state's input is its output.
    private var passed: String {
        isQuery ? "Output: \(query("$states.input"))" : "ResultPath: null"
    }

    /// What becomes of a task's result: dropped, kept beside the input, or held against what it has
    /// to be, which some results are not.
    mutating func result() -> [String] {
        switch chance.below(100) {
        case ..<60: [passed]
        case ..<80:
            isQuery
                ? ["Output: \(query("$merge([$states.input, {'last': $states.result}])"))"]
                : ["ResultPath: $.last"]
        default:
            isQuery
                ? ["Output: \(query(checked("$states.result")))"]
                : ["ResultSelector: {tag.$: $.tag}", "ResultPath: null"]
        }
    }

    /// What becomes of another result: dropped, or looked into.
    mutating func passing(isComposite: Bool = false) -> [String] {
        guard isComposite, chance.percent(25) else { return [passed] }
        return isQuery
            ? ["Output: \(query(checked("$states.result[0].last")))"]
            : ["ResultSelector: {tag.$: '$[0].last.tag'}", "ResultPath: null"]
    }

    private func checked(_ result: String) -> String {
        "$type(\(result)) = 'object' ? $states.input : $error('odd')"
    }

    /// An argument of an undo that needs the result of what it undoes.
    var resultsTag: String { isQuery ? query("$states.result.tag") : "$.result.tag" }

    /// What a Catcher passes on.
    var caught: String { isQuery ? "Output: \(query("$states.input"))" : "ResultPath: null" }

    /// A variable counts how often its state was left.
    func counting(_ variable: String) -> String {
        isQuery
            ? "\(variable): \(query("$\(variable) + 1"))"
            : "\(variable).$: 'States.MathAdd($\(variable), 1)'"
    }

    /// What an iteration gets of a Map's input.
    var handing: String {
        isQuery
            ? "{items: \(query("$states.input.items")), tag: \(query("$states.input.tag"))}"
            : "{items.$: $.items, tag.$: $.tag}"
    }

    /// What a batch's iteration begins with: the part of its input that every other state expects.
    var unpacking: String {
        "Type: Pass, "
            + (isQuery
                ? "Output: \(query("$states.input.BatchInput"))" : "InputPath: $.BatchInput")
    }

    mutating func wait() -> [String] {
        let seconds = chance.below(5)
        guard isQuery else {
            let isRead = chance.percent(30)
            return [
                "Type: Wait", isRead ? "SecondsPath: '$.items[1].items[0]'" : "Seconds: \(seconds)",
            ]
        }
        return [
            "Type: Wait",
            chance.percent(50)
                ? "Seconds: \(query("$count($states.input.items)"))" : "Seconds: \(seconds)",
        ]
    }

    /// By the data, which say the same every time, or by how often a state was left.
    mutating func choice(_ next: String, _ other: String, _ variable: String?) -> [String] {
        let rule: String
        if let variable, chance.percent(50) {
            rule =
                isQuery
                ? "Condition: \(query("$\(variable) > 1"))"
                : "Variable: $\(variable), NumericGreaterThan: 1"
        } else {
            let field = chance.pick(["items", "missing"])
            rule =
                isQuery
                ? "Condition: \(query("$exists($states.input.\(field))"))"
                : "Variable: $.\(field), IsPresent: true"
        }
        return ["Type: Choice", "Choices: [{\(rule), Next: \(other)}]", "Default: \(next)"]
    }

    func storage(_ action: String, _ place: String) -> String {
        let reading = action == "getObject" ? "ReaderConfig: {InputType: JSON}, " : ""
        return "Resource: \"arn:aws:states:::s3:\(action)\", \(reading)"
            + "\(isQuery ? "Arguments" : "Parameters"): {Bucket: \"file:\", \(place)}"
    }
}
