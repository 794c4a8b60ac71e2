import BoothConfig
import Desk
import Foundation
import Gate
import Intake
import Paper
import Ports
import Sealing
import TestWorld
import Testing
import Wording

/// A printer that remembers its jobs, or fails as it is told.
final class RecordingPrinter {
  var failure: PrinterError?
  var hold: PrintHold?
  private(set) var jobs: [PrintJob] = []
  private(set) var attempts: [PrintAttempt] = []

  var printer: Printer {
    Printer(
      name: "struk", send: send, note: { self.attempts.append($0) },
      timesSent: { subject in
        self.attempts.filter { $0.subject == subject && $0.error == nil }.count
      }, keep: { name, _ in "/state/\(name)" })
  }

  private func send(_ job: PrintJob) throws(PrinterError) -> PrintHold? {
    if let failure { throw failure }
    jobs.append(job)
    return hold
  }
}

@Suite struct SlipPrintingTests {
  private let opening = ["mog", "sari", "2", "4"]
  private let siti = [
    "3573054101900001", "SITI CONTOH", "", "3573051004", "cetak", "1", "s",
  ]

  /// A kiosk with this printer, until its person leaves; what stood on the screen, and the world.
  private func session(_ lines: [String], _ printer: Printer) throws -> (String, World) {
    let world = try SlipPrintingTests.world(printer)
    let script = ScriptedTerminal(texts: lines)
    _ = Kiosk(world: world, terminal: script.terminal, passphrase: "kayu-hujan-pasar").run()
    return (script.transcript, world)
  }

  /// A booth of test parts with the shipped configuration.
  static func world(_ printer: Printer = .none) throws -> World {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let config = try BoothConfig.load(from: root + "/config").get()
    return World(
      setting: Setting(
        office: config.office, points: config.places, agencies: config.agencies,
        schools: config.schools, staff: config.operators + config.coordinators,
        policy: config.policy, regions: config.regions),
      words: Wording(.indonesian),
      identity: BoothIdentity.training(code: config.booth, booth: BoothID(high: 1, low: 2)),
      queue: MemoryQueue().queue, clock: HandClock().clock, entropy: SeededEntropy(seed: 7).entropy,
      volatile: MemoryVolatileStore().store, printer: printer)
  }

