/// What is a Parallel's own.
package struct ParallelState: Sendable {
    package let branches: [GraphID]

    package init(branches: [GraphID]) { self.branches = branches }
}
