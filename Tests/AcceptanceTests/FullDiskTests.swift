import Testing

/// A store without room: the program says what is missing, and goes on when there is room.
@Suite struct FullDiskTests {
    /// Whether this system lets a small file system be mounted.
    private static let canMount: Bool = {
        guard Stage.has("mount"), let stage = try? Stage() else { return false }
        let status = try? stage.run(
            "mkdir m && mount -t tmpfs -o size=64k x m && umount m")
        if status != 0 { print("acceptance: skipped, as nothing may be mounted here") }
        return status == 0
    }()

    @Test(.enabled(if: canMount), arguments: [0, 4, 16, 64, 256, 900])
    func `a full disk is told, and resume goes on when there is room`(left: Int) throws {
        let stage = try Stage()
        _ = try stage.run("mkdir disk && mount -t tmpfs -o size=2m,mode=700 x disk")
        defer { _ = try? stage.run("umount disk") }
        let fill = "head -c $(( (2048 - \(left)) * 1024 )) /dev/zero >disk/filler"
        _ = try stage.run(fill)
        let run = "saga run rollback.saga.yaml --name x --store disk/store"
        let status = try stage.run("exec \(run)")
        #expect([2, 74].contains(status), "\(status): \(stage.said)")
        if status == 74 { #expect(stage.said.contains("SAGA4"), "\(stage.said)") }
        _ = try stage.run("rm disk/filler")
        var after = try stage.run("exec saga resume x --store disk/store")
        if after == 66 { after = try stage.run("exec \(run)") }
        #expect(after == 2 || (status == 2 && after == 64), "\(status), \(after): \(stage.said)")
        let ledger = try stage.ledger()
        #expect(ledger.violations == [] && ledger.undone == ["C", "B", "A"])
        print("full disk: \(left) KiB left: exit \(status), then \(after)")
    }

    @Test(arguments: [1, 2, 4, 8, 64, 128, 200])
    func `a limit on the size of files is told, and resume goes on without it`(
        blocks: Int
    ) throws {
        let stage = try Stage()
        let run = "saga run rollback.saga.yaml --name x"
        let status = try stage.run("ulimit -f \(blocks); exec \(run)")
        #expect([2, 74].contains(status), "\(status): \(stage.said)")
        var after = try stage.run("exec saga resume x")
        if after == 66 { after = try stage.run("exec \(run)") }
        #expect(after == 2 || (status == 2 && after == 64), "\(status), \(after): \(stage.said)")
        #expect(try stage.ledger().undone == ["C", "B", "A"])
        print("file limit: \(blocks) blocks: exit \(status), then \(after)")
    }
}
