import SagaDefinition
import SagaExpression
import SagaValue

extension Execution {
    /// One iteration an item or batch, as many at the same time as `MaxConcurrency` allows.
    ///
    /// Where a reader has the items, they are asked for first.
    mutating func visitMap(
        _ map: MapState, _ state: State, _ scope: Int, _ decision: inout Decision
    ) throws(Failure) {
        guard let visit = scopes[scope]?.visit else { return }
        var read: (items: [Value], origin: ItemOrigin)?
        if let reader = map.reader {
            guard case .read(let items, let origin)? = visit.progress else {
                try startReading(reader, state, scope, &decision)
                return
            }
            read = (items, origin)
        }
        let (list, limit, tolerance) = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> (ItemList, Int, ForkStart.Tolerance?) in
            var inner = reading
            inner.input = try state.effectiveInput(reading, &decision.step.trace)
            let items: [Value]
            if let read {
                items = read.items
            } else {
                items = try map.items(inner, state.queryLanguage)
                decision.step.trace.note(.afterItemsPath, .array(items))
            }
            guard items.count <= Limits.forkCount else {
                throw .runtime("The Map has \(items.count) items; \(Limits.forkCount) is the most.")
            }
            return (
                ItemList(items: items, origin: read?.origin ?? .input, input: inner.input),
                try map.concurrency(inner, &decision.step.trace),
                try map.tolerance(inner, &decision.step.trace)
            )
        }
        let batches = try map.batcher.map { batcher throws(Failure) in
            try self.batches(list, batcher, map, state, scope, decision)
        }
        emit(
            .forkStarted(
                ForkStart(
                    visit: visit.id, count: batches?.ends.count ?? list.items.count,
                    input: list.input, items: read == nil ? list.items : nil, limit: limit,
                    tolerance: tolerance, readsItems: read != nil, batches: batches)), &decision)
    }

    /// Cuts the items into what each iteration gets.
    private func batches(
        _ list: ItemList, _ batcher: MapState.ItemBatcher, _ map: MapState, _ state: State,
        _ scope: Int, _ decision: Decision
    ) throws(Failure) -> Batches {
        let (maxItems, maxBytes, input) = try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> (Int?, Int?, Value?) in
            var inner = reading
            inner.input = list.input
            return (
                try batcher.maxItems?.positive(inner, field: "MaxItemsPerBatch"),
                try batcher.maxInputBytes?.positive(
                    inner, field: "MaxInputBytesPerBatch", atMost: Limits.batchBytes),
                try batcher.input?.evaluate(in: inner, field: "ItemBatcher/BatchInput")
            )
        }
        return try Batches.cut(
            list.items.count, maxItems: maxItems, maxBytes: maxBytes, input: input,
            tooLarge: { index in
                located(
                    .runtime(
                        "The item \(index) is larger than MaxInputBytesPerBatch allows: "
                            + "\(maxBytes ?? 0) bytes."), state, scope)
            },
            byteCount: { index throws(Failure) in
                guard map.itemSelector != nil else { return list.items[index].jsonByteCount }
                return try selected(list, index, map, state, scope, decision).jsonByteCount
            })
    }

    /// What `ItemSelector` makes of one item.
    func selected(
        _ list: ItemList, _ index: Int, _ map: MapState, _ state: State, _ scope: Int,
        _ decision: Decision
    ) throws(Failure) -> Value {
        guard let selector = map.itemSelector else { return list.items[index] }
        return try reading(state, scope, decision.moment) {
            (reading) throws(EvaluationFailure) -> Value in
            var inner = reading
            inner.input = list.input
            if case .object(var context) = inner.context, state.readsContext {
                context["Map"] = list.context(index)
                inner.context = .object(context)
            }
            return try selector.evaluate(in: inner, field: "ItemSelector")
        }
    }
}

