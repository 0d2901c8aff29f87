import SagaValue

extension IntrinsicArguments {
    /// `States.ArrayPartition(array, size)`: pieces of `size` elements, the last one may be short.
    func arrayPartition() throws(IntrinsicFault) -> Value {
        let elements = try array(0)
        let size = try integer(1)
        guard size > 0 else { throw IntrinsicFault("The size of a piece must be positive.") }
        let starts = stride(from: 0, to: elements.count, by: size)
        return .array(starts.map { .array(Array(elements[$0...].prefix(size))) })
    }

    /// `States.ArrayContains(array, value)`.
    func arrayContains() throws(IntrinsicFault) -> Value {
        .bool(try array(0).contains(values[1]))
    }

    /// `States.ArrayRange(first, last, step)`: both ends included.
    func arrayRange() throws(IntrinsicFault) -> Value {
        let (first, last, step) = (try integer(0), try integer(1), try integer(2))
        guard step != 0 else { throw IntrinsicFault("The step must not be zero.") }
        let count = (last - first) / step + 1
        guard (last - first).signum() * step.signum() >= 0 else { return .array([]) }
        guard count <= Limits.intrinsicRangeItems else {
            throw IntrinsicFault(
                "The range must have at most \(Limits.intrinsicRangeItems) items.")
        }
        return .array((0..<count).map { .integer(first + $0 * step) })
    }

    /// `States.ArrayGetItem(array, index)`: counted from 0.
    func arrayGetItem() throws(IntrinsicFault) -> Value {
        let elements = try array(0)
        let index = try integer(1)
        guard elements.indices.contains(index) else {
            throw IntrinsicFault("The index \(index) is out of the array's bounds.")
        }
        return elements[index]
    }

    /// `States.ArrayUnique(array)`: the first of equal elements stays.
    func arrayUnique() throws(IntrinsicFault) -> Value {
        var seen: Set<Value> = []
        return .array(try array(0).filter { seen.insert($0).inserted })
    }
}
