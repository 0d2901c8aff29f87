package import SagaValue

extension ShellEnding {
    /// The exit code, of a killed command 128 plus the signal's number as a shell has it; nil when
    /// nothing was started.
    package var exitCode: Int? {
        switch status {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        case .notStarted, .lost: nil
        }
    }

    /// What a record keeps of it, and views show.
    ///
    /// A member that says nothing is left out.
    /// `ExitCode`, `Signal`, `Errno` or `Lost`; `Program`, `Inode`; `Stdout` and `Stderr` with
    /// `Bytes` and `Text` or `Base64`, of a long stream `File`, of a cut one `KeptBytes`; true
    /// flags; `Milliseconds`.
    package var report: Value {
        var report = Object()
        switch status {
        case .exited(let code): report["ExitCode"] = .integer(code)
        case .killed(let signal): report["Signal"] = .integer(signal)
        case .notStarted(let errorNumber, _): report["Errno"] = .integer(Int(errorNumber))
        case .lost: report["Lost"] = true
        }
        if let program {
            report["Program"] = .string(program.path)
            report["Inode"] = .integer(Int(clamping: program.inode))
        }
        if output.count > 0 { report["Stdout"] = output.report }
        if error.count > 0 { report["Stderr"] = error.report }
        let flags = [
            ("TimedOut", isTimedOut), ("Signalled", wasSignalled),
            ("LeftProcessesBehind", leftProcessesBehind), ("HasSurvivors", hasSurvivors),
        ]
        for (name, flag) in flags where flag { report[name] = true }
        report["Milliseconds"] = .integer(elapsed.milliseconds)
        return .object(report)
    }
}

extension Captured {
    fileprivate var report: Value {
        var report = Object([("Bytes", .integer(count))])
        if isCut { report["KeptBytes"] = .integer(keptCount) }
        if let file {
            report["File"] = .string(file)
        } else if let text = String(validating: bytes, as: UTF8.self) {
            report["Text"] = .string(text)
        } else {
            report["Base64"] = .string(Base64.encode(bytes))
        }
        return .object(report)
    }
}
