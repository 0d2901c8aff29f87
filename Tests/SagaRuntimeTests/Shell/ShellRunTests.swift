import Foundation
import Testing

@testable import SagaRuntime

/// What a command gets and gives when all goes well.
@Suite struct ShellRunTests {
    private let stage: ShellStage

    init() throws { stage = try ShellStage() }

    @Test func `an argument list runs without a shell`() throws {
        let ending = try stage.run(stage.command(.arguments(["echo", "$HOME", "a  b", "*"])))
        #expect(ending.status == .exited(code: 0))
        #expect(ending.text == "$HOME a  b *\n")
        #expect(ending.program?.path == "/usr/bin/echo")
    }

    @Test(arguments: [0, 1, 3, 127, 255])
    func `the exit code is the command's`(code: Int) throws {
        #expect(try stage.run("exit \(code)").status == .exited(code: code))
    }

    @Test func `a script ends at its first failing command`() throws {
        let ending = try stage.run("echo one; false; echo two")
        #expect(ending.status == .exited(code: 1))
        #expect(ending.text == "one\n")
    }

    @Test func `a command that a signal kills tells the signal`() throws {
        #expect(try stage.run("kill -SEGV $$").status == .killed(signal: 11))
    }

    @Test func `both streams are captured apart`() throws {
        let ending = try stage.run("echo out; echo err >&2")
        #expect(ending.text == "out\n")
        #expect(ending.errorText == "err\n")
        #expect(ending.result == .bytes(Array("out\n".utf8)))
    }

    @Test(arguments: [0, 1, 65_536, 3_000_000])
    func `standard input arrives whole`(count: Int) throws {
        let ending = try stage.run("wc -c") { $0.input = [UInt8](repeating: 120, count: count) }
        #expect(ending.text.trimmingCharacters(in: .whitespacesAndNewlines) == "\(count)")
    }

    @Test func `input that nobody reads harms nobody`() throws {
        let ending = try stage.run("exit 0") { $0.input = [UInt8](repeating: 120, count: 1 << 20) }
        #expect(ending.status == .exited(code: 0))
        #expect(ending.text == "")
    }

    @Test func `the environment is what was given and nothing else`() throws {
        var command = stage.command(.arguments(["env"]))
        command.environment = .make(
            inherited: ShellStage.environment, passEnv: nil, additions: [("GREETING", "a=b\nc")])
        #expect(try stage.run(command).text == "PATH=/usr/bin:/bin\nGREETING=a=b\nc\n")
    }

    @Test func `it begins in its folder`() throws {
        try stage.write("here.txt", "found")
        #expect(try stage.run("cat here.txt").text == "found")
    }

    @Test func `it has the three standard descriptors and no other`() throws {
        let others = try (0..<20).map { _ in try #require(FileHandle(forReadingAtPath: "/dev/null"))
        }
        let ending = try stage.run(
            "for f in /proc/$$/fd/*; do [ -e $f ] && echo ${f##*/}; done; true")
        #expect(ending.text == "0\n1\n2\n")
        #expect(others.count == 20)
    }

    @Test func `the lock of the attempt is inherited under its number`() throws {
        try stage.write("lock", "")
        let lock = try #require(FileHandle(forReadingAtPath: "\(stage.folder)/lock"))
        let number = lock.fileDescriptor
        let ending = try stage.run("readlink /proc/$$/fd/\(number)") {
            $0.inheritedLock = number
        }
        #expect(ending.text.hasSuffix("/lock\n"))
    }

    @Test func `it leads a process group of its own`() throws {
        let ending = try stage.run("echo $$; cut -d' ' -f5 /proc/$$/stat")
        let numbers = ending.text.split(separator: "\n")
        #expect(numbers.count == 2 && numbers.first == numbers.last)
    }

    @Test func `no signal is blocked in it and a broken pipe kills as it should`() async {
        // In a process of its own: the pool changes what signals do to the whole process.
        await #expect(processExitsWith: .success) {
            let stage = try ShellStage()
            let pool = try TaskPool(takesSignals: true)
            pool.start(
                stage.script("grep -E 'SigBlk|SigIgn' /proc/self/status"), as: 1)
            let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
            guard case .shell(_, let ending) = try #require(arrivals.first) else {
                throw Unexpected()
            }
            let masks = ending.text.split(separator: "\n").compactMap { line in
                line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
            }
            let ours: UInt64 = 1 << (13 - 1) | 1 << (25 - 1) | 1 << (15 - 1) | 1 << (2 - 1)
            try #require(masks.count == 2)
            try #require(masks.allSatisfy { $0 & ours == 0 })
        }
    }

    @Test func `forty commands run at once`() throws {
        let pool = try TaskPool()
        for task in 0..<40 { pool.start(stage.script("echo \(task)"), as: task) }
        var texts: [Int: String] = [:]
        while texts.count < 40 {
            let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
            try #require(!arrivals.isEmpty)
            for case .shell(let task, let ending) in arrivals { texts[task] = ending.text }
        }
        #expect(texts.allSatisfy { $0.value == "\($0.key)\n" })
    }

    @Test func `whoever looks on is told of every line as it comes`() throws {
        var lines: [String] = []
        let pool = try TaskPool { task, stream, line in
            lines.append("\(task) \(stream.rawValue) \(line)")
        }
        pool.start(stage.script("echo one; printf 'two\\nthree'; echo four >&2"), as: 3)
        _ = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
        #expect(
            lines.filter { $0.contains("stdout") } == [
                "3 stdout one", "3 stdout two", "3 stdout three",
            ])
        #expect(lines.contains("3 stderr four"))
    }

    @Test func `waiting for nothing ends when the time is up`() throws {
        let pool = try TaskPool()
        #expect(try pool.wait(until: Instant.now.advanced(by: .milliseconds(5))).isEmpty)
        #expect(try pool.wait(until: .now).isEmpty)
    }
}
