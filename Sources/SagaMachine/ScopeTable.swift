/// The scopes of an execution that have not been left, by their id.
///
/// They stand in an array, so that one field of a scope is read or changed where it is: a
/// dictionary's values would be copied out whole at every touch.
package struct ScopeTable: Sendable {
    /// In no order but that the workflow's own scope comes first.
    package internal(set) var values: [Scope] = []
    private var places: [Int: Int] = [:]

    init() {}

    /// The place in `values` of a scope; nil when it has been left.
    func index(forKey id: Int) -> Int? {
        // The workflow's own scope is the first to come and never goes.
        id == 0 && !values.isEmpty ? 0 : places[id]
    }

    /// A scope as a value of its own.
    package subscript(id: Int) -> Scope? {
        get { index(forKey: id).map { values[$0] } }
        set {
            switch (index(forKey: id), newValue) {
            case (let place?, let scope?): values[place] = scope
            case (nil, let scope?):
                places[id] = values.count
                values.append(scope)
            case (_?, nil): removeValue(forKey: id)
            case (nil, nil): break
            }
        }
    }

    @discardableResult
    mutating func removeValue(forKey id: Int) -> Scope? {
        guard let place = places.removeValue(forKey: id) else { return nil }
        let last = values.count - 1
        if place != last {
            values.swapAt(place, last)
            places[values[place].id] = place
        }
        return values.removeLast()
    }

    /// The ids of all scopes, the smallest first.
    package var ids: [Int] { values.map(\.id).sorted() }
}
