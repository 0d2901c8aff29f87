extension JSONataReferences {
    /// Whether a variable's name, without its `$`, is that of a function of the library.
    package static func isLibraryFunction(_ name: String) -> Bool { Builtin(name: name) != nil }
}
