/// The number by which the pool's owner knows a running task; 0 to 2^56 - 1, free again once the
/// task has ended.
package typealias TaskID = Int
