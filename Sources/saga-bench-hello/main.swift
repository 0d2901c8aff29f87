// The least that a Swift program does: the floor of a start.
print("saga")