  @Test func `a slip goes out after the ticket is said`() throws {
    let recorder = RecordingPrinter()
    let (screen, _) = try session(opening + [""] + siti + ["keluar"], recorder.printer)
    let ticket = try #require(screen.range(of: "OK L01-001"))
    let sent = try #require(screen.range(of: "Dikirim ke printer struk"))
    #expect(ticket.lowerBound < sent.lowerBound)
    #expect(!screen.lowercased().contains("tercetak"))
    let receipt = try Receipt(try #require(recorder.jobs.first).bytes)
    #expect(receipt.symbols == ["L01-001"])
    #expect(receipt.text.contains("Cetak KTP-el"))
    #expect(receipt.text.contains("*** LATIHAN ***"))
    #expect(receipt.lines.allSatisfy { $0.columns <= 32 })
  }

  @Test func `nothing that names a person is on a slip, in its title or in the record`() throws {
    let recorder = RecordingPrinter()
    let refused = [
      "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak, rekam", "5", "", "3", "1", "s",
    ]
    _ = try session(opening + [""] + siti + refused + ["keluar"], recorder.printer)
    #expect(recorder.jobs.count == 2)
    let said =
      try recorder.jobs.map { try Receipt($0.bytes).text + $0.title }.joined()
      + recorder.attempts.map { "\($0)" }.joined()
    for secret in ["SITI", "TONI", "CONTOH", "3573", "1990", "1985", "S.C."] {
      #expect(!said.contains(secret), "\(secret)")
    }
  }

  @Test(arguments: [
    PrinterError.noSuchPrinter, .noSpooler, .refused("busy"), .noPaper, .noAnswer,
    .device("EIO"),
  ])
  func `a printer that fails leaves the visit saved and says so`(failure: PrinterError) throws {
    let recorder = RecordingPrinter()
    recorder.failure = failure
    let (screen, world) = try session(opening + [""] + siti + ["keluar"], recorder.printer)
    #expect(screen.contains("OK L01-001"))
    #expect(screen.contains("Kunjungan tersimpan, slip tidak terkirim."))
    #expect(try #require(try world.queue.latestShift()).tally[.visits] == 1)
    #expect(recorder.attempts.map(\.error) == [failure])
  }

  @Test func `without a printer the counter says nothing of slips`() throws {
    let (screen, _) = try session(opening + [""] + siti + ["keluar"], .none)
    #expect(screen.contains("OK L01-001"))
    #expect(!screen.contains("printer"))
  }

  @Test func `a slip that is out comes back by a coordinator's word only`() throws {
    let recorder = RecordingPrinter()
    let (screen, world) = try session(
      opening + [""] + siti + [
        "batal 1", "y", "kayu-hujan-pasar", "123", "482913", "482914", "482913", "482913", "1",
        "keluar",
      ], recorder.printer)
    #expect(screen.contains("minta kembali dan sobek"))
    #expect(screen.contains("OK L01-001 dibatalkan."))
    let counter = try Shifts(world).resume(passphrase: "kayu-hujan-pasar")
    let void = try #require(try world.queue.entries(counter.shift.id, 3...3).first)
    let visit = try #require(try world.queue.entries(counter.shift.id, 2...2).first)
    #expect(void.header.kind == .void && visit.header.kind == .visit)
  }

  @Test func `a slip of a corrected visit is marked as a copy, a voided one has none`() throws {
    let recorder = RecordingPrinter()
    _ = try session(
      opening + [""] + siti + [
        "koreksi 1", "2", "SITI BETUL", "s", "1", "batal 1", "y", "kayu-hujan-pasar", "482913",
        "482913",
        "salah orang", "keluar",
      ], recorder.printer)
    #expect(recorder.jobs.count == 2)
    #expect(try Receipt(recorder.jobs[1].bytes).text.contains("*** SALINAN 1 ***"))
  }

  @Test func `a slip is printed again as a numbered copy, and each attempt is logged`() throws {
    let recorder = RecordingPrinter()
    let (screen, _) = try session(
      opening + [""] + siti + ["slip", "slip 1", "slip L01-001", "keluar"], recorder.printer)
    let slips = try recorder.jobs.map { try Receipt($0.bytes) }
    #expect(slips.map { $0.text.contains("SALINAN") } == [false, true, true, true])
    for number in 1...3 {
      #expect(slips[number].text.contains("*** SALINAN \(number) ***"))
      #expect(slips[number].symbols == ["L01-001"])
      #expect(screen.contains("Dikirim ke printer struk sebagai SALINAN \(number)."))
    }
    // Nothing but the mark differs: lines, outcome and the hour are those of the visit.
    let marked = slips[3].lines.map(\.text).filter { !$0.contains("SALINAN") }
    #expect(marked == slips[0].lines.map(\.text))
    #expect(Set(recorder.attempts.map(\.subject)).count == 1 && recorder.attempts.count == 4)
  }

  @Test func `a slip that is asked for and does not go out is shown and kept`() throws {
    let recorder = RecordingPrinter()
    recorder.failure = .noAnswer
    let visit = opening + [""] + siti
    let (failing, _) = try session(visit + ["slip", "keluar"], recorder.printer)
    #expect(failing.contains("lalu ketik: slip L01-001"))
    let kept = try #require(failing.range(of: "Lembarnya ada di layar dan di berkas /state/slip-"))
    let shown = try #require(failing.range(of: "NOMOR TIKET"))
    #expect(shown.upperBound < kept.lowerBound)
    #expect(recorder.attempts.count == 2)
    let (none, _) = try session(visit + ["slip 7", "slip satu", "slip", "keluar"], .none)
    #expect(none.contains("Belum ada printer di loket.toml."))
    #expect(none.components(separatedBy: "NOMOR TIKET").count == 2)
  }

  @Test(arguments: [(PrintHold.noPaper, "Kertasnya habis"), (.stopped, "cupsenable struk")])
  func `a job that waits in its queue is sent, and its next print a copy`(
    hold: PrintHold, words: String
  ) throws {
    let recorder = RecordingPrinter()
    recorder.hold = hold
    let (screen, _) = try session(opening + [""] + siti + ["slip", "keluar"], recorder.printer)
    #expect(screen.contains(words) && screen.contains("keluar sendiri"))
    #expect(screen.contains("sebagai SALINAN 1") && !screen.contains("tidak terkirim"))
    #expect(recorder.jobs.count == 2)
  }

  @Test func `a slip that failed first is no copy when it goes out`() throws {
    let recorder = RecordingPrinter()
    recorder.failure = .noAnswer
    let (_, world) = try session(opening + [""] + siti + ["keluar"], recorder.printer)
    let subject = try #require(recorder.attempts.first).subject
    #expect(Printing(world).copy(of: subject) == nil)
  }

  @Test func `every failure has its own words and status in both languages`() {
    let failures: [PrinterError] = [
      .notConfigured, .noSuchPrinter, .noSpooler, .refused("x"), .noPaper, .noAnswer,
      .device("x"),
    ]
    for language in Language.allCases {
      let sentences = failures.map {
        $0.sentence(Wording(language), printer: "struk", again: "slip 7")
      }
      #expect(Set(sentences).count == failures.count)
    }
    #expect(failures.map { Printed.notSent($0).exitStatus } == [2, 78, 78, 75, 75, 75, 75])
  }
}
