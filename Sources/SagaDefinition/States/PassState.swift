package import SagaValue

/// What is a Pass's own.
package struct PassState: Sendable {
    /// With it `InputPath` and `Parameters` are skipped.
    package let result: Value?

    package init(result: Value?) { self.result = result }
}
