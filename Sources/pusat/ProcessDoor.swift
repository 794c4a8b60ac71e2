import ArgumentParser
import BoothConfig
import Dispatch
import Glibc
import Intake
import Laptop
import Office
import Ports
import PostgresCentre
import Sealing
import Synchronization
import Wording

/// `pusat olah`.
struct ProcessDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "olah", abstract: "Periksa dan buka yang diterima, ke register (process).",
    aliases: ["process"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  @Option(name: .long, help: "Berkas kunci escrow yang diketik dari kertas (escrow key).")
  var kunciKertas: String?

  @Flag(name: .long, help: "Semua sekali lagi, mis. setelah ganti kunci (everything again).")
  var ulang = false

  @Option(
    name: .long,
    help: "Berapa sesi serentak; bawaan: sebanyak inti prosesor, paling banyak 8 (at once).")
  var serentak: Int?

  func validate() throws {
    guard let serentak, !(1...64).contains(serentak) else { return }
    throw ValidationError("--serentak: 1-64")
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    let examiner = Examiner(openingKeys: try openingKeys(door), rules: door.rules)
    let store = try door.store()
    do { try store.registry.startOver(ulang) } catch { throw door.fail(error) }
    let (processed, fault) = process(examiner, door)
    if fault == nil || processed.shifts > 0 {
      say(processed, door.words.office)
      if json { try door.emit([processed.json]) }
    }
    if let fault { throw door.fail(fault) }
    let isFine = processed.differing + processed.refused + processed.setAside == 0
    if !isFine { throw ExitCode(2) }
  }

  /// Booths at once, each in a thread and over a connection of its own. What one has done stays
  /// done and is told, whatever happened to another.
  private func process(
    _ examiner: Examiner, _ door: OfficeDoor
  ) -> (OfficeReports.Processed, CentreError?) {
    let sum = Mutex<(OfficeReports.Processed, CentreError?)>((OfficeReports.Processed(), nil))
    DispatchQueue.concurrentPerform(iterations: serentak ?? ProcessDoor.cores) { _ in
      var mine = OfficeReports.Processed()
      var fault: CentreError?
      do throws(CentreError) {
        try OfficeReports.process(try door.anotherStore().registry, examiner, into: &mine)
      } catch { fault = error }
      sum.withLock { [mine, fault] sum in
        sum.0.add(mine)
        sum.1 = sum.1 ?? fault
      }
    }
    return sum.withLock { $0 }
  }

  private static var cores: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8) }

  private func openingKeys(_ door: OfficeDoor) throws -> [[UInt8]] {
    guard let kunciKertas else { return try door.keys().openingKeys }
    try door.demandName(kunciKertas)
    guard case .success(let bytes) = WholeFile.read(kunciKertas, max: 4096),
      case .success(let key) = PaperKey.parse(String(decoding: bytes, as: UTF8.self))
    else { throw door.fail(door.words.office.paperKeyUnreadable, 65) }
    return [key]
  }

  private func say(_ processed: OfficeReports.Processed, _ words: OfficeWords) {
    guard processed.shifts > 0 else { return Streams.complain(words.nothingNew) }
    Streams.complain(words.processed(processed.shifts, processed.reconciled))
    if processed.shifts > processed.reconciled {
      Streams.complain(
        words.processedRest(
          processed.differing, processed.unclosed, processed.incomplete, processed.refused))
    }
    for (kind, count) in processed.alarms.sorted(by: { $0.key < $1.key }) {
      Streams.complain(words.alarm(kind, count))
    }
    if processed.unopened > 0 { Streams.complain(words.unopened(processed.unopened)) }
  }
}

extension OfficeDoor {
  var rules: CheckingRules {
    CheckingRules(
      policy: config.policy, regions: config.regions, agencies: config.agencies.map(\.code),
      schools: config.schools.map(\.code), coordinators: config.coordinators.map(\.code))
  }
}
