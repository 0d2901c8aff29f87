import CSystem
import Glibc
import SagaValue

/// The processes that an execution's commands have left, wherever they have gone.
///
/// Those that hold the execution's lock are found, those that began with its marker in their
/// environment, and whatever descends from either. One that closed every descriptor, began with an
/// environment of its own and lost its parent is not: while a supervisor lives nothing is lost to
/// it.
package struct LeftProcesses {
    private let lock: AttemptLock
    private let marker: String
    private let subworkflow: String

    /// - Parameters:
    ///   - files: The folder into which the environment of every command points.
    ///   - subworkflow: The verb with which this program runs a sub-workflow.
    package init(lock: AttemptLock, files: TaskFiles, subworkflow: String) {
        self.lock = lock
        self.subworkflow = subworkflow
        marker = "SAGA_OUTPUT=\(files.path)/"
    }

    /// Ends them all: TERM, grace, KILL.
    ///
    /// They are looked for again and again, since a process may have forked between two looks. A
    /// sub-workflow is asked to end what is its own: a command that somebody else ends has failed
    /// by a signal, as far as its journal can tell.
    ///
    /// - Throws: `SAGA4021` where one does not even die of KILL; `SAGA4004`.
    package func end() throws(JournalFault) {
        var looks = 0
        while case let processes = try find(), let first = processes.first {
            guard looks < Self.graceLooks + Self.patienceLooks else {
                throw JournalFault(
                    .unendable, path: "/proc/\(first.identity.pid)",
                    detail: "process \(first.identity.pid) does not die of KILL")
            }
            let isPatient = looks < Self.graceLooks
            if looks == 0 || !isPatient {
                for process in processes where !isPatient || !process.isOfSubworkflow {
                    Self.signal(process.identity, isPatient ? SIGTERM : SIGKILL)
                }
            }
            looks += 1
            var pause = timespec(tv_sec: 0, tv_nsec: Self.pauseNanoseconds)
            unsafe nanosleep(&pause, nil)
        }
    }

    private struct Process {
        let identity: ProcessIdentity
        /// Whether it descends from a sub-workflow's process.
        let isOfSubworkflow: Bool
    }

    /// Those that live now.
    private func find() throws(JournalFault) -> [Process] {
        let processes = Self.processes()
        var found = Set(try lock.holders().map { Int32($0.pid) })
        for process in processes where unsafe csystem_has_variable(process, marker) == 1 {
            found.insert(process)
        }
        var kinships: [Int32: csystem_kinship] = [:]
        for process in processes {
            var kinship = csystem_kinship()
            if unsafe csystem_kinship(process, &kinship) == 0 { kinships[process] = kinship }
        }
        Self.addDescendants(to: &found, kinships)
        found.remove(getpid())
        let subworkflows = found.filter { unsafe csystem_runs_verb($0, subworkflow) == 1 }
        var theirs = Set(
            kinships.filter { subworkflows.contains($0.value.parent) }.map { $0.key })
        Self.addDescendants(to: &theirs, kinships)
        return found.sorted().compactMap { process in
            ProcessIdentity(pid: Int(process)).map {
                Process(identity: $0, isOfSubworkflow: theirs.contains(process))
            }
        }
    }

    private static func addDescendants(
        to found: inout Set<Int32>, _ kinships: [Int32: csystem_kinship]
    ) {
        var size = 0
        while size < found.count {
            size = found.count
            for (process, kinship) in kinships where found.contains(kinship.parent) {
                found.insert(process)
            }
        }
    }

    private static func signal(_ process: ProcessIdentity, _ signal: Int32) {
        guard let group = process.group else { return }
        let isOwnGroup = group <= 1 || group == Int(getpgrp())
        let target = pid_t(isOwnGroup ? process.pid : -group)
        kill(target, signal)
        // A process that stopped itself cannot hear TERM.
        if signal == SIGTERM { kill(target, SIGCONT) }
    }

    private static func processes() -> [Int32] {
        var numbers = [Int32](repeating: 0, count: 1 << 16)
        let count = unsafe csystem_processes(&numbers, Int32(numbers.count))
        return Array(numbers.prefix(Int(count)))
    }

    private static let pauseNanoseconds = 20_000_000
    private static let graceLooks = Limits.graceSeconds * 50
    private static let patienceLooks = Limits.killMilliseconds / 20
}
