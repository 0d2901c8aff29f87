import Glibc
import SagaTesting
import Testing

/// A journal that was cut or changed: the program goes on with a prefix of it, or refuses it and
/// says where.
///
/// `SAGA_DAMAGES` is the number of damaged journals of each kind.
@Suite struct DamageTests {
    private static let count = TestSetting.number("SAGA_DAMAGES") ?? 40

    /// A stage with an execution that was killed in the middle, and where its journal lies.
    private func begin() throws -> (Stage, path: String, bytes: [UInt8]) {
        let stage = try Stage()
        // Once: where B is run again, it is to end well.
        let kill = "[ -e killed ] || { : >killed; kill -9 $(ps -o ppid= -p $PPID); }"
        _ = try stage.run(
            """
            cat >it.saga.yaml <<'EOF'
            States:
              - A: {Run: [./effect.sh, A], Compensate: {Run: [./effect.sh, A]}}
              - B: {Run: "\(kill)", OnInterrupt: Fail, Compensate: {Run: [./effect.sh, B]}}
            EOF
            """)
        #expect(try stage.run("exec saga run it.saga.yaml --name x") == 137)
        let path = try stage.output("find $PWD/store -name 'journal*' -type f")
        return (stage, path, try TextFile.bytes(path))
    }

    /// Puts the damaged bytes into the journal and holds the program against it.
    ///
    /// Into the same file: a journal that lies in another one is refused as a copy, unread.
    private func expectSafe(
        _ stage: Stage, _ path: String, _ bytes: [UInt8], _ what: String, _ tally: inout Tally
    ) throws {
        _ = try stage.run("rm -f store/executions/x/journal.torn-*; : >ledger")
        try write(bytes, to: path)
        let seen = try stage.run("exec saga inspect x")
        #expect([0, 65, 66].contains(seen), "\(what): inspect \(seen) \(stage.said)")
        let status = try stage.run("exec saga resume x")
        let said = stage.said
        #expect(documentedStatuses.contains(status), "\(what): resume \(status) \(said)")
        tally.traps += [seen, status].count { !documentedStatuses.contains($0) }
        #expect(status != 75, "\(what): \(said)")
        if status == 65 {
            tally.refused += 1
            let saysWhere = said.contains("byte") || said.contains("was started")
            #expect(saysWhere && said.contains("SAGA4"), "\(what): \(said)")
            #expect(try stage.ledger().lines.isEmpty, "\(what)")
        } else {
            tally.resumed += 1
        }
    }

    private struct Tally {
        var resumed = 0
        var refused = 0
        var traps = 0

        var text: String { "\(resumed) resumed, \(refused) refused, \(traps) traps" }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_TRUNC)
        try #require(file >= 0)
        defer { close(file) }
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(file, $0.baseAddress, $0.count)
        }
        try #require(count == bytes.count)
    }

    @Test func `a journal that was cut is a shorter one, or refused`() throws {
        let (stage, path, bytes) = try begin()
        var tally = Tally()
        for index in 0..<Self.count {
            let length = index * bytes.count / Self.count
            try expectSafe(stage, path, Array(bytes[..<length]), "cut at \(length)", &tally)
        }
        print("damage: cut: \(tally.text)")
    }

    @Test func `a journal with a flipped bit is refused where it was flipped`() throws {
        let (stage, path, bytes) = try begin()
        var tally = Tally()
        var chance = Chance(seed: 7)
        for _ in 0..<Self.count {
            let place = chance.below(bytes.count)
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(chance.below(8))
            try expectSafe(stage, path, damaged, "bit at \(place)", &tally)
        }
        print("damage: flipped: \(tally.text)")
        #expect(tally.resumed == 0)
    }
}
