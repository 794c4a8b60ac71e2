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

/// The toolchain exports every symbol of a program with a static standard library; nobody looks
/// them up, and their names cost megabytes and start-up time.
let sealedProgram: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
]

/// The toolchain's usual linker cannot pack relocations, of which `loket` has 100,000: 3 MB of
/// memory at every prompt. It throws out more of what nobody calls, though: `pusat` is 40 MB
/// smaller by it.
let packedProgram =
  sealedProgram + [
    .unsafeFlags(
      ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"],
      .when(configuration: .release))
  ]

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
  .target(name: "CLate"),
  .target(name: "CPQ", dependencies: ["CLate"]),
  .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
  .target(name: "CXLSXWriter", dependencies: ["CLate"]),
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
]

let floor2: [Target] = [
  .target(name: "Gate", dependencies: ["Intake"], swiftSettings: strict),
  .target(name: "IntakeForm", dependencies: ["Intake"], swiftSettings: strict),
  .target(name: "Sealing", dependencies: ["Intake", crypto, cryptoExtras], swiftSettings: strict),
  .target(name: "Ports", dependencies: ["Intake", "Sealing"], swiftSettings: strict),
]

let floor3: [Target] = [
  .target(
    name: "Wording", dependencies: ["Intake", "Gate", "IntakeForm", "Sealing"],
    swiftSettings: strict),
  .target(
    name: "Paper", dependencies: ["Intake", "Gate", "Wording", "CQREncode"],
    swiftSettings: strictWithC),
  .target(
    name: "Spreadsheet", dependencies: ["Paper", "CXLSXWriter"], swiftSettings: strictWithC),
  .target(name: "RosterFile", dependencies: ["Intake", "CZlib"], swiftSettings: strictWithC),
  .target(name: "Printing", dependencies: ["Ports", "CLinux"], swiftSettings: strictWithC),
  .target(name: "MachineJSON", swiftSettings: strict),
  .target(name: "Delivery", dependencies: ["Intake", "Sealing", "Ports"], swiftSettings: strict),
  .target(
    name: "PostgresCentre", dependencies: ["Intake", "Sealing", "Ports", "CPQ"],
    resources: [
      .embedInCode("Migrations/ground.sql"),
      .embedInCode("Migrations/0001-inbox.sql"),
      .embedInCode("Migrations/0002-registry.sql"),
      .embedInCode("Migrations/0003-examination.sql"),
      .embedInCode("Migrations/0004-figures.sql"),
      .embedInCode("Migrations/0005-offices.sql"),
      .embedInCode("Migrations/0006-links.sql"),
      .embedInCode("Migrations/0007-planning.sql"),
      .embedInCode("Migrations/0008-kept.sql"),
      .embedInCode("Migrations/0009-unopened.sql"),
      .embedInCode("Migrations/0010-issue.sql"),
    ], swiftSettings: strictWithC),
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
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "Delivery",
      "RosterFile", "MachineJSON",
    ],
    swiftSettings: strict),
]

let office: Target = .target(
  name: "Office",
  dependencies: [
    "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Delivery", "Wording", "Paper",
    "MachineJSON",
  ],
  swiftSettings: strict)

let floor5: [Target] = [
  .executableTarget(
    name: "pusat",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "Spreadsheet",
      "PostgresCentre", "Laptop", "BoothConfig", "Delivery", "Office", "ReadlineTerminal",
      argumentParser,
    ],
    swiftSettings: strict, linkerSettings: sealedProgram),
  .executableTarget(
    name: "loket",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper",
      "ReadlineTerminal", "SQLiteQueue", "Laptop", "Spreadsheet", "Printing", "PostgresCentre",
      "Delivery", "BoothConfig", "RosterFile", "Desk", argumentParser,
    ],
    swiftSettings: strict, linkerSettings: packedProgram),
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
      "RosterFile", "Desk", "TestWorld",
    ], exclude: ["Golden"], swiftSettings: strict),
  .testTarget(
    name: "RosterTests", dependencies: ["Intake", "RosterFile", "CXLSXWriter"],
    swiftSettings: strict),
  .testTarget(
    name: "TerminalTests",
    dependencies: ["loket", "Intake", "Ports", "ReadlineTerminal", "TestWorld"],
    swiftSettings: strict),
  .testTarget(
    name: "CommandTests",
    dependencies: [
      "loket", "pusat", "HalfYear", "Fuzz", "Intake", "Ports", "Sealing", "SQLiteQueue",
      "TestWorld",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "PaperTests",
    dependencies: [
      "Intake", "Gate", "Sealing", "Wording", "Paper", "Spreadsheet", "Printing", "Ports", "Desk",
      "BoothConfig", "TestWorld", "loket",
    ], exclude: ["Golden", "Readers"], swiftSettings: strict),
  .testTarget(
    name: "DeliveryTests",
    dependencies: [
      "Intake", "Sealing", "Ports", "Delivery", "SQLiteQueue", "PostgresCentre", "TestWorld",
    ], swiftSettings: strict),
  .testTarget(
    name: "FaultTests",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "MachineJSON", "BoothConfig",
      "Desk", "Delivery", "Office", "TestWorld",
    ], swiftSettings: strict),
  .testTarget(
    name: "OfficeTests", dependencies: ["Intake", "Ports", "Office", "Wording", "Paper"],
    swiftSettings: strict),
  .executableTarget(
    name: "Fuzz",
    dependencies: [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "RosterFile",
      "BoothConfig", "Desk", "Office", "TestWorld",
    ], path: "Tests/Fuzz", swiftSettings: strict),
  .executableTarget(
    name: "CentreLoad",
    dependencies: ["Intake", "Sealing", "Ports", "PostgresCentre", "TestWorld"],
    path: "Tests/CentreLoad", swiftSettings: strict),
  .executableTarget(
    name: "HalfYear",
    dependencies: [
      "Intake", "Sealing", "Ports", "Wording", "Desk", "BoothConfig", "PostgresCentre",
      "TestWorld",
    ], path: "Tests/HalfYear", swiftSettings: strict),
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
  targets: floor1 + floor2 + floor3 + floor4 + [office] + floor5 + tests,
  swiftLanguageModes: [.v6]
)
