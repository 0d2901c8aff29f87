import SagaTesting
import Testing

/// What nobody should ask for: refused with a code and a documented status, and nothing is run.
@Suite struct RefusalTests {
    /// A store in which some executions are not what they should be.
    private static let scene = """
        saga run sequence.saga.yaml --name taken -q
        runs=$(dirname "$(find store -type d -name taken)")
        for name in run journal; do cp -a $runs/taken $runs/linked-$name; done
        mv $runs/linked-run elsewhere && ln -s $PWD/elsewhere $runs/linked-run
        mv $runs/linked-journal/journal.jsonl away
        ln -s $PWD/away $runs/linked-journal/journal.jsonl
        cp -a $runs/taken $runs/fifo-journal
        rm $runs/fifo-journal/journal.jsonl && mkfifo $runs/fifo-journal/journal.jsonl
        cp -a $runs/taken $runs/foreign-journal && chmod 666 $runs/foreign-journal/journal.jsonl
        cp -a $runs/taken $runs/two-names
        ln $runs/two-names/journal.jsonl $runs/two-names/journal.second
        mkdir open && chmod 777 open
        : >ledger
        """

    @Test func `what is wrong is refused with a code and a status`() throws {
        let path = TextFile.folder("Refusals.txt")
        try Recording.expectAnswer(at: path) { question in
            let stage = try Stage()
            #expect(try stage.run(Self.scene) == 0, "\(stage.said)")
            var told = ""
            for line in question.split(separator: "\n") {
                guard !line.hasPrefix("#") else {
                    told += "\(line)\n"
                    continue
                }
                let status = try stage.run("timeout 20 \(line)")
                let said = stage.said
                let code = said.firstMatch(of: /SAGA\d{4}/).map { String($0.output) }
                told += "\(status) \(code ?? "no code") \(line)\n"
                #expect(documentedStatuses.contains(status), "\(line): \(status) \(said)")
            }
            return told
        }
    }

    @Test func `a broken definition is refused and runs nothing`() throws {
        let folder = TextFile.folder("../SagaSourceTests/Malicious")
        let stage = try Stage()
        var refused = 0
        for name in TextFile.names(in: folder) where !name.hasSuffix(".out") {
            let status = try stage.run("exec saga run '\(folder)/\(name)'")
            #expect(status == 65, "\(name): \(status) \(stage.said)")
            #expect(stage.said.contains("SAGA"), "\(name)")
            let judged = try stage.run("exec saga validate '\(folder)/\(name)'")
            #expect([1, 65].contains(judged), "\(name): \(judged) \(stage.said)")
            refused += 1
        }
        #expect(try stage.ledger().lines.isEmpty)
        #expect(refused >= 60)
        print("refusals: \(refused) broken definitions refused")
    }

    @Test func `the store is its owner's alone`() throws {
        let stage = try Stage()
        _ = try stage.run("umask 0; saga run sequence.saga.yaml")
        let open = try stage.output("find store -type d ! -perm 700 -o -type f ! -perm 600")
        #expect(open == "")
    }
}
