import Foundation
import Intake
import Ports
import SQLiteQueue
import Sealing
import TestWorld
import Testing

/// A fault at the n-th system call of a deed, for every call of it that touches the booth's own
/// files: nothing acknowledged is lost, nothing is half there, and trying again puts nothing there
/// twice.
///
/// LOKET_CALLS: how many faults a deed (8, chosen by LOKET_SEED; 0: every one). The linker's calls
/// before the program begins are left out.
@Suite struct SystemCallTests {
  private static let faultsMax = Trial.number("LOKET_CALLS", else: 8)

  @Test(.timeLimit(.minutes(240)), arguments: Deed.allCases)
  func everyFaultIsNamedAndMended(deed: Deed) throws {
    let trial = "system calls of \(deed.rawValue)"
    if let lack = Tracing.lack { try Trial.skip(trial, lack) }
    let bench = try Bench(deed)
    var chance = SeededGenerator(seed: UInt64(Trial.seed))
    var faults = try bench.places().flatMap { place in
      Fault.allCases.filter { $0.canHappen(at: place) }.map { (place, $0) }
    }
    #expect(faults.count > 20)
    if SystemCallTests.faultsMax > 0 {
      faults = Array(faults.shuffled(using: &chance).prefix(SystemCallTests.faultsMax))
      print("\(trial): seed \(Trial.seed)")
    }
    var row = FaultRow(trial)
    for (place, fault) in faults { try bench.endure(fault, at: place, &row) }
    row.report()
    print("\(trial): \(row.runs) faults")
  }
}

/// What the operator does while the machine fails.
enum Deed: String, CaseIterable, CustomTestStringConvertible {
  case save = "daftar"
  case close = "tutup"
  case accept = "terima"
  case open = "buka"
  case carry = "bawa"
  case backup = "cadangkan"
  /// A file of the oldest schema is met and brought up to date.
  case upgrade = "antrean"

  var testDescription: String { rawValue }
}

/// How a system call fails.
private enum Fault: String, CaseIterable {
  case inputOutput = "error=EIO"
  case noSpace = "error=ENOSPC"
  case interrupted = "error=EINTR"
  case killed = "signal=KILL"
  /// From that call on, each time.
  case brokenDisk = "error=EIO:for good"

  /// One fault at a time: `write` goes to the streams and to volatile memory, which no broken disk
  /// takes together.
  func canHappen(at place: Place) -> Bool { self != .brokenDisk || place.call != "write" }

  func injection(at place: Place) -> String {
    let what = rawValue.replacing(":for good", with: "")
    return "inject=\(place.call):\(what):when=\(place.number)\(self == .brokenDisk ? "+" : "")"
  }
}

/// The n-th of one system call.
private struct Place: CustomStringConvertible {
  let call: String
  let number: Int

  var description: String { "\(call) \(number)" }
}

private enum Tracing {
  static let calls = [
    "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2",
    "openat", "unlink", "unlinkat", "mkdir", "fchmod", "fallocate", "flock", "pread64", "read",
  ]

  /// Why there is no tracing here; nil: there is.
  static let lack: String? = {
    guard let booth = try? Booth() else { return "no booth" }
    let probe = try? booth.run(["/usr/bin/strace", "-e", "trace=none", "/bin/true"])
    return probe?.status == 0 ? nil : "strace is missing or ptrace is forbidden"
  }()
}

/// A booth that stands as it was before a deed, again and again.
private struct Bench {
  let deed: Deed
  let booth: Booth
  private var ledger = Ledger()

  private var stick: String { booth.folder + "/usb" }
  private var receipt: String { booth.folder + "/L01.terima" }
  private var log: String { booth.folder + "/trace" }

