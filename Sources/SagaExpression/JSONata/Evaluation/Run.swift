import SagaValue

/// One evaluation of an expression: what it may use, and what it has used.
final class Run {
    let environment: JSONataEnvironment
    /// What `$$` stands for.
    let root: Datum
    /// A call that stands for the result of the function just evaluated.
    var tail: TailCall?

    private(set) var depth = 0
    private var callDepth = 0
    private var fuel: Int
    private let maximumDepth: Int
    private var keptFrames: [Frame] = []
    private var chance: RandomSequence
    /// The variables from outside that were looked up already.
    private var outside: [Datum??]

    init(_ environment: JSONataEnvironment, root: Datum, outsideCount: Int) {
        self.environment = environment
        self.root = root
        chance = environment.chance
        fuel = environment.limits.fuel
        maximumDepth = environment.limits.depth
        outside = Array(repeating: nil, count: outsideCount)
    }

    /// Enters a part of the expression.
    @inline(__always)
    func enter() throws(JSONataError) {
        depth += 1
        fuel -= 1
        if depth > maximumDepth || fuel < 0 { throw stopped() }
    }

    @inline(__always)
    func leave() { depth -= 1 }

    /// Enters a function that another one calls: a tail call leaves no part of the expression
    /// behind that would count.
    func enterCall() throws(JSONataError) {
        callDepth += 1
        if callDepth > JSONataLimits.callDepth {
            throw JSONataError(JSONataError.stoppedCode, words: Self.overflow)
        }
    }

    func leaveCall() { callDepth -= 1 }

    /// Uses up fuel for work that grows with the values.
    func spend(_ amount: Int) throws(JSONataError) {
        fuel -= amount
        if fuel < 0 { throw stopped() }
    }

    private func stopped() -> JSONataError {
        guard depth > maximumDepth else { return JSONataError(JSONataError.stoppedCode) }
        return JSONataError(
            JSONataError.stoppedCode,
            words: Self.overflow + " Depth=\(depth) max=\(maximumDepth)")
    }

    private static let overflow =
        "Stack overflow error: Check for non-terminating recursive function.  "
        + "Consider rewriting as tail-recursive."

    /// Refuses a value that nests too much or has too many elements.
    func checked(_ datum: Datum) throws(JSONataError) -> Datum {
        guard datum.depth <= JSONataLimits.valueDepth else {
            throw JSONataError(
                JSONataError.stoppedCode, words: "The value is nested too deeply")
        }
        if case .list(let list) = datum, list.count > environment.limits.valueBytes / 8 {
            throw JSONataError("U1002")
        }
        return datum
    }

    /// Refuses so many bytes or elements before they are made.
    func reserve(_ count: Int, each size: Int = 1) throws(JSONataError) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        if overflow || bytes > environment.limits.valueBytes { throw JSONataError("U1002") }
        try spend(count / 8)
    }

    /// Refuses a text that has grown to so many bytes, and charges for what was added only: the
    /// text is not made anew each time.
    func extend(from old: Int, to new: Int) throws(JSONataError) {
        if new > environment.limits.valueBytes { throw JSONataError("U1002") }
        try spend(1 + max(0, new - old) / 8)
    }

    /// Looking for a part goes through both texts byte by byte, once.
    func spendOnSearch(of part: String, in text: String) throws(JSONataError) {
        try spend((part.utf8.count + text.utf8.count) / 4)
    }

    /// The variable `name` from outside of the expression.
    func outsideVariable(_ name: String, at index: Int) -> Datum? {
        if index < outside.count, let known = outside[index] { return known }
        let value = environment.variable(name).map { Datum($0) }
        if index < outside.count { outside[index] = .some(value) }
        return value
    }

    /// The next 64 random bits; a function of the environment's entropy and of how many were
    /// drawn before.
    func drawBits() -> UInt64 { chance.next() }

    func keep(_ frame: Frame) throws(JSONataError) {
        keptFrames.append(frame)
        if keptFrames.count > environment.limits.keptFrames { throw JSONataError("U1002") }
    }

    /// Empties the frames that functions keep: frame and function hold each other otherwise.
    func end() {
        for frame in keptFrames { frame.slots = [] }
        tail = nil
    }
}

/// A call in tail position, which the caller of the function makes in its stead.
struct TailCall {
    let call: CallNode
    let input: Datum
    let frame: Frame
}
