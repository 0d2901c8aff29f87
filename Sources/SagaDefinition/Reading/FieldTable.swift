/// Which fields a state may have: by type, by query language.
enum FieldTable {
    /// Fields that only one of the two languages has.
    static let languages: [String: QueryLanguage] = {
        var table: [String: QueryLanguage] = [:]
        for name in ["Arguments", "Output", "Items", "Condition"] { table[name] = .jsonata }
        let paths = [
            "InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters", "Result",
            "ItemsPath", "SecondsPath", "TimestampPath", "TimeoutSecondsPath",
            "HeartbeatSecondsPath", "ErrorPath", "CausePath", "MaxConcurrencyPath",
            "ToleratedFailureCountPath", "ToleratedFailurePercentagePath", "MaxItemsPath",
            "MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath", "Variable",
        ]
        for name in paths { table[name] = .jsonPath }
        return table
    }()

    /// The types of states, in the order in which AWS lists them.
    static let types = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"]

    private static let common = ["Type", "Comment", "QueryLanguage"]
    private static let paths = ["InputPath", "OutputPath", "Output"]
    private static let transition = ["Next", "End"]
    private static let handlers = ["Retry", "Catch", "Compensate"]
    private static let savePoint = ["SavePoint", "MaxRewinds"]

    /// Fields of Task, Parallel and Map.
    private static let working =
        common + paths + transition + handlers + savePoint
        + ["Parameters", "ResultSelector", "ResultPath", "Assign"]

    /// Fields of a task that stand beside its body, forward or undoing.
    static let taskOptions = ["Env", "PassEnv", "Secrets"]
    static let taskBodies = ["Run", "Http", "Resource"]

    private static let task =
        working + taskBodies + taskOptions
        + [
            "Arguments", "Credentials", "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds",
            "HeartbeatSecondsPath", "Token", "OnInterrupt",
        ]

    private static let map =
        working
        + [
            "ItemProcessor", "Iterator", "ItemsPath", "Items", "ItemSelector", "MaxConcurrency",
            "MaxConcurrencyPath", "ItemReader", "ItemBatcher", "ResultWriter",
            "ToleratedFailurePercentage", "ToleratedFailurePercentagePath",
            "ToleratedFailureCount", "ToleratedFailureCountPath", "Label",
        ]

    /// All fields that a state of the type may have, in either language.
    static func fields(ofType type: String) -> [String] {
        switch type {
        case "Task": task
        case "Pass":
            common + paths + transition + savePoint
                + ["Result", "Parameters", "ResultPath", "Assign"]
        case "Choice": common + paths + savePoint + ["Choices", "Default", "Assign"]
        case "Wait":
            common + paths + transition + savePoint
                + ["Seconds", "SecondsPath", "Timestamp", "TimestampPath", "Assign"]
        case "Succeed": common + paths
        case "Fail": common + ["Error", "ErrorPath", "Cause", "CausePath"]
        case "Parallel": working + ["Arguments", "Branches"]
        case "Map": map
        default: []
        }
    }
}
