import ArgumentParser

/// The forms in which `saga events` answers.
enum EventFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl, yaml
    /// The shape of Step Functions' GetExecutionHistory.
    case aws

    /// The form of the journal's own records; nil where they are told in other words.
    var document: DocumentFormat? { DocumentFormat(rawValue: rawValue) }
}
