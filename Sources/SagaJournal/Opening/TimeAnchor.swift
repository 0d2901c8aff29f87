package import SagaValue

/// A steady time, and what CLOCK_BOOTTIME said then.
///
/// Within one boot the one follows from the other, whatever became of the wall clock.
package struct TimeAnchor: Sendable {
    package let time: Timestamp
    package let bootNanoseconds: Int
}
