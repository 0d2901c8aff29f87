import SagaValue

// Band 28: files of test cases.
extension Explanation {
    static let unknownTestedState = Explanation(
        title: "a test case names a state that the workflow does not have",
        meaning: "Mocks, paths and counts of attempts name states of the workflow under test, or "
            + "visits by their path, such as `Each[3]/Load`. A name that is misspelt would make "
            + "a case that can never pass, or a mock that nobody asks.",
        example: """
            Cases:
              - Name: paid
                Mocks: {Chrage: {Return: 1}}

            """,
        remedy: "Correct the name.")
    static let mockOfNoTask = Explanation(
        title: "a mock stands for something that has no task",
        meaning: "A mock answers in the place of a task, and only a Task state has one: the "
            + "states inside a Parallel or Map are mocked by themselves. Under `Undos` it answers "
            + "in the place of the state's `Compensate`.",
        example: """
            Cases:
              - Name: paid
                Mocks: {Decide: {Return: 1}}

            """,
        remedy: "Mock the tasks inside, or remove the entry.")
    static let duplicateTestCase = Explanation(
        title: "two test cases have the same name",
        meaning: "A case is chosen and reported by its name.",
        example: """
            Cases:
              - Name: paid
              - Name: paid

            """,
        remedy: "Rename one of them.")
    static let impossibleExpectation = Explanation(
        title: "an expectation contradicts itself",
        meaning: "An execution that succeeded has an output and no error; any other has no "
            + "output. No run could meet both.",
        example: """
            Cases:
              - Name: paid
                Expect: {Status: FAILED, Output: 1}

            """,
        remedy: "Remove one of the two.")
}
