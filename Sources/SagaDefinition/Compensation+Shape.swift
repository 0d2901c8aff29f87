extension Compensation {
    /// Whether another one would do the same with arguments that were evaluated for this one.
    ///
    /// How often it is tried, and what becomes of it when it fails, may differ.
    package func hasSameShape(as other: Compensation) -> Bool {
        guard when == other.when, primary.body.hasSameShape(as: other.primary.body) else {
            return false
        }
        switch (alternate, other.alternate) {
        case (nil, nil): return true
        case (let mine?, let theirs?): return mine.body.hasSameShape(as: theirs.body)
        case (nil, _?), (_?, nil): return false
        }
    }
}

extension TaskBody {
    /// Whether another one is the same but for its arguments.
    fileprivate func hasSameShape(as other: TaskBody) -> Bool {
        kind == other.kind && passEnv == other.passEnv && secrets == other.secrets
    }
}
