/// One thing that a loopback server does on a connection; the list ends with reading the next
/// request, unless the connection is gone.
package enum ServerAction: Sendable {
    /// A whole response, its length included.
    case respond(Int, headers: [(name: String, value: String)] = [], body: String = "")
    /// These bytes, whatever they are.
    case send(String)
    /// The same bytes again and again, so many times or until nobody takes them.
    case repeated(String, times: Int)
    /// A byte at a time for as long as somebody takes them.
    case drip
    /// Nothing more, until the other side goes away.
    case hold
    /// No more will come, though the connection stays open.
    case halfClose
    /// The connection is closed as it should be.
    case close
    /// The connection is broken off (RST).
    case reset
}
