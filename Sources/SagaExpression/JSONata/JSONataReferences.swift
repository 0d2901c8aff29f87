/// What an expression refers to besides what it makes itself.
///
/// The service refuses definitions by it: an expression has no input there, so `phone`, `$` and
/// `$$` mean nothing at the top level, and `$states` has known fields only.
package struct JSONataReferences: Sendable, Equatable {
    /// A name, and where it stands in code points from the expression's start.
    package struct Name: Sendable, Equatable {
        package let name: String
        package let position: Int

        package init(name: String, position: Int) {
            self.name = name
            self.position = position
        }
    }

    /// What is read off the input of the whole expression, in the order in which it stands.
    ///
    /// Field names, `$`, `*` and `**`; and `$$` wherever it stands.
    package var topLevel: [Name] = []
    /// The variables read, without their `$`, that the expression does not bind where they
    /// stand; functions of the library that are called are among them.
    package var variables: [Name] = []
    /// The first field of each path that starts at `$states`.
    package var stateFields: [Name] = []
}
