import Foundation
import Testing

@testable import Paper

/// The real path: the program, `lp`, a private CUPS, and a printer that writes down its bytes.
@Suite(.serialized) struct PrintingPathTests {
  @Test func `a receipt arrives byte for byte, and a second one is a copy`() throws {
    try Spooler.with { spooler in
      let booth = try PrintedBooth(printer: "struk")
      try booth.workADay()
      let wanted = try booth.run(["rekap", "--format", "escpos"]).output
      let first = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(first.status == 0)
      #expect(first.errors.contains("Dikirim ke printer struk."))
      #expect(!first.errors.contains("tercetak"))
      #expect(try spooler.job(1) == wanted)
      let second = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(second.errors.contains("SALINAN 1"))
      #expect(try Receipt(spooler.job(2)).text.contains("*** SALINAN 1 ***"))
      #expect(try Receipt(spooler.job(2)).width == 32)
      let wide = try booth.run(["rekap", "--cetak", "--kolom", "48"], spooler.environment)
      #expect(wide.status == 0)
      #expect(try Receipt(spooler.job(3)).width == 48)
      let page = try booth.run(["rekap", "--cetak", "--format", "teks"], spooler.environment)
      #expect(page.status == 0)
      let typed = String(decoding: try spooler.job(4), as: UTF8.self)
      #expect(typed.contains("*** SALINAN 3 ***"), "\(typed.prefix(400))")
      try expectPlainRecord(booth, attempts: 4)
    }
  }

  private func expectPlainRecord(_ booth: PrintedBooth, attempts: Int) throws {
    let record = try booth.record
    #expect(record.count == attempts)
    #expect(record.allSatisfy { $0.hasSuffix("\"result\":\"sent\"}") })
    for line in record {
      let keys = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
      #expect(Set(keys.keys) == ["time", "what", "shift", "detail", "kind", "result"])
    }
    let facts = try FileManager.default.attributesOfItem(atPath: booth.state + "/cetak.jsonl")
    #expect(facts[.posixPermissions] as? Int == 0o600)
    for secret in ["SITI", "TONI", "3573", "Sari"] { #expect(!record.joined().contains(secret)) }
  }

  @Test func `a page for a queue with a driver is drawn, for a raw one typed`() throws {
    try Spooler.with { spooler in
      let booth = try PrintedBooth(printer: "kantor")
      try booth.workADay()
      #expect(
        try booth.run(["rekap", "--cetak", "--format", "teks"], spooler.environment).status == 0)
      let drawn = String(decoding: try spooler.job(1), as: UTF8.self)
      #expect(drawn.hasPrefix("%!PS") && drawn.contains("REKAP HARIAN) show"))
      #expect(drawn.contains("rectfill") && !drawn.contains("LKT1"))
      try booth.configure("printer", "\"struk\"")
      #expect(try booth.run(["kartu", "--cetak"], spooler.environment).status == 0)
      let typed = String(decoding: try spooler.job(2), as: UTF8.self)
      #expect(!typed.hasPrefix("%!") && typed.contains("KARTU CEPAT PETUGAS"))
    }
  }

  @Test func `a stopped queue and one without paper are sent, and wait`() throws {
    try Spooler.with { spooler in
      let booth = try PrintedBooth(printer: "macet")
      try booth.workADay()
      let stopped = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(stopped.status == 2)
      #expect(stopped.errors.contains("Dikirim ke printer macet. Antreannya berhenti."))
      #expect(stopped.errors.contains("cupsenable macet") && stopped.text.isEmpty)
      // The backend tells CUPS of the paper once it has tried the first job.
      try booth.configure("printer", "\"kosong\"")
      let first = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(first.errors.contains("Dikirim ke printer kosong sebagai SALINAN 1."))
      try spooler.waitFor("kosong", "media-empty")
      let second = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(second.status == 2)
      #expect(second.errors.contains("sebagai SALINAN 2. Kertasnya habis: isi"))
      try expectPlainRecord(booth, attempts: 3)
    }
  }

  @Test func `periksa looks whether the printer would take a sheet`() throws {
    try Spooler.with { spooler in
      let booth = try PrintedBooth(printer: "struk")
      func doctor(_ environment: [String: String]) throws -> (Int32, String) {
        let ended = try booth.run(["periksa"], environment)
        return (ended.status, ended.text)
      }
      var (status, said) = try doctor(spooler.environment)
      #expect(status == 0 && said.contains("BAIK: Printer struk ada dan menerima."), "\(said)")
      try booth.configure("printer", "\"macet\"")
      (status, said) = try doctor(spooler.environment)
      #expect(status == 0 && said.contains("PERHATIAN: Printer macet"), "\(said)")
      #expect(said.contains("cupsenable macet"))
      try booth.configure("printer", "\"tidak-ada\"")
      (status, said) = try doctor(spooler.environment)
      #expect(status == 1 && said.contains("RUSAK: Printer tidak-ada tidak ada."), "\(said)")
      (status, said) = try doctor(["CUPS_SERVER": "/nowhere"])
      #expect(status == 1 && said.contains("RUSAK: Layanan cetak (CUPS)"), "\(said)")
      try booth.configure("printer", "\"/nowhere/lp0\"")
      (status, said) = try doctor([:])
      #expect(status == 1 && said.contains("RUSAK: Printer /nowhere/lp0"), "\(said)")
    }
  }

