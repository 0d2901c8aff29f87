/// Who is due when: a heap whose overtaken entries are dropped when they come up.
///
/// A task has one deadline at a time. Setting another only adds an entry; `takeDue` hands out a
/// task when the time that counts for it has come.
struct DeadlineQueue {
    private struct Entry {
        let instant: Instant
        let task: TaskID
    }

    private var heap: [Entry] = []
    private var current: [TaskID: Instant] = [:]

    /// How many entries are kept, those that were overtaken included.
    var entryCount: Int { heap.count }

    /// The time of the first entry; may be earlier than anything that is really due.
    var first: Instant? { heap.first?.instant }

    /// Sets the one deadline of `task`; nil takes it away.
    mutating func set(_ instant: Instant?, for task: TaskID) {
        guard current[task] != instant else { return }
        current[task] = instant
        guard let instant else { return }
        heap.append(Entry(instant: instant, task: task))
        siftUp(from: heap.count - 1)
        if heap.count > 2 * current.count + 64 { dropOvertaken() }
    }

    /// A task that is due at `now`, whose deadline is thereby used up.
    mutating func takeDue(at now: Instant) -> TaskID? {
        while let entry = heap.first, entry.instant <= now {
            removeFirst()
            if current[entry.task] == entry.instant {
                current[entry.task] = nil
                return entry.task
            }
        }
        return nil
    }

    /// Most tasks end long before their time, and nobody waits until their entries come up.
    private mutating func dropOvertaken() {
        // What is sorted is a heap.
        heap = current.map { Entry(instant: $0.value, task: $0.key) }
            .sorted { $0.instant < $1.instant }
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        siftDown()
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].instant < heap[parent].instant else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].instant < heap[least].instant {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
