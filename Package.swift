// swift-tools-version: 6.2
import PackageDescription

// The rooms, floor by floor: every arrow points down. What each may import and touch stands in
// the README's table; `scripts/check` fails on an import outside it.

/// What every own target is built with.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Rooms that touch C say `unsafe` at every touch.
let strictWithC = strict + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let floor1: [Target] = [
  .target(name: "Intake", swiftSettings: strict),
  .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
  .systemLibrary(name: "CLinux"),
]

let floor2: [Target] = [
  .target(name: "Gate", dependencies: ["Intake"], swiftSettings: strict),
  .target(name: "IntakeForm", dependencies: ["Intake"], swiftSettings: strict),
  .target(name: "Sealing", dependencies: ["Intake", crypto, cryptoExtras], swiftSettings: strict),
  .target(name: "Ports", dependencies: ["Intake", "Sealing"], swiftSettings: strict),
]

let floor3: [Target] = [
  .target(
    name: "Wording", dependencies: ["Intake", "Gate", "IntakeForm"], swiftSettings: strict),
  .target(name: "Paper", dependencies: ["Intake", "Gate", "Wording"], swiftSettings: strict),
  .target(
    name: "ReadlineTerminal", dependencies: ["Ports", "CReadline", "CLinux"],
    swiftSettings: strictWithC),
  .target(
    name: "SQLiteQueue", dependencies: ["Intake", "Sealing", "Ports", grdb],
    swiftSettings: strict),
  .target(
    name: "Laptop", dependencies: ["Intake", "Sealing", "Ports", "CLinux"],
    swiftSettings: strictWithC),
]

let floor4: [Target] = [
  .target(
    name: "BoothConfig", dependencies: ["Intake", "Gate", "Wording", toml],
    swiftSettings: strict),
  .target(
    name: "Desk",
    dependencies: ["Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper"],
    swiftSettings: strict),
]

let floor5: [Target] = [
  .executableTarget(
    name: "loket",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper",
      "ReadlineTerminal", "SQLiteQueue", "Laptop", "BoothConfig", "Desk", argumentParser,
    ],
    swiftSettings: strict)
]

let tests: [Target] = [
  .target(
    name: "TestWorld", dependencies: ["Intake", "Sealing", "Ports"], path: "Tests/TestWorld",
    swiftSettings: strict),
  .testTarget(name: "IntakeTests", dependencies: ["Intake", "TestWorld"], swiftSettings: strict),
  .testTarget(
    name: "GateTests", dependencies: ["Intake", "Gate", "TestWorld"], swiftSettings: strict),
  .testTarget(
    name: "FormTests", dependencies: ["Intake", "IntakeForm", "TestWorld"],
    swiftSettings: strict),
  .testTarget(
    name: "SealingTests", dependencies: ["Intake", "Sealing", "TestWorld"],
    swiftSettings: strict),
  .testTarget(
    name: "QueueTests", dependencies: ["Intake", "Sealing", "Ports", "SQLiteQueue", "TestWorld"],
    swiftSettings: strict),
  .testTarget(
    name: "BoothConfigTests", dependencies: ["Intake", "Gate", "Wording", "BoothConfig"],
    swiftSettings: strict),
  .testTarget(
    name: "LaptopTests",
    dependencies: ["Intake", "Sealing", "Ports", "Laptop", "TestWorld"], swiftSettings: strict),
  .testTarget(
    name: "DeskTests",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "BoothConfig",
      "Desk", "TestWorld",
    ], swiftSettings: strict),
  .testTarget(name: "TerminalTests", dependencies: ["loket", "Intake", "Ports", "TestWorld"], swiftSettings: strict),
  .testTarget(name: "TidyTests", swiftSettings: strict),
]

let package = Package(
  name: "loket",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: floor1 + floor2 + floor3 + floor4 + floor5 + tests,
  swiftLanguageModes: [.v6]
)
