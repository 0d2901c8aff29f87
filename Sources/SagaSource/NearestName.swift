/// The name that was probably meant, if one is near enough.
///
/// Near is at most a third of the longer name's letters, one at least, yet not all of them. Of
/// equally near names the first wins. Names longer than 100 characters are not compared.
///
/// - Complexity: The length of the name times the lengths of the candidates together.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.unicodeScalars)
    guard wanted.count <= 100 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let letters = Array(candidate.unicodeScalars)
        let longer = max(wanted.count, letters.count)
        let allowed = min(max(1, longer / 3), longer - 1, (best?.distance ?? 101) - 1)
        guard letters.count <= 100, abs(letters.count - wanted.count) <= allowed else { continue }
        let distance = editDistance(wanted, letters)
        if distance <= allowed { best = (candidate, distance) }
    }
    return best?.name
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour; a change of
/// case counts as one, however many letters it has.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left != right,
        left.map(\.properties.lowercaseMapping) == right.map(\.properties.lowercaseMapping)
    {
        return 1
    }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
        var current = [i + 1]
        for j in right.indices {
            var distance = previous[j] + (left[i] == right[j] ? 0 : 1)
            distance = min(distance, previous[j + 1] + 1, current[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                distance = min(distance, beforePrevious[j - 1] + 1)
            }
            current.append(distance)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
