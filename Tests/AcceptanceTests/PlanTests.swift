import SagaTesting
import Testing

/// `saga plan` and `saga check` look at files, and that is all they do to the world.
@Suite struct PlanTests {
    private static let calls = "trace=%file,%network,%process,write,ftruncate,fchmod"

    @Test(
        .enabled(if: Stage.has("strace")),
        arguments: ["plan", "plan --fail-at D", "plan --crash-after A", "check"])
    func `nothing is written, sent or started`(command: String) throws {
        let stage = try Stage()
        let words = command.split(separator: " ", maxSplits: 1)
        let options = words.dropFirst().joined()
        let status = try stage.run(
            "exec strace -f -qq -o trace -e \(Self.calls) "
                + "saga \(words[0]) rollback.saga.yaml \(options)")
        #expect([0, 1].contains(status), "\(stage.said)")
        let trace = try TextFile.text("\(stage.folder)/trace").split(separator: "\n")
        let touching = trace.filter { line in
            let call = line.split(separator: " ", maxSplits: 1).last ?? ""
            // Of processes only itself, of writes only its answer.
            if call.hasPrefix("execve(") || call.hasPrefix("exit") { return false }
            if call.hasPrefix("write(") {
                return !call.hasPrefix("write(1,") && !call.hasPrefix("write(2,")
            }
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"].contains { call.contains($0) }
            let changes = [
                "mkdir", "unlink", "rename", "link", "chmod", "connect(", "socket(", "clone",
                "fork", "truncate", "utime", "symlink",
            ].contains { call.hasPrefix($0) || call.hasPrefix("f\($0)") }
            return writes || changes && !call.hasPrefix("readlink")
        }
        #expect(touching == [])
        #expect(trace.count { $0.contains("execve(") } == 1)
        #expect(try stage.output("test -e store || echo none") == "none")
    }

    @Test func `a folder that cannot be written is enough`() throws {
        let stage = try Stage()
        let status = try stage.run(
            "chmod a-w . && saga plan rollback.saga.yaml --store /nowhere/at/all; s=$?; "
                + "chmod u+w .; exit $s")
        #expect([0, 1].contains(status), "\(stage.said)")
    }
}
