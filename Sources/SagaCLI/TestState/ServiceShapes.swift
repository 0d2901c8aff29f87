/// The results of the calls that workflows make most, as the services' own models have them.
///
/// A call that is not here is not checked, as if `fieldValidationMode` were NONE.
enum ServiceShapes {
    /// The shape of a resource's result; nil where it is not known, or where somebody else answers.
    static func result(of resource: String) -> ServiceShape? {
        let start = "arn:aws:states:::"
        guard resource.hasPrefix(start) else { return nil }
        let call = resource.dropFirst(start.count)
        let name = call.hasPrefix("aws-sdk:") ? call.dropFirst("aws-sdk:".count) : call
        return shapes[String(name)]
    }

    private typealias Member = ServiceShape.Member

    private static let shapes: [String: ServiceShape] = [
        "states:startExecution": .object([
            Member("ExecutionArn", .string, isRequired: true),
            Member("StartDate", .string, isRequired: true),
        ]),
        "sfn:startExecution": .object([
            Member("ExecutionArn", .string, isRequired: true),
            Member("StartDate", .string, isRequired: true),
        ]),
        "lambda:invoke": .object([
            Member("StatusCode", .number()), Member("FunctionError", .string),
            Member("LogResult", .string), Member("Payload", .anything),
            Member("ExecutedVersion", .string),
        ]),
        "lambda:getFunction": .object([
            Member("Configuration", functionConfiguration),
            Member(
                "Code",
                .object(
                    ["RepositoryType", "Location", "ImageUri", "ResolvedImageUri"].map {
                        Member($0, .string)
                    })),
            Member("Tags", .map(.string)),
            Member(
                "Concurrency",
                .object([Member("ReservedConcurrentExecutions", .number(minimum: 0))])),
        ]),
        "dynamodb:getItem": .object([
            Member("Item", .map(.attribute)), Member("ConsumedCapacity", consumedCapacity),
        ]),
        "dynamodb:putItem": writtenItem,
        "dynamodb:updateItem": writtenItem,
        "dynamodb:deleteItem": writtenItem,
        "s3:getObject": storedObject,
        "events:putEvents": .object([
            Member("FailedEntryCount", .number()),
            Member(
                "Entries",
                .list(
                    .object(["EventId", "ErrorCode", "ErrorMessage"].map { Member($0, .string) }))),
        ]),
        "eventbridge:putEvents": .object([
            Member("FailedEntryCount", .number()),
            Member(
                "Entries",
                .list(
                    .object(["EventId", "ErrorCode", "ErrorMessage"].map { Member($0, .string) }))),
        ]),
        "kms:encrypt": .object([
            Member("CiphertextBlob", .string), Member("KeyId", .string),
            Member("EncryptionAlgorithm", encryptionAlgorithm),
        ]),
        "kms:decrypt": .object([
            Member("Plaintext", .string), Member("KeyId", .string),
            Member("EncryptionAlgorithm", encryptionAlgorithm),
        ]),
        "sqs:sendMessage": .object(
            [
                "MD5OfMessageBody", "MD5OfMessageAttributes", "MD5OfMessageSystemAttributes",
                "MessageId", "SequenceNumber",
            ].map { Member($0, .string) }),
        "sns:publish": .object(["MessageId", "SequenceNumber"].map { Member($0, .string) }),
        "secretsmanager:getSecretValue": .object(
            ["ARN", "Name", "VersionId", "SecretBinary", "SecretString", "CreatedDate"].map {
                Member($0, .string)
            } + [Member("VersionStages", .list(.string))]),
        "ssm:getParameter": .object([
            Member(
                "Parameter",
                .object(
                    [
                        Member("Type", .word(["String", "StringList", "SecureString"])),
                        Member("Version", .number()),
                    ] + ["Name", "Value", "ARN", "DataType"].map { Member($0, .string) }))
        ]),
    ]

    private static let encryptionAlgorithm = ServiceShape.word([
        "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE",
    ])

    private static let capacity = ServiceShape.object(
        ["ReadCapacityUnits", "WriteCapacityUnits", "CapacityUnits"].map {
            Member($0, .number())
        })

    private static let consumedCapacity = ServiceShape.object([
        Member("TableName", .string), Member("CapacityUnits", .number()),
        Member("ReadCapacityUnits", .number()), Member("WriteCapacityUnits", .number()),
        Member("Table", capacity), Member("LocalSecondaryIndexes", .map(capacity)),
        Member("GlobalSecondaryIndexes", .map(capacity)),
    ])

    private static let writtenItem = ServiceShape.object([
        Member("Attributes", .map(.attribute)), Member("ConsumedCapacity", consumedCapacity),
        Member(
            "ItemCollectionMetrics",
            .object([
                Member("ItemCollectionKey", .map(.attribute)),
                Member("SizeEstimateRangeGB", .list(.number())),
            ])),
    ])

    private static let storedObject = ServiceShape.object(
        [
            "Body", "AcceptRanges", "Expiration", "Restore", "LastModified", "ETag", "VersionId",
            "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage",
            "ContentRange", "ContentType", "Expires", "WebsiteRedirectLocation",
            "SSECustomerAlgorithm", "SSECustomerKeyMD5", "SSEKMSKeyId", "ObjectLockRetainUntilDate",
        ].map { Member($0, .string) } + [
            Member("DeleteMarker", .boolean), Member("BucketKeyEnabled", .boolean),
            Member("ContentLength", .number()), Member("MissingMeta", .number()),
            Member("PartsCount", .number()), Member("TagCount", .number()),
            Member("Metadata", .map(.string)),
            Member(
                "ServerSideEncryption", .word(["AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"])),
            Member(
                "StorageClass",
                .word([
                    "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA",
                    "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR",
                    "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS",
                ])),
            Member("RequestCharged", .word(["requester"])),
            Member(
                "ReplicationStatus",
                .word(["COMPLETE", "PENDING", "FAILED", "REPLICA", "COMPLETED"])),
            Member("ObjectLockMode", .word(["GOVERNANCE", "COMPLIANCE"])),
            Member("ObjectLockLegalHoldStatus", .word(["ON", "OFF"])),
        ])

    private static let functionConfiguration = ServiceShape.object(
        [
            "FunctionName", "FunctionArn", "Runtime", "Role", "Handler", "Description",
            "LastModified", "CodeSha256", "Version", "KMSKeyArn", "MasterArn", "RevisionId",
            "StateReason", "StateReasonCode", "LastUpdateStatusReason",
        ].map { Member($0, .string) } + [
            Member("CodeSize", .number()), Member("Timeout", .number(minimum: 1)),
            Member("MemorySize", .number(minimum: 128, maximum: 10_240)),
            Member("Environment", .object([Member("Variables", .map(.string))])),
            Member("TracingConfig", .object([Member("Mode", .word(["Active", "PassThrough"]))])),
            Member("State", .word(["Pending", "Active", "Inactive", "Failed"])),
            Member("LastUpdateStatus", .word(["Successful", "Failed", "InProgress"])),
            Member("PackageType", .word(["Zip", "Image"])),
            Member("Architectures", .list(.word(["x86_64", "arm64"]))),
            Member(
                "EphemeralStorage",
                .object([
                    Member("Size", .number(minimum: 512, maximum: 10_240), isRequired: true)
                ])),
            Member(
                "Layers",
                .list(.object([Member("Arn", .string), Member("CodeSize", .number())]))),
        ])
}
