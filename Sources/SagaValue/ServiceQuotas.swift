/// The quotas of AWS Step Functions, which hold here only where a person asks for them.
package enum ServiceQuotas {
    /// Bytes of UTF-8 of an input, a result and an output as JSON.
    package static let payloadBytes = 262_144
    /// Events of one execution's history.
    package static let historyEvents = 25_000
    /// Bytes of one variable, and of all that one `Assign` sets.
    package static let assignBytes = 256 << 10
    /// Bytes of all variables of an execution.
    package static let variablesBytes = 10 << 20
    /// Characters of an error's name.
    package static let errorLength = 256
    /// Characters of an error's cause.
    package static let causeLength = 32_768
    /// Child executions of a distributed Map at the same time.
    package static let distributedConcurrency = 10_000
    /// Seconds that an execution of a standard state machine may take: a year.
    package static let standardSeconds = 31_536_000
    /// Seconds that an execution of an express state machine may take.
    package static let expressSeconds = 300
}
