package import SagaExpression

/// How a state's input becomes its work's arguments, and the result its output.
package enum DataFlow: Sendable {
    case jsonPath(PathFlow)
    case jsonata(QueryFlow)
}

/// `InputPath → Parameters → work → ResultSelector → ResultPath → OutputPath`.
package struct PathFlow: Sendable {
    package let inputPath: PathFilter
    /// `Parameters` of Pass, Parallel and Map; of a task it is part of its body.
    package let parameters: Template?
    package let resultSelector: Template?
    /// Where the result goes in the raw input; nil discards it (`ResultPath: null`).
    package let resultPath: ReferencePath?
    package let outputPath: PathFilter

    package init(
        inputPath: PathFilter = .whole, parameters: Template? = nil,
        resultSelector: Template? = nil, resultPath: ReferencePath? = .root,
        outputPath: PathFilter = .whole
    ) {
        self.inputPath = inputPath
        self.parameters = parameters
        self.resultSelector = resultSelector
        self.resultPath = resultPath
        self.outputPath = outputPath
    }
}

/// `InputPath` or `OutputPath`.
package enum PathFilter: Sendable {
    /// `$`: everything.
    case whole
    /// `null`: an empty object.
    case nothing
    case path(PathExpression)
}

/// `Arguments` of Parallel, and `Output`; of a task, `Arguments` are part of its body.
package struct QueryFlow: Sendable {
    package let arguments: Template?
    package let output: Template?

    package init(arguments: Template? = nil, output: Template? = nil) {
        self.arguments = arguments
        self.output = output
    }
}
