import SagaDefinition
import SagaSource
import SagaValue
import Testing

/// Which scripts are said to be able to fail half-way.
@Suite struct ScriptShapeTests {
    private static func isHalfMade(_ script: String) -> Bool {
        let run = Value.string(script).json
        let text = "States: [{A: {Run: \(run), Compensate: {Run: [./release]}, End: true}}]"
        let (_, definition) = FindingPairTests.read(text, "script.yaml")
        return definition.findings.contains { $0.code == .halfMadeScript }
    }

    @Test(arguments: [
        "cat <<EOF\none\ntwo\nEOF", "cat <<-EOF\n\tone\n\ttwo\n\tEOF\n",
        "cat <<'E F'\n$(a; b)\nE F",
        "./load <<A - <<\\B\none; two\nA\nthree\nfour\nB\necho done", "cat <<EOF\nit's\none\nEOF\n",
        "./load <<EOF |\none\ntwo\nEOF\n  tee state", "./a.sh \"$(cat <<EOF\none\ntwo\nEOF\n)\"",
        "cat <<EOF\r\none\r\ntwo\r\nEOF\r\n", "cat <<EOF\none\ntwo", "cat <<\n", "./load <<<one",
    ])
    func `the lines of a here-document are no commands`(script: String) {
        #expect(!Self.isHalfMade(script))
    }

    @Test(arguments: [
        "cat <<EOF\none\nEOF\n./charge", "cat <<EOF; ./charge\none\nEOF",
        "cat <<A\n B\nA\n./charge",
        "cat <<-A\n\tA\n./charge", "./reserve $((1 << 2))\n./charge",
    ])
    func `what follows a here-document is a further command`(script: String) {
        #expect(Self.isHalfMade(script))
    }

    @Test(arguments: [
        "./a.sh 'x\ny'", "./a.sh \"x\ny; z\"", "./a.sh 'it'\\''s\nx'", "./a.sh \"a \\\" b\nc\"",
        "sh -c 'x && y; z'", "./a.sh 'x\ny", "./a.sh \"x\ny", "./a.sh $(x",
        "./a.sh `x", "./a.sh ${x",
        "./a.sh \"$(echo \"x\ny\")\"", "./a.sh \"${x:-it's}\"; echo done", "./a.sh x\\",
        "./a.sh \\;",
        "echo 'a -> b'\n./a.sh", "./a.sh 2>&1 | tee log", "(cd /srv; ./a.sh)", "./a.sh $#; wait",
        "./a.sh ${x#y} # ; z",
    ])
    func `what stands in quotes is no command`(script: String) {
        #expect(!Self.isHalfMade(script))
    }

    @Test(arguments: [
        "./a.sh 'x\ny'\n./b.sh", "./a.sh;./b.sh", "./a.sh&&./b.sh", "./a.sh & ./b.sh",
        "./a.sh \"it's\"; ./b.sh", "for i in 1 2; do ./a.sh $i; done",
        "echo x | ./a.sh; ./b.sh", "KEY=x ./a.sh; KEY=y ./b.sh", "{ ./a.sh; ./b.sh; }",
        "if true; then ./a.sh; ./b.sh; fi", "if mkdir x; then mv y x; fi",
        "case $x in a) ./a.sh; ./b.sh;; esac", "for f in a b; do case $f in a) rm a;; esac; done",
        "while read i; do\n  ./a.sh $i\ndone <list",
        "./a.sh \\\n  x\n./b.sh",
    ])
    func `several commands are seen whatever stands between them`(script: String) {
        #expect(Self.isHalfMade(script))
    }

    @Test(arguments: [
        "{ ./a.sh; }", "if [ -e x ]; then ./a.sh; fi", "for i in 1 2; do echo $i; done",
        "KEY=x ./a.sh", "cat list | ./a.sh", "! ./a.sh",
        "while [ ! -e x ]; do sleep 1; done; ./a.sh",
    ])
    func `the shell's own words are no commands`(script: String) {
        #expect(!Self.isHalfMade(script))
    }

    @Test(arguments: [
        "x=$(./a.sh; ./b.sh)", "x=`./a.sh; ./b.sh`", "echo \"$(./a.sh\n./b.sh)\"",
        "x=$(echo $(./a.sh && ./b.sh))", "x=$( (./a.sh); ./b.sh )",
    ])
    func `several commands of a substitution are seen`(script: String) {
        #expect(Self.isHalfMade(script))
    }

    @Test func `one command of a substitution asks for something`() {
        #expect(!Self.isHalfMade("key=$(cat key)\n./charge \"$(cat order)\" \"$key\""))
    }

    @Test(arguments: ["$(", "`\\", "\"$(", "(", "${", "<<", "((", "'", "\"${"])
    func `a script of any depth is read`(opening: String) {
        _ = Self.isHalfMade(String(repeating: opening, count: 20_000))
    }
}
