import SagaReport
import SagaValue

/// What a command writes with: its answer on standard output or in a file, all talk on standard
/// error.
struct Desk {
    let surroundings: Surroundings
    private let options: GlobalOptions
    /// How the answer is drawn.
    let style: Style
    /// How talk is drawn.
    let talkStyle: Style
    private var answer: Output
    private var answerName: String

    /// - Parameter file: The file of `-o`; nil is standard output.
    /// - Throws: `SAGA6010` where the file cannot be made, `SAGA6012` for the environment.
    init(
        _ surroundings: Surroundings, _ options: GlobalOptions, file: String? = nil
    ) throws(Fault) {
        self.surroundings = surroundings
        self.options = options
        let environment = surroundings.environment
        if let file {
            answer = try Output.file(surroundings.absolute(file))
            answerName = "`\(file)`"
        } else {
            answer = surroundings.standardOutput
            answerName = "standard output"
        }
        style = Style(
            isColored: try ColorChoice.isColored(
                option: options.color, environment, isTerminal: answer.isTerminal),
            isASCII: options.ascii)
        talkStyle = Style(
            isColored: try ColorChoice.isColored(
                option: options.color, environment,
                isTerminal: surroundings.standardError.isTerminal),
            isASCII: options.ascii)
    }

    /// The same, whatever file was asked for.
    var answeringOnStandardOutput: Desk {
        var desk = self
        desk.answer = surroundings.standardOutput
        desk.answerName = "standard output"
        return desk
    }

    /// Whether a person reads the answer as it comes.
    var isAnsweringTerminal: Bool { answer.isTerminal }

    /// Writes a part of the answer.
    func write(_ text: String) { answer.write(text) }

    /// Writes a part of the answer.
    func write(_ bytes: [UInt8]) { answer.write(bytes) }

    /// Whether nobody reads the answer any more.
    var isAnswerGone: Bool { answer.isGone }

    /// Writes one document.
    func write(_ value: Value, as format: DocumentFormat) {
        switch format {
        case .text, .json: write(value.prettyJSON + "\n")
        case .jsonl: write(value.json + "\n")
        case .yaml: write(value.yaml)
        }
    }

    /// Tells a person something beside the answer, unless `-q` forbids it.
    func tell(_ text: String) {
        if options.quiet < 1 { surroundings.standardError.write(text) }
    }

    /// Tells a person of something that may be wrong, unless `-qq` forbids it.
    func warn(_ text: String) {
        if options.quiet < 2 { surroundings.standardError.write(text) }
    }

    /// - Throws: `SAGA6010` where the answer could not be written.
    func finish() throws(Fault) { try answer.check(answerName) }
}