  @Test func `a device without paper gets nothing, and the sheet is kept`() throws {
    let booth = try PrintedBooth(printer: "/dev/full")
    try booth.workADay()
    let ended = try booth.run(["rekap", "--cetak"])
    #expect(ended.status == 75)
    #expect(ended.errors.contains("kehabisan kertas. Isi kertas, lalu ketik: loket rekap --cetak"))
    #expect(ended.text.contains("REKAP HARIAN"))
    #expect(ended.errors.contains(booth.state + "/tally-final-"))
    #expect(try booth.record.first?.hasSuffix("\"result\":\"noPaper\"}") == true)
  }

  @Test func `a queue that is not there is named, and the sheet is kept`() throws {
    try Spooler.with { spooler in
      let booth = try PrintedBooth(printer: "hilang")
      try booth.workADay()
      let ended = try booth.run(["rekap", "--cetak"], spooler.environment)
      #expect(ended.status == 78)
      #expect(ended.errors.contains("Printer hilang tidak ada."))
      #expect(ended.text.contains("REKAP HARIAN"))
      let kept = try #require(
        try FileManager.default.contentsOfDirectory(atPath: booth.state)
          .first { $0.hasPrefix("tally-final-") })
      #expect(ended.errors.contains(booth.state + "/" + kept))
      let text = try String(contentsOfFile: booth.state + "/" + kept, encoding: .utf8)
      #expect(text == ended.text)
    }
  }

  @Test func `without a spooler, without lp, without a printer: each has its words`() throws {
    let booth = try PrintedBooth(printer: "struk")
    try booth.workADay()
    let away = try booth.run(["rekap", "--cetak"], ["CUPS_SERVER": "127.0.0.1:1"])
    #expect(away.status == 78)
    #expect(away.errors.contains("CUPS"))
    let bare = try booth.run(["rekap", "--cetak"], ["PATH": booth.folder])
    #expect(bare.status == 78)
    #expect(bare.errors.contains("cups-client"))
    try booth.configure("printer", "\"\"")
    let none = try booth.run(["rekap", "--cetak"])
    #expect(none.status == 2)
    #expect(none.errors.contains("Belum ada printer"))
    #expect(none.text.contains("REKAP HARIAN"))
    let results = try booth.record.map { $0.split(separator: "\"").suffix(2).first }
    #expect(results == ["noSpooler", "noSpooler", "notConfigured"])
  }

  @Test func `an lp that hangs is left after five seconds`() throws {
    let booth = try PrintedBooth(printer: "struk")
    try booth.workADay()
    let fake = booth.folder + "/lp"
    try "#!/bin/sh\nexec sleep 60\n".write(toFile: fake, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
    let start = ContinuousClock.now
    let ended = try booth.run(["rekap", "--cetak"], ["PATH": booth.folder + ":/usr/bin:/bin"])
    #expect(ContinuousClock.now - start < .seconds(9))
    #expect(ended.status == 75)
    #expect(ended.errors.contains("tidak menjawab"))
  }

  @Test func `a path gets the bytes, a device that is not there is named`() throws {
    let booth = try PrintedBooth(printer: "/dev/loket-none")
    try booth.workADay()
    let missing = try booth.run(["rekap", "--cetak"])
    #expect(missing.status == 75)
    #expect(missing.errors.contains("/dev/loket-none"))
    let path = booth.folder + "/struk.bin"
    try booth.configure("printer", "\"\(path)\"")
    #expect(try booth.run(["rekap", "--cetak"]).status == 0)
    let wanted = try booth.run(["rekap", "--format", "escpos"]).output
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(wanted))
  }
}

/// A private CUPS that lives as long as one test.
final class Spooler {
  let environment: [String: String]
  private let folder: String
  private let process = Process()
  private let input = Pipe()

  static func with(_ body: (Spooler) throws -> Void) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/sbin/cupsd") else {
      Issue.record("cups is missing: apt-get install cups")
      return
    }
    let spooler = try Spooler()
    defer { spooler.stop() }
    try body(spooler)
  }

  private init() throws {
    folder = NSTemporaryDirectory() + "loket-cups-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Readers/spooler.py").path
    process.executableURL = URL(filePath: "/usr/bin/env")
    // Bounded, and holding none of our streams: a test that dies must not leave CI waiting.
    process.arguments = ["timeout", "300", "python3", script, folder]
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var said = Data()
    while said.last != UInt8(ascii: "\n"),
      let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty
    { said += more }
    let words = String(decoding: said, as: UTF8.self).split { $0.isWhitespace }
    try #require(words.first == "ready" && words.count == 2)
    environment = ["CUPS_SERVER": "127.0.0.1:\(words[1])"]
  }

  private func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Until CUPS says this of a queue.
  func waitFor(_ queue: String, _ words: String) throws {
    let ask =
      "for i in $(seq 100); do lpstat -l -p \(queue) | grep -q \(words) && exit 0; "
      + "sleep 0.1; done; lpstat -l -p \(queue); exit 1"
    let ended = try PrintedBooth.run(
      "/bin/sh", ["-c", ask], environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }, folder)
    #expect(ended.status == 0, "\(ended.text)")
  }

  /// The n-th job's bytes, once the printer has them all.
  func job(_ number: Int) throws -> [UInt8] {
    let path = "\(folder)/job-\(number)"
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: path) { usleep(50_000) }
    return Array(try Data(contentsOf: URL(filePath: path)))
  }
}
