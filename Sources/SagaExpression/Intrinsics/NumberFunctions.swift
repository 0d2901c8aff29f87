import SagaValue

extension IntrinsicArguments {
    /// `States.MathAdd(a, b)`: integers of 32 bits, each rounded before they are added.
    func mathAdd() throws(IntrinsicFault) -> Value {
        let sum = try integer(0) + integer(1)
        guard Int32(exactly: sum) != nil else {
            throw IntrinsicFault("The sum must be between -2147483648 and 2147483647.")
        }
        return .integer(sum)
    }

    /// `States.MathRandom(start, end[, seed])`: from `start` up to and without `end`.
    ///
    /// With a seed the number is Java's; without one it is drawn from the execution's sequence.
    func mathRandom(_ chance: inout RandomSequence) throws(IntrinsicFault) -> Value {
        let (start, end) = (try integer(0), try integer(1))
        guard start < end else { throw IntrinsicFault("The start must be less than the end.") }
        let width = end - start
        if values.count == 3, let bound = Int32(exactly: width) {
            var seeded = JavaRandom(seed: try integer(2))
            return .integer(start + Int(seeded.nextInt(below: bound)))
        }
        if values.count == 3 {
            chance = RandomSequence(seed: UInt64(bitPattern: Int64(try integer(2))))
        }
        return .integer(start + Int(chance.next(below: UInt64(width))))
    }
}
