package import SagaDefinition
package import SagaValue

/// The visits on which an operator may have a word: an attempt in doubt, a compensation that is
/// not settled.
///
/// A path names a visit, such as `Each[3]/Load#2`; without a number it names the latest of those
/// that are open (`saga.md` §3).
struct OpenVisits {
    /// In the order in which they were entered, with their numbers.
    private(set) var paths: [(visit: Int, path: String)] = []

    init(_ execution: Execution, _ workflow: Workflow) {
        for scope in execution.scopes.values where scope.visit.isOpen {
            let path = scope.path(of: workflow[scope.visit.state])
            paths.append((scope.visit.id, "\(path)#\(scope.visit.number)"))
        }
        for (visit, entry) in execution.entries
        where entry.settlement == nil && entry.registration.primary != nil
            && execution.isPlanned(visit)
        {
            paths.append((visit, entry.path))
        }
        paths.sort { $0.visit < $1.visit }
    }

    /// Nil where a path names none of them.
    func visit(at path: String) -> Int? {
        paths.last { $0.path == path || $0.path.withoutNumber == path }?.visit
    }
}

extension Execution {
    /// The paths of the visits on which an operator may have a word, in order of entry.
    ///
    /// Of an execution that nobody owns: an attempt that the journal has as running is in doubt.
    package func openPaths(_ workflow: Workflow) -> [String] {
        OpenVisits(self, workflow).paths.map(\.path)
    }

    /// Whether a path names one of those visits.
    package func isOpen(_ path: String, _ workflow: Workflow) -> Bool {
        OpenVisits(self, workflow).visit(at: path) != nil
    }

    /// The execution with which the visit at a path stands still; nil where it does not.
    package func suspendedChild(at path: String, _ workflow: Workflow) -> ExecutionID? {
        let scope = scopes.values.last { scope in
            let name = scope.path(of: workflow[scope.visit.state])
            return scope.visit.isOfSuspendedChild
                && (name == path || "\(name)#\(scope.visit.number)" == path)
        }
        return scope?.visit.executions.last
    }
}

extension Visit {
    /// Whether it is in doubt, or will be once it is known that its process is gone.
    ///
    /// One that stands still with its sub-workflow is not: what that did is in its own log.
    fileprivate var isOpen: Bool {
        guard case .running = phase, !role.isOfFiles else {
            return isInDoubt && !isOfSuspendedChild
        }
        return true
    }
}

extension String {
    /// A path without `#` and what follows.
    fileprivate var withoutNumber: String {
        lastIndex(of: "#").map { String(self[..<$0]) } ?? self
    }
}
