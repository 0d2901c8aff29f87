import SagaValue

/// The named maxima of JSONata expressions.
enum JSONataLimits {
    /// Parts of an expression that are nested in each other.
    static let nesting = 400
    /// Arrays, objects and functions that a computed value nests in each other.
    static let valueDepth = 400
    /// Arrays and objects that a result nests in each other, with those that came in: less than
    /// a JSON text may, so that what holds the result can be read again.
    static let resultDepth = Limits.jsonDepth - 32
    /// Functions that are being called inside of each other.
    static let callDepth = 400
    /// Parameters in the signature of a function.
    static let parameters = 100
    /// Elements that the range operator makes.
    static let rangeElements = 10_000_000
    /// Elements that `$range` makes, as the service has it.
    static let rangeFunctionElements = 360_145
    /// Steps of a compiled regular expression.
    static let regexInstructions = 20_000
    /// Groups that a regular expression nests in each other.
    static let regexNesting = 100
    /// Choices that a regular expression keeps open at a time; those that a repetition makes at
    /// places one after the other count once.
    static let regexChoices = 1 << 20
    /// Words of 64 choices each that are known to lead nowhere.
    static let regexMemoWords = 1 << 22
    /// Bytes of a string.
    static let stringBytes = 64 << 20
}