  init(_ deed: Deed) throws {
    self.deed = deed
    booth = try Booth()
    try booth.demand("mkdir '\(stick)'")
    if deed == .open { return }
    let keys = OfficeKeys.make().keys
    try enrol(keys)
    try booth.open()
    try ledger.hear(try booth.register(Visitor.lines(1...3)).lines)
    switch deed {
    case .accept:
      try booth.close()
      try makeReceipt(keys)
    case .upgrade:
      let former = try FormerFile.all(of: booth.database, in: booth)
      try booth.demand("cp '\(former[0])' '\(booth.database)'")
    case .save, .close, .open, .carry, .backup: break
    }
    try booth.demand(
      "cp -a '\(booth.home)' '\(booth.folder)/before' && mkdir '\(booth.folder)/memory' && "
        + "if [ -d '\(booth.volatile)' ]; then cp -a '\(booth.volatile)' "
        + "'\(booth.folder)/memory'; fi")
  }

  /// A live booth without a server: its queue and its own two files.
  private func enrol(_ keys: OfficeKeys) throws {
    let key = OfficeKeys.newBoothKey()
    let code = try #require(BoothCode("L01"))
    let entropy = SeededEntropy(seed: 7).entropy
    let assignment = Assignment(
      booth: entropy.identity(), code: code, boothKey: key.publicKey,
      validFrom: Moment(seconds: 1_700_000_000), validTo: Moment(seconds: 4_000_000_000),
      office: keys.office, escrow: keys.escrow, receiptKey: keys.receiptKey,
      rootKey: keys.rootKey)
    let identity = try #require(
      BoothIdentity(
        booth: assignment.booth, code: code, mode: .live, signingSeed: key.seed,
        recipients: [keys.office, keys.escrow], assignment: assignment.hash))
    try booth.demand("mkdir -m 700 '\(booth.home)'")
    _ = try SQLiteQueue.open(path: booth.database)
    try booth.write(Data(identity.bytes), to: booth.home + "/identitas")
    try booth.write(Data(assignment.bytes), to: booth.home + "/penugasan")
  }

  private func makeReceipt(_ keys: OfficeKeys) throws {
    let stored = try #require(
      try SQLiteQueue.openReadOnly(path: booth.database)?.latestShift())
    let acknowledgement = Acknowledgement(
      booth: try identity().booth, at: Moment(seconds: 1_800_000_000),
      arrivals: [
        Acknowledgement.Arrival(
          shift: stored.shift.id, upTo: stored.lastSequence, head: stored.head)
      ], refused: [])
    try booth.write(Data(acknowledgement.signed(by: keys)), to: receipt)
  }

  private func identity() throws -> BoothIdentity {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: booth.home + "/identitas"))
    return try BoothIdentity(bytes: [UInt8](bytes))
  }

  private func restore() throws {
    VolatilePlace.lose(booth.home)
    try booth.demand(
      """
      rm -rf '\(booth.home)' '\(stick)'; mkdir '\(stick)'
      [ ! -d '\(booth.folder)/before' ] || cp -a '\(booth.folder)/before' '\(booth.home)'
      for piece in '\(booth.folder)/memory/'*; do
        [ ! -e "$piece" ] || cp -a "$piece" '\(VolatilePlace.sign(of: booth.home))'
      done
      """)
  }

  /// The deed's words; `lines` are those of the people who are to be saved.
  private func words(_ lines: ClosedRange<Int> = 4...5) throws -> [String] {
    switch deed {
    case .save:
      let text = Visitor.lines(lines).map { $0 + "\n" }.joined()
      return [deed.rawValue, "--dari", try booth.write(text, to: "lines.jsonl")]
    case .close: return [deed.rawValue, "--hitung", "formsHandedOut=12"]
    case .accept: return [deed.rawValue, receipt]
    case .open: return [deed.rawValue, "--titik", "mpp", "--petugas", "sari"]
    case .carry, .backup: return [deed.rawValue, stick]
    case .upgrade: return [deed.rawValue, "--json"]
    }
  }
}

extension Bench {
  private func traced(_ options: [String]) throws -> Run {
    try restore()
    unlink(log)
    return try booth.run(
      ["/usr/bin/strace", "-f", "-qq", "-s", "300", "-o", log] + options
        + booth.words(try words()))
  }

