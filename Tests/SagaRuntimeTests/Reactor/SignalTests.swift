import CSystem
import Foundation
import Testing

@testable import SagaRuntime

/// Each in a process of its own, because signals belong to the whole process.
@Suite struct SignalTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal is an arrival`(signal: Int32) async {
        await #expect(processExitsWith: .success) { [signal] in
            Foundation.signal(signal, SIG_DFL)
            let pool = try TaskPool(takesSignals: true)
            raise(signal)
            let arrivals = try pool.wait(until: Instant.now.advanced(by: .seconds(60)))
            guard case .signal(signal)? = arrivals.first else { throw Unexpected() }
        }
    }

    @Test func `a HUP that was ignored from the start stays ignored`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGHUP, SIG_IGN)
            let pool = try TaskPool(takesSignals: true)
            raise(SIGHUP)
            raise(SIGTERM)
            let arrivals = try pool.wait(until: nil)
            guard arrivals.count == 1, case .signal(SIGTERM)? = arrivals.first else {
                throw Unexpected()
            }
        }
    }

    @Test func `a watched descriptor is an arrival as long as it can be read`() throws {
        let pool = try TaskPool()
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        try pool.watch(descriptor)
        #expect(try pool.wait(until: .now).isEmpty)
        try pipe.fileHandleForWriting.write(contentsOf: [1])
        guard case .readable(descriptor)? = try pool.wait(until: nil).first else {
            throw Unexpected()
        }
        pool.unwatch(descriptor)
        #expect(try pool.wait(until: .now).isEmpty)
    }
}
