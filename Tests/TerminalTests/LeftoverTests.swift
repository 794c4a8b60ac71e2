import Foundation
import TestWorld
import Testing

/// What is left of people: the raw image of the booth's own disk, deleted blocks and all, its place
/// in memory, and what the system tells of the process. Everybody in it is invented.
@Suite struct LeftoverTests {
  @Test(.enabled(if: LoopDisk.canMount, "skipped: no loop mounts here"))
  func nothingOfAnybodyIsLeftOnTheDisk() throws {
    let disk = try LoopDisk()
    let counter = disk.counter
    var row = FaultRow("personal data left on a disk")
    func look(_ when: String) throws {
      try disk.sync()
      let found = Traces.found(in: try disk.image())
      row.runs += 1
      row.unnamed += found.count
      #expect(found.isEmpty, "\(when): \(found)")
    }

    let kiosk = try counter.opened(environment: ["HOME": disk.mount])
    // Half-typed, held, and again: the way with the most to leave behind.
    kiosk.type(Traces.nik, Traces.name)
    try kiosk.expect("Tanggal lahir")
    try look("half-typed")
    #expect(Traces.found(in: disk.memory()).isEmpty, "volatile memory holds it sealed only")
    try checkProcess(kiosk.pid)
    kiosk.send("!\r")
    try kiosk.expect("ditahan > ")
    kiosk.type("lanjut", "", "dinoyo", "cetak", "1", "s")
    try kiosk.expect("OK L01-001")
    kiosk.type("cari \(Traces.nik)", "koreksi 1")
    try kiosk.expect("Nama")
    kiosk.kill(SIGKILL)
    try kiosk.waitExit()
    try look("killed while correcting")

    try disk.register(Traces.line)
    try look("registered from paper, the shift open")
    for format in ["json", "html", "xlsx", "csv", "escpos"] {
      _ = try counter.run("rekap", "--format", format, "--ke", "\(disk.mount)/rekap.\(format)")
    }
    _ = try counter.run("cadangkan", disk.mount)
    _ = try counter.run("jejak")
    try disk.close()
    try look("closed")
    #expect(disk.memory().isEmpty)
    #expect(try counter.rekap().kind == "final" && counter.rekap().people == 2)
    disk.unmount()
    row.runs += 1
    row.unnamed += Traces.found(in: try disk.image()).count
    #expect(row.unnamed == 0)
    row.report()
  }

  /// The search can find what is there, in every form it looks for, also where it was deleted.
  @Test(.enabled(if: LoopDisk.canMount, "skipped: no loop mounts here"))
  func theSearchFindsWhatWasDeleted() throws {
    let disk = try LoopDisk()
    let file = URL(fileURLWithPath: disk.mount + "/catatan")
    for trace in Traces.all {
      var bytes = Data("halaman \(UInt64.random(in: 0...UInt64.max)) ".utf8)
      bytes.append(trace)
      try bytes.write(to: file)
      try disk.sync()
      try FileManager.default.removeItem(at: file)
    }
    try disk.sync()
    disk.unmount()
    let found = Traces.found(in: try disk.image())
    #expect(found.count > Traces.all.count / 2, "blocks are used again, but not all: \(found)")
    #expect(Traces.found(in: Data(Traces.all.joined())).count == Traces.all.count)
  }

  private func checkProcess(_ pid: pid_t) throws {
    for name in ["environ", "cmdline", "comm", "status"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(pid)/\(name)"))
      #expect(!bytes.isEmpty && Traces.found(in: bytes).isEmpty, "\(name)")
    }
    let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
    let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    let words = try #require(core).split(separator: " ")
    #expect(words.dropFirst(4).prefix(2) == ["0", "0"], "\(words)")
  }

  /// Run by somebody who is not root, its memory is root's alone: no dump, no look from beside.
  @Test(.enabled(if: getuid() == 0, "skipped: needs root to become somebody else"))
  func theProcessCannotBeLookedInto() throws {
    let counter = try Counter()
    chmod(counter.folder, 0o777)
    let switching = ["--reuid=65534", "--regid=65534", "--clear-groups"]
    let kiosk = try Pty(
      "/usr/bin/setpriv", switching + [counter.program],
      environment: counter.environment(withSecret: false), rows: 24, columns: 80)
    try kiosk.expect("LATIHAN")
    var facts = stat()
    try #require(stat("/proc/\(kiosk.pid)/environ", &facts) == 0)
    #expect(facts.st_uid == 0, "dumpable")
    kiosk.kill(SIGTERM)
    try kiosk.waitExit()
  }
}

/// What would be left of the two people: as text, wide text, grouped digits.
private enum Traces {
  static let nik = "3573054101909107"
  static let name = "WAHYUNINGSIH PERCOBAAN"
  static let line =
    #"{"nik":"3573055708909208","name":"KUSUMANINGRUM CONTOH","birthDate":"1990-08-17","#
    + #""residence":"3573051004","ikd":{"state":"notActive","reason":"noData"},"#
    + #""services":[{"code":"cetak"}],"phone":"081298761234","email":"k.contoh@uji.example.org"}"#

  static let all: [Data] = {
    let texts = [
      nik, name, "3573055708909208", "KUSUMANINGRUM CONTOH", "081298761234", "6281298761234",
      "k.contoh@uji.example.org", "3573 0541 0190 9107", "357305 410190 9107",
      "3573 0557 0890 9208", "0812 9876 1234", "0812-9876-1234", "WAHYUNINGSIH", "KUSUMANINGRUM",
    ]
    return texts.flatMap { text -> [Data] in
      let units = Array(text.utf16)
      return [
        Data(text.utf8), Data(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        Data(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
      ]
    }
  }()

  static func found(in bytes: Data) -> [String] {
    all.filter { bytes.range(of: $0) != nil }.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// An ext4 of its own in a file, with a booth's home and state on it.
private final class LoopDisk {
  let counter: Counter
  let mount: String
  private let path: String
  private var isMounted = false

  static let canMount: Bool = getuid() == 0 && (try? LoopDisk()) != nil

  init() throws {
    counter = try Counter()
    mount = counter.folder + "/disk"
    path = counter.folder + "/disk.img"
    try shell(
      "truncate -s 24M '\(path)' && mkfs.ext4 -q '\(path)' && mkdir '\(mount)' "
        + "&& mount -o loop '\(path)' '\(mount)'")
    isMounted = true
    counter.move(to: mount)
  }

  deinit { unmount() }

  func unmount() {
    guard isMounted else { return }
    isMounted = (try? shell("umount -l '\(mount)'")) == nil
  }

  func sync() throws { try shell("sync -f '\(mount)'") }

  func image() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// Everything in the booth's place in volatile memory.
  func memory() -> Data {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: counter.volatile)) ?? []
    return names.reduce(into: Data()) {
      $0.append(FileManager.default.contents(atPath: "\(counter.volatile)/\($1)") ?? Data())
    }
  }

  /// Piped, so that the line itself is never in a file.
  func register(_ line: String) throws {
    try shell("printf '%s\\n' \"$LINE\" | '\(counter.program)' daftar --dari -", ["LINE": line])
  }

  func close() throws { try shell("'\(counter.program)' tutup --buang-draf") }

  private func shell(_ script: String, _ extra: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = counter.environment(withSecret: true).merging(
      ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
    ) { $1 }.merging(extra) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0
    else { throw Failed(said: String(decoding: said, as: UTF8.self)) }
  }

  struct Failed: Error { let said: String }
}
