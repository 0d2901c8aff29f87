/// Which `saga` this is.
package enum Version {
    /// The version that the changelog has on top; it stands in every journal's first record.
    package static let current = "0.1.0"
}
