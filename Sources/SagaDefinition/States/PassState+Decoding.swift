import SagaSource
import SagaValue

extension StateReader {
    func pass() -> PassState {
        guard let part = fields["Result"] else { return PassState(result: nil) }
        if language == .jsonPath { PathLookalikes.checkResult(part, reading) }
        QuotaRules.checkPayload(part, reading)
        return PassState(result: part.node.value)
    }
}
