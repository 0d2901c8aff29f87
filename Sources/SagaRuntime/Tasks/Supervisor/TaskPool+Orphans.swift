import CSystem
import Glibc

/// What commands leave behind outside their groups, where it falls to this process.
extension TaskPool {
    /// The living processes that left a command's group: a daemon, say, and what it has started.
    ///
    /// One belongs to the command whose marker it began with. One that began with an environment of
    /// its own belongs to the last command that runs.
    func relatives(of shell: ShellTask) -> [Int32] {
        let orphans = livingOrphans()
        guard !orphans.isEmpty else { return [] }
        let groups = Set(shells.values.map { $0.process.number })
        let marker = shell.command.outputFile.map { "SAGA_OUTPUT=\($0)" }
        let kinships = Self.kinships()
        var found = Set(
            orphans.filter { orphan in
                guard let kinship = kinships[orphan], !groups.contains(kinship.group) else {
                    return false
                }
                if shells.count == 1 { return true }
                guard let marker else { return false }
                return unsafe csystem_has_variable(orphan, marker) == 1
            })
        var size = 0
        while size < found.count {
            size = found.count
            for (process, kinship) in kinships where found.contains(kinship.parent) {
                found.insert(process)
            }
        }
        return found.filter { kinships[$0]?.lives == 1 }
    }

    /// Forgets orphans that have ended, which would otherwise keep their numbers.
    func buryOrphans() { _ = livingOrphans() }

    /// Kills whatever is left when no command runs any more.
    func endOrphans() {
        for _ in 0..<500 {
            let orphans = livingOrphans()
            if orphans.isEmpty { return }
            for orphan in orphans { kill(orphan, SIGKILL) }
            poll(nil, 0, 10)
        }
    }

    /// The children that are no command's leader; those that have ended are buried.
    private func livingOrphans() -> [Int32] {
        let count = unsafe csystem_children(&childBuffer, Int32(childBuffer.count))
        guard count > 0 else { return [] }
        let leaders = Set(
            shells.values.lazy.filter { !$0.leaderHasEnded }.map { $0.process.number })
        return childBuffer.prefix(Int(count)).filter {
            !leaders.contains($0) && csystem_bury($0) == 0
        }
    }

    private static func kinships() -> [Int32: csystem_kinship] {
        var numbers = [Int32](repeating: 0, count: 1 << 16)
        let count = unsafe csystem_processes(&numbers, Int32(numbers.count))
        var kinships: [Int32: csystem_kinship] = [:]
        for process in numbers.prefix(Int(count)) {
            var kinship = csystem_kinship()
            if unsafe csystem_kinship(process, &kinship) == 0 { kinships[process] = kinship }
        }
        return kinships
    }
}