  private func trace() throws -> [String] {
    try String(decoding: Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// Every call of the deed that touches the booth's own files, as it goes without a fault.
  func places() throws -> [Place] {
    let volatile = booth.volatile
    let run = try traced(["-y", "-e", "trace=\(Tracing.calls.joined(separator: ","))"])
    try #require(run.status == 0, "\(run.said)")
    var counts: [String: Int] = [:]
    return try trace().compactMap { line in
      guard
        let call = line.drop(while: { $0 != " " }).drop(while: { $0 == " " })
          .split(separator: "(").first.map(String.init), Tracing.calls.contains(call)
      else { return nil }
      counts[call, default: 0] += 1
      let own = [booth.folder, booth.volatile, volatile, Repository.path + "/config"]
      guard own.contains(where: line.contains) else { return nil }
      return Place(call: call, number: counts[call] ?? 0)
    }
  }

  /// One fault, what became of it, and the same deed again.
  func endure(_ fault: Fault, at place: Place, _ row: inout FaultRow) throws {
    let run = try traced(["-e", "trace=\(place.call)", "-e", fault.injection(at: place)])
    let isMet = try trace().contains { $0.contains("INJECTED") || $0.contains("SIGKILL") }
    guard isMet else { return }
    row.runs += 1
    let what: Comment = "\(deed.rawValue): \(fault.rawValue) at \(place): \(run.exit) \(run.said)"
    var ledger = ledger
    if deed == .save { try ledger.hear(run.lines) }
    if !isNamed(run, fault) {
      row.unnamed += 1
      Issue.record(what)
    }
    try compare(ledger, what, &row)
    try again(&ledger, what, heard: deed == .save ? run.lines.count : 0)
    try compare(ledger, what, &row)
    row.acknowledged += ledger.told.count
  }

  private func compare(_ ledger: Ledger, _ what: Comment, _ row: inout FaultRow) throws {
    // A laptop that was killed before it was anything.
    guard access(booth.home + "/identitas", F_OK) == 0 else { return }
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine, "\(finding) after \(what)")
    finding.count(into: &row)
  }

  /// A sentence with what to do next, and a status of the contract; a killed program says nothing.
  private func isNamed(_ run: Run, _ fault: Fault) -> Bool {
    switch run.exit {
    case .signal(let signal): return fault == .killed && signal == SIGKILL
    case .code(0): return true
    case .code(let code):
      let remedies = [
        "coba lagi", "coba simpan lagi", "Kosongkan", "Periksa", "periksa", "hubungi pusat",
        "Betulkan", "jalankan",
        "Pasang", "loket buka", "Coba", "Matikan laptop",
      ]
      return [1, 2, 64, 65, 73, 74, 75, 77, 78].contains(code)
        && remedies.contains(where: run.errors.contains) && !run.errors.contains("Fatal")
    }
  }

  private func again(_ ledger: inout Ledger, _ what: Comment, heard: Int) throws {
    let isAllHeard = deed == .save && heard == 2
    let run = try isAllHeard ? booth.loket("antrean") : booth.loket(words(4 + heard...5))
    let allowed: [Int32] = [.close, .open].contains(deed) ? [0, 77] : [0]
    #expect(allowed.contains(run.status), "again \(run.said) after \(what)")
    let status = try booth.json(Status.self, "status", "--json")
    switch deed {
    case .save:
      if !isAllHeard { try ledger.hear(run.lines) }
      #expect(status.queue["captured"] == 5 && ledger.told.count == 5, "\(what)")
    case .close: #expect(status.shift?.state == "closed", "\(what)")
    case .open: #expect(status.shift?.state == "open", "\(what)")
    case .accept: #expect(status.queue["acknowledged"] == 3, "\(what)")
    case .upgrade: #expect(status.queue["captured"] == 3, "\(what)")
    case .carry, .backup:
      for name in try FileManager.default.contentsOfDirectory(atPath: stick)
      where name.hasSuffix(".loket") {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(stick)/\(name)")))
        let bundle = try Bundle(bytes: bytes, signer: identity().verifier)
        #expect(bundle.entries.count == 4, "\(what)")
      }
    }
  }
}