extension MapState {
    fileprivate func items(
        _ scope: EvaluationScope, _ language: QueryLanguage
    ) throws(EvaluationFailure) -> [Value] {
        let value: Value
        var place = "$"
        switch items {
        case nil where language == .jsonata:
            guard case .array(let elements) = scope.input else {
                throw EvaluationFailure(
                    error: "States.QueryEvaluationError",
                    cause: "Map state input must be an array but was: \(scope.input.json)")
            }
            return elements
        case nil: value = scope.input
        case .path(let path)?:
            value = try path.evaluate(in: scope)
            place = path.text.hasPrefix("$$") ? String(path.text.dropFirst()) : path.text
        case .template(let template)?:
            value = try template.evaluate(in: scope, field: "Items")
            guard case .array(let elements) = value else {
                throw template.unexpected(value, expected: "array", field: "Items")
            }
            return elements
        }
        guard case .array(let elements) = value else {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "Reference path \"\(place)\" must point to array.", namesState: false)
        }
        return elements
    }

    /// How many iterations run at the same time; 0 is as many as are good for a machine.
    fileprivate func concurrency(
        _ scope: EvaluationScope, _ trace: inout FlowTrace
    ) throws(EvaluationFailure) -> Int {
        let unlimited = Limits.mapConcurrency
        let count = try maxConcurrency?.integer(scope, field: "MaxConcurrency") ?? 0
        guard count >= 0 else {
            throw EvaluationFailure(
                error: Failure.runtimeName, cause: "MaxConcurrency cannot be negative.")
        }
        trace.note(.maxConcurrency, .integer(count))
        return count == 0 ? unlimited : min(count, Limits.mapConcurrencyCeiling)
    }

    fileprivate func tolerance(
        _ scope: EvaluationScope, _ trace: inout FlowTrace
    ) throws(EvaluationFailure) -> ForkStart.Tolerance? {
        let count = try toleratedFailureCount.map { field throws(EvaluationFailure) in
            Double(try field.integer(scope, field: "ToleratedFailureCount"))
        }
        let percentage = try toleratedFailurePercentage.map { field throws(EvaluationFailure) in
            try field.number(scope, field: "ToleratedFailurePercentage")
        }
        if let count, count < 0 {
            throw EvaluationFailure(
                error: Failure.runtimeName, cause: "ToleratedFailureCount cannot be negative.")
        }
        if let percentage, !(0...100).contains(percentage) {
            throw EvaluationFailure(
                error: Failure.runtimeName,
                cause: "ToleratedFailurePercentage must be between 0 and 100.")
        }
        if let count { trace.note(.toleratedFailureCount, .double(count)) }
        if let percentage { trace.note(.toleratedFailurePercentage, .double(percentage)) }
        guard count != nil || percentage != nil else {
            // What fails in an execution of its own is told by the threshold alone.
            return isDistributed ? ForkStart.Tolerance(count: 0, percentage: nil) : nil
        }
        return ForkStart.Tolerance(count: count, percentage: percentage)
    }
}

extension MapState.CountField {
    /// How many, at most as many as the service allows.
    ///
    /// More count as that many: a recording of `MaxItemsPath` shows it of the service itself.
    func count(_ scope: EvaluationScope, field: String) throws(EvaluationFailure) -> Int {
        min(try integer(scope, field: field), Limits.readerItems)
    }

    fileprivate func integer(
        _ scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Int {
        let value = try number(scope, field: field)
        guard let integer = Int(exactly: value) else {
            throw notInteger(value.ecmaScriptText, field)
        }
        return integer
    }

    /// How many, which must be at least one, and no more than what may be written.
    func positive(
        _ scope: EvaluationScope, field: String, atMost most: Int = .max
    ) throws(EvaluationFailure) -> Int {
        let count = try count(scope, field: field)
        guard count > 0 else { throw .runtime("field \(field) must be positive") }
        guard count <= most else { throw .runtime("field \(field) must be at most \(most)") }
        return count
    }

    fileprivate func number(
        _ scope: EvaluationScope, field: String
    ) throws(EvaluationFailure) -> Double {
        switch self {
        case .constant(let number): return number
        case .computed(let expression):
            let value = try expression.evaluate(in: scope, field: field)
            if case .number(let number) = value { return number.double }
            guard case .path = expression else {
                throw expression.unexpected(value, expected: "number", field: field)
            }
            // The service reads a number out of a string, too.
            if case .string(let text) = value, let number = Int(text) { return Double(number) }
            throw notInteger(value.string ?? value.json, field)
        }
    }

    private func notInteger(_ value: String, _ field: String) -> EvaluationFailure {
        guard case .computed(.path(let path)) = self else {
            return .runtime("The field \(field) is not a valid integer: \(value)")
        }
        return .runtime(
            "The \(field)Path field refers to value \"\(value)\" which is not a valid integer: "
                + path.text)
    }
}
