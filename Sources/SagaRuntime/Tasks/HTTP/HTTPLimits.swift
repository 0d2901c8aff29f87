import SagaValue

/// What bounds requests, and which are let out at all; tests use small numbers.
package struct HTTPLimits: Sendable {
    /// For looking up the name, connecting and the TLS handshake together.
    package var connect = Duration.seconds(Limits.httpConnectSeconds)
    package var headerBytes = Limits.httpHeaderBytes
    package var bodyBytes = Limits.httpBodyBytes
    /// Whether private, loopback and other addresses that are not public are refused.
    package var isPublicOnly = false
    /// Whether plain `http:` is refused.
    package var isTLSOnly = false
    /// Certificates to trust instead of the system's.
    package var certificatesFile: String?
    /// The library that is opened for the first request.
    package var library = "libcurl.so.4"

    package init() {}
}
