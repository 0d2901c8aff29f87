import SagaExpression
import SagaSource
import SagaValue

// `Http`: the arguments of AWS's HTTP task, without the connection that AWS demands.
extension TaskReader {
    private static let requestFields = [
        "ApiEndpoint", "Method", "Headers", "QueryParameters", "RequestBody", "Transform",
    ]
    private static let methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]

    func http() -> TaskBody {
        guard let request = fields.map("Http") else {
            return TaskBody(
                kind: .http(HTTPSpec()), arguments: .constant(.emptyObject), passEnv: nil,
                secrets: [])
        }
        let computed = language == .jsonPath ? Self.requestFields.map { $0 + ".$" } : []
        request.allow(Self.requestFields + computed + ["NoEffect"], in: "`Http`")
        for key in ["ApiEndpoint", "Method"] where !request.has(key + ".$") {
            request.require([key])
        }
        check(request)
        let noEffect = ExitCodes.noEffect(request, in: 100...599)
        return TaskBody(
            kind: .http(HTTPSpec(noEffect: noEffect)),
            arguments: template(request.part, omitting: ["NoEffect"]),
            passEnv: nil, secrets: fields.strings("Secrets") ?? [])
    }

    /// What can be checked of the parts that are written and not computed.
    private func check(_ request: Fields) {
        if let part = request["Method"], !part.isQuery, let method = reading.text(part),
            !Self.methods.contains(method)
        {
            request.reportWord(part, method, Self.methods)
        }
        if let part = request["ApiEndpoint"], !part.isQuery, let address = reading.text(part) {
            HTTPRules.checkAddress(address, part, reading)
        }
        for key in ["Headers", "QueryParameters"] {
            guard let part = request[key], !part.isQuery else { continue }
            guard let map = Fields(part, reading), key == "Headers" else { continue }
            for member in part.node.members ?? [] { HTTPRules.checkHeader(member, map) }
        }
        if let transform = request["Transform"], !transform.isQuery {
            _ = Fields(transform, reading)
        }
    }
}
