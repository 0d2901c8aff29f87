extension String {
    /// The text with everything made the same that differs from run to run: times, ids, keys.
    package var steady: String {
        self
            .replacing(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "TIME")
            .replacing(
                /\b[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/,
                with: "KEY"
            )
            .replacing(/(\.\d+\.\d+)\.[0-9a-f]{32}\b/) { "\($0.output.1).SEAL" }
            .replacing(/\b[0-9]+\.[0-9]s\b/, with: "0.0s")
            .replacing(/\b[0-9]+s ago/, with: "0s ago")
            .replacing(/"seconds": [0-9.e-]+/, with: "\"seconds\": 0")
            .replacing(/-\d{8}-\d{6}-[a-z0-9]{4}\b/, with: "-DATE-CLOCK-WORD")
    }

    /// The steady text of what a page or the head of an example shows for people to compare.
    ///
    /// Beside what `steady` does, bars and their scale are made the same, runs of blanks are one
    /// blank, and so are ports and the names that the tasks of the order make of their keys.
    package var steadyAsShown: String {
        steady
            .replacing(/[█▒░╱]+([ █▒░╱]*[█▒░╱])?/, with: "BAR")
            .replacing(/\bstate( +\d+(\.\d+)?(ms|s|m)?)+/, with: "state SCALE")
            .replacing(/\b(r-|v-|c-|ch_)[0-9a-f]{8}\b/) { "\($0.output.1)KEY" }
            .replacing(/@[0-9a-f]{4}\b/, with: "@HASH")
            .replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT")
            .replacing(/[ ]+/, with: " ")
    }
}
