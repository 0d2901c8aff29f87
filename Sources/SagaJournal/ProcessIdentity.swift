import Glibc

/// A process of a machine's life: a number alone could by now be somebody else's.
package struct ProcessIdentity: Equatable, Sendable {
    /// Of the machine's start: `/proc/sys/kernel/random/boot_id`.
    package let bootID: String
    package let pid: Int
    /// Clock ticks after the machine's start: field 22 of `/proc/PID/stat`.
    package let startTime: Int

    package init(bootID: String, pid: Int, startTime: Int) {
        self.bootID = bootID
        self.pid = pid
        self.startTime = startTime
    }

    /// This process.
    package static func current() -> ProcessIdentity {
        let pid = Int(getpid())
        return ProcessIdentity(
            bootID: currentBootID(), pid: pid, startTime: ProcessStatus(pid: pid)?.startTime ?? 0)
    }

    /// The process that has the number `pid` now; nil where none has, or only its remains.
    package init?(pid: Int) {
        guard let status = ProcessStatus(pid: pid), !status.isDead else { return nil }
        self.init(bootID: Self.currentBootID(), pid: pid, startTime: status.startTime)
    }

    /// Whether this very process is still at work; a zombie is not.
    package var isAlive: Bool { ProcessIdentity(pid: pid) == self }

    /// The process group that it is in now; nil where it is gone.
    package var group: Int? {
        guard isAlive else { return nil }
        return ProcessStatus(pid: pid)?.group
    }

    static func currentBootID() -> String {
        String(decoding: smallFile("/proc/sys/kernel/random/boot_id").prefix(36), as: UTF8.self)
    }

    /// The first 4 KiB of a file of the kernel's; empty where it cannot be read.
    static func smallFile(_ path: String) -> [UInt8] {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return [] }
        return (try? Descriptor(owning: number).read(4096, from: 0)) ?? []
    }
}

/// What `/proc/PID/stat` says of a process.
struct ProcessStatus {
    let isDead: Bool
    let group: Int
    let startTime: Int

    init?(pid: Int) {
        self.init(text: ProcessIdentity.smallFile("/proc/\(pid)/stat"))
    }

    /// The name, in parentheses, may hold anything: what follows the last one counts.
    init?(text: [UInt8]) {
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(end + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let state = fields[0].first,
            let group = Int(String(decoding: fields[2], as: UTF8.self)),
            let startTime = Int(String(decoding: fields[19], as: UTF8.self))
        else { return nil }
        isDead = state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
        self.group = group
        self.startTime = startTime
    }
}
