// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "saga",
    products: [
        .executable(name: "saga", targets: ["saga"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // JSON values, timestamps, names, limits: what every other target speaks.
        .target(name: "SagaValue"),
        // JSONPath, intrinsic functions, JSONata: text to tree to value.
        .target(name: "SagaExpression", dependencies: ["SagaValue"]),
        // The system's libyaml, whose events one file of SagaSource turns into nodes.
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        // Text to nodes that know their place; findings and their catalogue.
        .target(name: "SagaSource", dependencies: ["SagaValue", "CLibYAML"]),
        // Nodes to a workflow in which every name exists.
        .target(
            name: "SagaDefinition", dependencies: ["SagaSource", "SagaExpression", "SagaValue"]),
        // The pure machine: triggers in, events and effects out.
        .target(
            name: "SagaMachine", dependencies: ["SagaDefinition", "SagaExpression", "SagaValue"]),
        // Paths of a definition without its data: what may go wrong, and what is left then.
        .target(
            name: "SagaSimulation",
            dependencies: ["SagaMachine", "SagaDefinition", "SagaExpression", "SagaValue"]),
        // Views: folds of events for people and programs.
        .target(name: "SagaReport", dependencies: ["SagaMachine", "SagaDefinition", "SagaValue"]),
        // The few system calls that Swift's Glibc module lacks, CRC32C, gzip by the system's zlib,
        // libcurl on first use.
        .target(name: "CSystem", linkerSettings: [.linkedLibrary("z")]),
        // Events on disk: framing, checksums, lock, recovery.
        .target(name: "SagaJournal", dependencies: ["SagaMachine", "SagaValue", "CSystem"]),
        // The loop, and the tasks it starts: shell commands and HTTP requests.
        .target(
            name: "SagaRuntime",
            dependencies: ["SagaJournal", "SagaMachine", "SagaDefinition", "SagaValue", "CSystem"]
        ),
        // Commands, rendering, exit statuses.
        .target(
            name: "SagaCLI",
            dependencies: [
                "SagaRuntime", "SagaJournal", "SagaReport", "SagaSimulation", "SagaMachine",
                "SagaDefinition", "SagaExpression", "SagaSource", "SagaValue",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // The workloads of `make bench`, their reference in C, and the least Swift program.
        .executableTarget(
            name: "saga-bench",
            dependencies: [
                "SagaRuntime", "SagaJournal", "SagaMachine", "SagaDefinition", "SagaSource",
                "SagaValue",
            ]),
        .executableTarget(name: "CBenchmark", linkerSettings: [.linkedLibrary("curl")]),
        .executableTarget(name: "saga-bench-hello"),
        // The program.
        .executableTarget(name: "saga", dependencies: ["SagaCLI"]),
        // What tests share: transcripts, marked text, a loopback HTTP server.
        .target(
            name: "SagaTesting",
            dependencies: [
                "SagaMachine", "SagaDefinition", "SagaSource", "SagaValue", "CSystem",
            ]),

        // A scripted HTTP server for tests, and what the examples talk to.
        .target(name: "SagaLoopback", dependencies: ["SagaValue"]),
        // What the examples talk to, by itself, for `make demo`.
        .executableTarget(name: "saga-demo-server", dependencies: ["SagaLoopback"]),
        // Kills the program before one of its system calls, for acceptance tests.
        .executableTarget(name: "CInjector"),

        .testTarget(name: "TidyTests", dependencies: ["SagaValue"]),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "saga", "saga-demo-server", "SagaLoopback",
                "SagaCLI", "SagaDefinition", "SagaSource", "SagaValue", "SagaTesting",
            ]),
        // The protocol as a model, which SPIN explores.
        .testTarget(
            name: "ModelTests", dependencies: ["SagaTesting"], exclude: ["saga.pml"]),
        .testTarget(name: "SagaValueTests", dependencies: ["SagaValue", "SagaTesting"]),
        .testTarget(
            name: "SagaSourceTests", dependencies: ["SagaSource", "SagaValue", "SagaTesting"],
            exclude: ["Malicious"]),
        .testTarget(
            name: "SagaJournalTests",
            dependencies: [
                "SagaJournal", "SagaMachine", "SagaDefinition", "SagaSource", "SagaValue",
                "SagaTesting", "CSystem",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "SagaMachineTests",
            dependencies: ["SagaMachine", "SagaDefinition", "SagaValue", "SagaTesting"],
            exclude: ["Scenarios", "standings.txt"]),
        .testTarget(
            name: "SagaCLITests",
            dependencies: [
                "saga", "SagaCLI", "SagaSimulation", "SagaReport", "SagaMachine", "SagaDefinition",
                "SagaSource", "SagaValue", "SagaTesting",
            ],
            exclude: ["Pictures", "Transcripts", "Files", "Checks"]),
        .testTarget(
            name: "SagaReportTests",
            dependencies: [
                "SagaReport", "SagaRuntime", "SagaMachine", "SagaDefinition", "SagaSource",
                "SagaValue", "SagaTesting",
            ],
            exclude: ["Views"]),
        .testTarget(
            name: "AcceptanceTests",
            dependencies: [
                "saga", "SagaLoopback", "SagaSource", "SagaValue", "SagaTesting",
            ],
            exclude: ["Definitions", "Tasks", "Refusals.txt"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "SagaSimulation", "SagaMachine", "SagaDefinition", "SagaExpression", "SagaValue",
                "SagaTesting",
            ],
            exclude: ["Definitions"]),
        .testTarget(
            name: "SagaExpressionTests",
            dependencies: ["SagaExpression", "SagaValue", "SagaTesting"]),
        .testTarget(
            name: "SagaRuntimeTests",
            dependencies: [
                "SagaRuntime", "SagaMachine", "SagaDefinition", "SagaValue", "SagaLoopback",
                "SagaTesting", "CSystem",
            ]),
        .testTarget(
            name: "SagaDefinitionTests",
            dependencies: [
                "SagaDefinition", "SagaExpression", "SagaSource", "SagaValue", "SagaTesting",
            ],
            exclude: ["Findings"]),
    ]
)

// Readers under libFuzzer, whose `main` takes the place of ours: only `make fuzzers` builds it.
if Context.environment["SAGA_FUZZERS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "saga-fuzz",
            dependencies: ["SagaDefinition", "SagaExpression", "SagaSource", "SagaValue"]))
}

// One set of settings for all: a warning is an error, and what Swift can check, it checks.
for target in package.targets where target.type != .system {
    let isC = target.name.hasPrefix("C")
    if isC { continue }
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
}
