import SagaMachine

extension AwaitedAnswer {
    /// What one types to answer it.
    var commands: [String] {
        ["saga send \(token.text) --success JSON", "saga send \(token.text) --failure ERROR"]
    }
}
