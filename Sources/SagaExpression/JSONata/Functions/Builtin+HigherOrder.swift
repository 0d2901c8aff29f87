extension Builtin {
    func callHigherOrder(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        let first = arguments[0]
        if first.isUndefined { return .undefined }
        switch self {
        case .sort: return try Self.sort(first, arguments.function(1), call)
        case .reduce: return try Self.reduce(arguments, call)
        case .single: return try Self.single(first, arguments.function(1), call)
        default: break
        }
        guard let function = arguments.function(1) else { return .undefined }
        switch self {
        case .map: return try Self.map(first, function, call)
        case .filter: return try Self.filter(first, function, call)
        case .each: return try Self.each(first, function, call)
        default: return try Self.sift(first, function, call)
        }
    }

    private static func map(
        _ array: Datum, _ function: Function, _ call: Call
    ) throws(JSONataError) -> Datum {
        let elements = array.elementsOrSelf
        var found = List.sequence()
        for index in 0..<elements.count {
            let result = try call.run.call(
                function, elements[index], Datum(index), array, frame: call.frame)
            if !result.isUndefined { found.append(result) }
        }
        return .list(found)
    }

    private static func filter(
        _ array: Datum, _ function: Function, _ call: Call
    ) throws(JSONataError) -> Datum {
        let elements = array.elementsOrSelf
        var found = List.sequence()
        for index in 0..<elements.count {
            let result = try call.run.call(
                function, elements[index], Datum(index), array, frame: call.frame)
            if result.isTruthy { found.append(elements[index]) }
        }
        return .list(found)
    }

    private static func single(
        _ array: Datum, _ function: Function?, _ call: Call
    ) throws(JSONataError) -> Datum {
        let elements = array.elementsOrSelf
        var found: Datum?
        for index in 0..<elements.count {
            if let function {
                let result = try call.run.call(
                    function, elements[index], Datum(index), array, frame: call.frame)
                guard result.isTruthy else { continue }
            }
            guard found == nil else { throw JSONataError("D3138", index: index) }
            found = elements[index]
        }
        guard let found else { throw JSONataError("D3139") }
        return found
    }

    private static func reduce(_ arguments: Arguments, _ call: Call) throws(JSONataError) -> Datum {
        guard let function = arguments.function(1) else { return .undefined }
        guard function.arity >= 2 else { throw JSONataError("D3050", index: 1) }
        let array = arguments[0]
        let elements = array.elementsOrSelf
        var result = arguments[2]
        var index = 0
        if result.isUndefined, elements.count > 0 {
            result = elements[0]
            index = 1
        }
        while index < elements.count {
            var arguments = [result, elements[index]]
            if function.arity >= 3 { arguments.append(Datum(index)) }
            if function.arity >= 4 { arguments.append(array) }
            result = try call.run.call(
                function, arguments, input: .null, frame: call.frame)
            index += 1
        }
        return result
    }

    private static func each(
        _ object: Datum, _ function: Function, _ call: Call
    ) throws(JSONataError) -> Datum {
        var found = List.sequence()
        guard let members = Members(object) else { return .list(found) }
        for index in 0..<members.count {
            let (key, value) = members[index]
            let result = try call.run.call(
                function, value, .string(key), object, frame: call.frame)
            if !result.isUndefined { found.append(result) }
        }
        return .list(found)
    }

    private static func sift(
        _ object: Datum, _ function: Function, _ call: Call
    ) throws(JSONataError) -> Datum {
        guard let members = Members(object) else { return .undefined }
        let record = Record()
        for index in 0..<members.count {
            let (key, value) = members[index]
            let result = try call.run.call(
                function, value, .string(key), object, frame: call.frame)
            if result.isTruthy { record.set(key, value) }
        }
        return record.count == 0 ? .undefined : .record(record)
    }

    private static func sort(
        _ array: Datum, _ function: Function?, _ call: Call
    ) throws(JSONataError) -> Datum {
        let elements = array.elementsOrSelf
        if elements.count <= 1 { return array }
        if let function {
            let sorted = try MergeSort.sorted(elements.array, call.run) {
                (left, right) throws(JSONataError) in
                try call.run.call(function, [left, right], input: .null, frame: call.frame).isTruthy
            }
            return .list(List(sorted))
        }
        if elements.areStrings {
            let texts = elements.array.compactMap { item -> String? in
                if case .string(let text) = item { text } else { nil }
            }
            let sorted = try MergeSort.sorted(texts, call.run) { (left, right) in
                right.javaOrder(to: left) < 0
            }
            return .list(List(sorted.map { .string($0) }, [], itemDepth: 0))
        }
        guard try elements.areNumbers() else { throw JSONataError("D3070", index: 1) }
        let keyed = elements.array.map { (item: $0, number: $0.double ?? .nan) }
        let sorted = try MergeSort.sorted(keyed, call.run) { (left, right) in
            left.number > right.number
        }
        return .list(List(sorted.map(\.item), [], itemDepth: 0))
    }
}
