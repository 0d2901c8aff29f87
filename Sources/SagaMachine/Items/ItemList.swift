import SagaValue

/// The items of a Map before any of them is handed out.
struct ItemList {
    let items: [Value]
    let origin: ItemOrigin
    /// The effective input of the Map, which `ItemSelector` sees.
    let input: Value

    /// `Map` of the context object while an item is selected.
    func context(_ index: Int) -> Value? {
        guard items.indices.contains(index) else { return nil }
        var item = Object([("Index", .integer(index)), ("Value", items[index])])
        item["Source"] = origin[index].map { .string($0) }
        return ["Item": .object(item)]
    }
}

extension Fork {
    /// The items as a selector sees them; nil of a Parallel.
    var list: ItemList? {
        items.map { ItemList(items: $0, origin: origin, input: start.input) }
    }
}
