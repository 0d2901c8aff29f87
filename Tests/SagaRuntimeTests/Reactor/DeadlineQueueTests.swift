import Testing

@testable import SagaRuntime

@Suite struct DeadlineQueueTests {
    private func at(_ nanoseconds: Int) -> Instant { Instant(nanoseconds: nanoseconds) }

    @Test func `tasks come up in the order of their times`() {
        var queue = DeadlineQueue()
        // 37 generates the residues modulo 101, so this is every time once, well mixed.
        for task in 1...100 { queue.set(at(task * 37 % 101), for: task) }
        var times: [Int] = []
        while let task = queue.takeDue(at: at(1000)) { times.append(task * 37 % 101) }
        #expect(times == Array(1...100))
    }

    @Test func `nothing comes up before its time`() {
        var queue = DeadlineQueue()
        queue.set(at(10), for: 1)
        #expect(queue.takeDue(at: at(9)) == nil)
        #expect(queue.takeDue(at: at(10)) == 1)
        #expect(queue.takeDue(at: at(10)) == nil)
    }

    @Test func `only the last time that was set counts`() {
        var queue = DeadlineQueue()
        queue.set(at(10), for: 1)
        queue.set(at(30), for: 1)
        #expect(queue.takeDue(at: at(20)) == nil)
        queue.set(at(25), for: 1)
        #expect(queue.takeDue(at: at(27)) == 1)
        #expect(queue.takeDue(at: at(100)) == nil)
    }

    @Test func `a time that was taken away does not come up`() {
        var queue = DeadlineQueue()
        queue.set(at(10), for: 1)
        queue.set(nil, for: 1)
        #expect(queue.takeDue(at: at(100)) == nil)
        #expect(queue.first == nil)
    }

    @Test func `times that were overtaken do not pile up`() {
        var queue = DeadlineQueue()
        queue.set(at(5_000), for: 1)
        for task in 2...10_000 {
            queue.set(at(100_000 + task), for: task)
            queue.set(nil, for: task)
        }
        #expect(queue.entryCount < 100)
        #expect(queue.takeDue(at: at(5_000)) == 1)
        #expect(queue.takeDue(at: at(1_000_000)) == nil)
    }

    @Test func `a sum of times never goes beyond the last instant`() {
        #expect(at(.max - 5).advanced(by: .nanoseconds(10)) == at(.max))
        #expect(at(5).advanced(by: .seconds(Int64.max)) == at(.max))
    }
}
