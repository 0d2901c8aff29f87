import SagaValue

/// What keeps tasks from being handed their secrets.
extension Explanation {
    static let missingSecret = Explanation(
        title: "a secret is not there",
        meaning: "A task names it in `Secrets`, and there is no variable of this name in the "
            + "environment, nor was it given on the command line. Nothing was started.",
        example: "saga run deploy.saga.yaml   # with Secrets: [DEPLOY_KEY], and no DEPLOY_KEY",
        remedy: "Set the variable, or give it by `--secret-file NAME=FILE`, `--env-file FILE` "
            + "or `--secret NAME=VALUE`; `saga resume` needs it again, since it is written down "
            + "nowhere.")
    static let badSecret = Explanation(
        title: "a secret is too short to be kept",
        meaning: "What tasks print is searched for secrets, which are taken out. One of less than "
            + "six bytes would be found in many an innocent word. Nothing was started.",
        example: "saga run deploy.saga.yaml --secret DEPLOY_KEY=abc",
        remedy: "Use a longer one, or hand it over by `Env` if it is none.")
}
