import SagaValue

// Band 1: what can be wrong with a text before it is a definition.
extension Explanation {
    static let notUTF8 = Explanation(
        title: "the text is not UTF-8",
        meaning: "A definition is UTF-8, with or without a byte-order mark. The marked byte cannot"
            + " stand there.",
        remedy: "Save the file as UTF-8, for example with `iconv -t UTF-8`.")
    static let textTooLarge = Explanation(
        title: "the definition is too large",
        meaning: "A definition has at most 1,048,576 characters, as on the service. A single"
            + " text in it is bounded by its bytes (SAGA1005).",
        remedy: "Move data to the input or to files that a task reads, or split the workflow.")
    static let tooManyNodes = Explanation(
        title: "the definition has too many parts",
        meaning: "Keys, values, lists and maps are counted together, each alias and merge key with"
            + " all it stands for. There may be 50,000. A few nested aliases can stand for"
            + " billions of parts.",
        remedy: "Write fewer states, or a Map state that runs the same states for every item.")
    static let nestedTooDeeply = Explanation(
        title: "the definition is nested too deeply",
        meaning: "Lists and maps may be nested 64 deep, aliases followed.",
        remedy: "Move inner states to a workflow of their own and run it as a task.")
    static let scalarTooLong = Explanation(
        title: "a text in the definition is too long",
        meaning: "A single text has at most 524,288 bytes.",
        remedy: "Keep long scripts and data in files of their own.")
    static let brokenYAML = Explanation(
        title: "the text is not YAML",
        meaning: "The YAML reader could not go on at the marked place. The cause often stands on"
            + " the line before: a missing quote, bracket or colon, or an indentation that does"
            + " not match.",
        example: "StartAt: A\nStates: {A: {Type: Succeed}\n",
        remedy: "Mend the syntax. Quote a text that begins with one of `{ [ * & ! | > % @`.")
    static let brokenJSON = Explanation(
        title: "the text is not JSON",
        meaning: "A file whose name ends in `.json` is read as JSON (RFC 8259): no comments, no"
            + " comma after the last element, every key in double quotes.",
        remedy: "Mend the syntax, or name the file `.yaml` if it is YAML.")
    static let emptyText = Explanation(
        title: "the file holds no definition",
        meaning: "There is nothing in the file but blanks or comments.",
        example: "# to be written\n",
        remedy: "Write at least one state, such as `States: [{Greet: {Run: [echo, hello]}}]`.")
    static let duplicateKey = Explanation(
        title: "a key stands twice in one map",
        meaning: "Of two members with the same key only one could count, and readers differ in"
            + " which. Two states with one name are the usual cause.",
        example: "StartAt: A\nStates:\n  A: {Type: Succeed}\n  A: {Type: Pass, End: true}\n",
        remedy: "Remove or rename one of them.")
    static let refusedTag = Explanation(
        title: "a YAML tag is not supported",
        meaning: "A tag such as `!Sub` or `!!python/object` is meant for another program. Here"
            + " only the tags of YAML's core schema have a meaning, on values that fit them.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: !Ref Table, End: true}\n",
        remedy: "Remove the tag; if the file is a template, render it first.")
    static let keyNotScalar = Explanation(
        title: "a key is a list or a map",
        meaning: "YAML allows any node as a key, JSON does not, and neither does a definition."
            + " Braces without quotes around a template's placeholder look like this.",
        example: "StartAt: A\nStates:\n  ? [A, B]\n  : {Type: Succeed}\n",
        remedy: "Make the key a name, or put quotes around it.")
    static let unquotedExpression = Explanation(
        title: "an expression must be quoted in YAML",
        meaning: "`{` begins a map in YAML and `%` cannot follow it, so a JSONata expression needs"
            + " quotes around it.",
        example: "QueryLanguage: JSONata\nStartAt: A\nStates:\n"
            + "  A: {Type: Pass, Output: {% $states.input %}, End: true}\n",
        remedy: "Put quotes around the whole: `\"{% $states.input %}\"`, or single quotes if the"
            + " expression has double ones.")
    static let severalDocuments = Explanation(
        title: "a file holds more than one document",
        meaning: "`---` begins another YAML document. A file holds one definition.",
        example: "StartAt: A\nStates: {A: {Type: Succeed}}\n---\n"
            + "StartAt: B\nStates: {B: {Type: Succeed}}\n",
        remedy: "Put each definition in a file of its own.")
    static let tabIndentation = Explanation(
        title: "a tab indents YAML",
        meaning: "YAML's indentation is made of blanks; a tab has no agreed width.",
        example: "StartAt: A\nStates:\n\tA: {Type: Succeed}\n",
        remedy: "Replace the tabs before the first word of a line by blanks.")
    static let controlCharacter = Explanation(
        title: "a control character stands in the text",
        meaning: "NUL and the other control characters but tab and line break do not belong in a"
            + " definition; they hide text or drive a terminal.",
        remedy: "Remove it; in a quoted string write an escape such as `\\u001b`.")
    static let unknownAlias = Explanation(
        title: "an alias has no anchor",
        meaning: "`*name` repeats what `&name` marked earlier in the same document. An anchor"
            + " counts from the end of what it marks, so nothing can contain itself.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: *defaults, End: true}\n",
        remedy: "Write the anchor before its use, or put quotes around a text that begins with"
            + " `*`.")
    static let brokenMerge = Explanation(
        title: "a merge key has no map",
        meaning: "`<<` takes over the members of a map, or of several in a list.",
        example: "StartAt: A\nStates:\n  A: {<<: Pass, Type: Succeed}\n",
        remedy: "Give it an alias of a map, or put quotes around `\"<<\"` to use it as a name.")
    static let notJSONNumber = Explanation(
        title: "a number has no value in JSON",
        meaning: "Infinities, not-a-number and hexadecimal or octal integers of more than 64 bits"
            + " cannot be written in JSON.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: .inf, End: true}\n",
        remedy: "Use another number, or quotes to make it a string.")
    static let tooManyFindings = Explanation(
        title: "more was found than is shown",
        meaning: "Of one definition at most 500 errors and 500 warnings are shown.",
        remedy: "Mend those that are shown and validate again.")
    static let directionControl = Explanation(
        title: "an invisible character changes the direction of writing",
        meaning: "With these characters a text can look different from what it is, which has been"
            + " used to hide commands in reviews.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Comment: \"a\u{202E}b\", End: true}\n",
        remedy: "Remove it; in a quoted string write an escape such as `\\u202e`.")
    static let wordLikeBoolean = Explanation(
        title: "a word that older YAML takes for a boolean is a string",
        meaning: "YAML 1.1 read `yes`, `no`, `on` and `off` as booleans, YAML 1.2 does not, and"
            + " nor does saga.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: {send: no}, End: true}\n",
        remedy: "Write `true` or `false` for a boolean, or quotes for the string.")
    static let octalLike = Explanation(
        title: "a number that older YAML takes for an octal one is decimal",
        meaning: "YAML 1.1 read `010` as 8. YAML 1.2 reads it as 10, and so does saga.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: {mode: 0755}, End: true}\n",
        remedy: "Write `0o10` for the octal number, `10` for the decimal one, or quotes for the"
            + " string.")
    static let dateLike = Explanation(
        title: "a text that older YAML takes for a date is a string",
        meaning: "YAML 1.1 had dates, YAML 1.2 and JSON do not.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: {day: 2026-11-24}, End: true}\n",
        remedy: "Put quotes around it.")
    static let sexagesimalLike = Explanation(
        title: "a text that older YAML takes for a number in base 60 is a string",
        meaning: "YAML 1.1 read `12:30` as 750, YAML 1.2 does not.",
        example: "StartAt: A\nStates:\n  A: {Type: Pass, Result: {at: 12:30}, End: true}\n",
        remedy: "Put quotes around it.")
}
