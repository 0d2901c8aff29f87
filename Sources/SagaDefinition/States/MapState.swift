package import SagaExpression

/// What is a Map's own.
package struct MapState: Sendable {
    package let processor: GraphID
    /// `ItemsPath` or `Items`; nil is the effective input itself.
    package let items: Items?
    package let itemSelector: Template?
    package let maxConcurrency: CountField?
    package let toleratedFailureCount: CountField?
    package let toleratedFailurePercentage: CountField?
    package let isDistributed: Bool
    package let label: String?
    package let reader: ItemReader?
    package let batcher: ItemBatcher?
    package let writer: ResultWriter?

    package enum Items: Sendable {
        case path(PathExpression)
        case template(Template)
    }

    /// A number that is written or computed.
    package enum CountField: Sendable {
        case constant(Double)
        case computed(Expression)
    }

    package struct ItemBatcher: Sendable {
        package let input: Template?
        package let maxItems: CountField?
        package let maxInputBytes: CountField?

        package init(input: Template?, maxItems: CountField?, maxInputBytes: CountField?) {
            self.input = input
            self.maxItems = maxItems
            self.maxInputBytes = maxInputBytes
        }
    }

    package init(
        processor: GraphID, items: Items?, itemSelector: Template?, maxConcurrency: CountField?,
        toleratedFailureCount: CountField?, toleratedFailurePercentage: CountField?,
        isDistributed: Bool, label: String?, reader: ItemReader?, batcher: ItemBatcher?,
        writer: ResultWriter?
    ) {
        self.processor = processor
        self.items = items
        self.itemSelector = itemSelector
        self.maxConcurrency = maxConcurrency
        self.toleratedFailureCount = toleratedFailureCount
        self.toleratedFailurePercentage = toleratedFailurePercentage
        self.isDistributed = isDistributed
        self.label = label
        self.reader = reader
        self.batcher = batcher
        self.writer = writer
    }
}
