import SagaSource
import SagaTesting
import SagaValue
import Testing

@testable import SagaCLI

@Suite struct RenderingTests {
    @Test(arguments: [
        (0, "0.0s"), (49, "0.0s"), (50, "0.1s"), (1234, "1.2s"), (59_949, "59.9s"),
        (59_950, "1m00s"), (124_000, "2m04s"), (3_600_000, "1h00m"), (90_000_000, "1d01h"),
    ])
    func `a duration is told in its unit`(milliseconds: Int, text: String) {
        #expect(durationText(milliseconds: milliseconds) == text)
    }

    @Test(arguments: [
        ("90", 90_000), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("7d", 604_800_000),
        ("250ms", 250),
    ])
    func `a duration is read`(text: String, milliseconds: Int) {
        #expect(SagaCLI.milliseconds(ofDuration: text) == milliseconds)
    }

    @Test(arguments: ["", "s", "-1s", "1.5h", "1y", "99999999999999999999s", "１s"])
    func `what is no duration is not read`(text: String) {
        #expect(milliseconds(ofDuration: text) == nil)
    }

    @Test(arguments: [
        ("a\u{1b}[31mb", "a\\x1b[31mb"), ("a\u{7}b", "a\\x07b"), ("a\u{9b}b", "a\\x9bb"),
        ("a\u{7f}", "a\\x7f"), ("a\rb", "a\\x0db"), ("a\u{202e}b", "a\\u{202e}b"),
        ("a\nb\tc", "a\nb\tc"), ("ünïcödé ✓ 漢", "ünïcödé ✓ 漢"),
    ])
    func `no text can drive the terminal`(text: String, shown: String) {
        #expect(terminalText(text).hasSameCodePoints(as: shown))
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,null,{"c":"x"}],"d":{},"e":[]}"#),
        (#"{"no":"yes","on":"off","n":"~","date":"2026-01-01","num":"1","neg":"-1","":""}"#),
        (#"{"nl":"a\nb","tab":"\t","quote":"\"","colon":"a: b","hash":"a #b","uni":"é\u0001"}"#),
        (#"[[1,2],[[3]],[{"a":[{"b":2}]}]]"#), (#""plain""#), ("12.50"), ("null"),
    ])
    func `YAML says the same as JSON`(json: String) throws {
        let value = try Value(json: json)
        let node = try #require(Source(value.yaml, name: "x.yaml").read().node)
        #expect(node.value == value, "\(value.yaml)")
    }

    struct ColorCase: Sendable {
        var option: ColorChoice?
        var variables: [String: String] = [:]
        var isTerminal = true
        let isColored: Bool
    }

    @Test(arguments: [
        ColorCase(isColored: true),
        ColorCase(isTerminal: false, isColored: false),
        ColorCase(
            option: .always, variables: ["NO_COLOR": "1"], isTerminal: false, isColored: true),
        ColorCase(option: .never, variables: ["FORCE_COLOR": "1"], isColored: false),
        ColorCase(variables: ["SAGA_COLOR": "always", "NO_COLOR": "1"], isColored: true),
        ColorCase(variables: ["NO_COLOR": "1", "FORCE_COLOR": "1"], isColored: false),
        ColorCase(variables: ["FORCE_COLOR": "1"], isTerminal: false, isColored: true),
        ColorCase(variables: ["CLICOLOR_FORCE": "1"], isTerminal: false, isColored: true),
        ColorCase(variables: ["CLICOLOR": "0"], isColored: false),
        ColorCase(variables: ["CI": "true"], isTerminal: false, isColored: true),
        ColorCase(variables: ["TERM": "dumb"], isColored: false),
    ])
    func `colour is decided in order`(example: ColorCase) throws {
        let isColored = try ColorChoice.isColored(
            option: example.option, Environment(example.variables),
            isTerminal: example.isTerminal)
        #expect(isColored == example.isColored)
    }
}

/// Every command has its help, with examples.
@Suite struct HelpTests {
    @Test(arguments: Saga.verbs.map { $0.verbName })
    func `a command's help has two to four examples`(name: String) throws {
        let verb = try #require(Saga.verb(named: name))
        #expect(2...4 ~= verb.examples.count)
        let page = try #require(HelpPage.page(ofCommand: name))
        #expect(verb.examples.allSatisfy { page.contains("$ \($0.command)\n") })
        #expect(verb.examples.allSatisfy { $0.command.hasPrefix("saga \(name)") })
    }

    @Test(arguments: Saga.verbs.map { $0.verbName })
    func `the program's help names every command`(name: String) {
        #expect(HelpPage.root.contains("\n  \(name)"))
    }

    @Test(arguments: [
        ("rnu", "run"), ("retry", "resume"), ("redrive", "resume"), ("lst", "list"),
        ("inspekt", "inspect"), ("validte", "validate"), ("history", "events"),
    ])
    func `an unknown command has a proposal`(word: String, proposal: String) {
        #expect(Program.suggestion(for: word) == proposal)
    }

    @Test func `no two codes are the same`() {
        let codes = ErrorCatalogue.codes.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test(arguments: ["States.Timeout", "states.timeout", "Exit.3", "Saga.ParseFailed"])
    func `the name of an error is explained`(name: String) {
        #expect(ErrorCatalogue.explanation(of: name) != nil)
    }
}
