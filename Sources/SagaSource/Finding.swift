/// Something wrong in a definition's text, and what to do about it.
package struct Finding: Hashable, Sendable {
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// How Step Functions names the same thing, where it does.
    ///
    /// The code is the service's. So is the message where it is known; else it is in its manner.
    package struct AWSDiagnostic: Hashable, Sendable {
        /// As `ValidateStateMachineDefinition` has it, say `MISSING_TRANSITION_TARGET`.
        package let code: String
        package let message: String
        package let place: Place

        /// Where the service says it is, which is not always where a person looks.
        package enum Place: Hashable, Sendable {
            /// At the finding's own node.
            case node
            /// At the map or list around it.
            case owner
            /// Nowhere: it is said of the whole.
            case nowhere
            /// Of a text that is no JSON: as the service's parser has it.
            case text(String)
        }

        package init(_ code: String, _ message: String, at place: Place = .node) {
            self.code = code
            self.message = message
            self.place = place
        }
    }

    package let code: Code
    /// One sentence, lower case, without a full stop, names in backquotes.
    package let message: String
    package let extent: Extent
    /// Where in the definition, for what belongs to one of its nodes.
    package var path: NodePath?
    /// A few words that stand beside the place: a proposal, or why it is wrong.
    package var label: String?
    package var notes: [String]
    /// Text that mends it.
    package var fix: String?
    package var aws: AWSDiagnostic?

    package init(
        _ code: Code, _ message: String, at extent: Extent, path: NodePath? = nil,
        label: String? = nil, notes: [String] = [], fix: String? = nil, aws: AWSDiagnostic? = nil
    ) {
        self.code = code
        self.message = message
        self.extent = extent
        self.path = path
        self.label = label
        self.notes = notes
        self.fix = fix
        self.aws = aws
    }

    package var severity: Severity { code.severity }

    /// The service's `location` of the same thing, say `/States/A/Next`.
    package var awsLocation: String? {
        switch aws?.place {
        case .node: path?.text
        case .owner: path.map { NodePath(Array($0.steps.dropLast())).text }
        case .text(let text): text
        case .nowhere, nil: nil
        }
    }
    package var mark: Mark { extent.start }
}
