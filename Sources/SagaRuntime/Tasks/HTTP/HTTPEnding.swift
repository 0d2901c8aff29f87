package struct HTTPEnding: Sendable {}
