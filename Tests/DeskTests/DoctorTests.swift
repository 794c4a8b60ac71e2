import Desk
import Intake
import Ports
import TestWorld
import Testing
import Wording

/// What `loket periksa` makes of a machine; the machine's own facts are tested where they are read.
@Suite struct DoctorTests {
  private static let sound = Doctor.Machine(
    configPath: "/etc/loket", homePath: "/home/loket", freeMegabytes: 900, freeFiles: 9000,
    isReadOnly: false, swap: .none, isHardened: true, isUTF8: true, terminal: "linux",
    columns: 80, lastWritten: nil, centre: .notConfigured)

  private func findings(
    _ desk: DeskWorld, _ change: (inout Doctor.Machine) -> Void = { _ in }
  ) -> [Doctor.Finding] {
    var machine = DoctorTests.sound
    change(&machine)
    desk.facts.machine = machine
    return Doctor(desk.world).examine()
  }

  @Test(arguments: Language.allCases)
  func `a sound machine is fine in every line`(language: Language) throws {
    let desk = try DeskWorld(language, mode: .live)
    try desk.open()
    let found = findings(desk)
    #expect(found.allSatisfy { $0.grade == .fine }, "\(found)")
    #expect(found.count == 16)
  }

  @Test(arguments: Language.allCases)
  func `each fault changes one line, with its grade and what to do`(language: Language) throws {
    let now = HandClockStart.moment
    let faults: [(Doctor.Grade, (inout Doctor.Machine) -> Void)] = [
      (.broken, { $0.isReadOnly = true }), (.broken, { $0.freeMegabytes = 49 }),
      (.broken, { $0.freeFiles = 99 }), (.attention, { $0.swap = .open }),
      (.attention, { $0.isHardened = false }), (.attention, { $0.isUTF8 = false }),
      (.attention, { $0.columns = 39 }),
      (.attention, { $0.lastWritten = now.advanced(bySeconds: 301) }),
      (.attention, { $0.centre = .fails(.unreachable("no answer in time")) }),
      (.broken, { $0.centre = .fails(.untrusted("certificate verify failed")) }),
      (.broken, { $0.centre = .fails(.libraryMissing("libpq.so.5: no such file")) }),
      (.broken, { $0.centre = .fails(.rejectedUs("28P01")) }),
      (.broken, { $0.centre = .fails(.otherVersion(9)) }),
      (.attention, { $0.centre = .fails(.failed("XX000")) }),
    ]
    for (number, (grade, change)) in faults.enumerated() {
      let desk = try DeskWorld(language, mode: .live)
      let wrong = findings(desk, change).filter { $0.grade != .fine }
      #expect(wrong.map(\.grade) == [grade], "\(number): \(wrong)")
      #expect(wrong.allSatisfy { $0.sentence.split(separator: " ").count > 5 })
    }
  }

  @Test(arguments: Language.allCases)
  func `an enrolment is looked at before it ends`(language: Language) throws {
    let desk = try DeskWorld(language, mode: .live)
    let now = desk.clock.now
    let cases: [(Doctor.Machine.Enrolment.Assignment, Doctor.Grade)] = [
      (.missing, .broken), (.unreadable, .broken), (.until(now), .broken),
      (.until(now.advanced(bySeconds: 14 * 86_400)), .attention),
      (.until(now.advanced(bySeconds: 14 * 86_400 + 1)), .fine),
    ]
    let without = findings(desk)
    for (assignment, grade) in cases {
      let found = findings(desk) {
        $0.enrolment = Doctor.Machine.Enrolment(assignment: assignment, password: .fine)
      }
      let new = found.filter { !without.contains($0) }
      #expect(new.map(\.grade) == [grade], "\(assignment): \(new)")
    }
    for password in [Doctor.Machine.Enrolment.Password.missing, .openToOthers(path: "/x/pgpass")] {
      let found = findings(desk) {
        $0.enrolment = Doctor.Machine.Enrolment(
          assignment: .until(now.advanced(bySeconds: 90 * 86_400)), password: password)
      }
      #expect(found.filter { $0.grade != .fine }.map(\.grade) == [.attention])
    }
  }

  @Test func `what is no fault stays fine`() throws {
    let desk = try DeskWorld(mode: .live)
    let changes: [(inout Doctor.Machine) -> Void] = [
      { $0.freeMegabytes = nil }, { $0.freeFiles = nil }, { $0.swap = .safe },
      { $0.columns = 40 }, { $0.lastWritten = HandClockStart.moment },
      { $0.centre = .answers(milliseconds: 12, entries: 640) },
    ]
    for change in changes {
      #expect(findings(desk, change).allSatisfy { $0.grade == .fine })
    }
    #expect(findings(desk, changes[5]).contains { $0.sentence.contains("640") })
  }

  @Test func `what waits too long is named, a training booth is not asked to send`() throws {
    let desk = try DeskWorld(mode: .live)
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    desk.clock.advance(minutes: 4 * 24 * 60)
    let late = findings(desk).filter { $0.grade == .attention }
    #expect(late.count == 1 && late.contains { $0.sentence.contains("belum terkirim") })
    let training = findings(try DeskWorld()) { $0.centre = .training }
    #expect(training.filter { $0.grade != .fine }.count == 1)
  }

  @Test func `at the prompt a sound machine takes one line, a fault one more with its remedy`()
    throws
  {
    let desk = try DeskWorld(mode: .live)
    desk.facts.machine = DoctorTests.sound
    let typed = ["mog", "sari", "", "", "periksa", "status", "keluar"]
    let well = desk.session(typed)
    #expect(
      well.contains("Semuanya baik (16 hal diperiksa)."))
    #expect(
      !well.contains("BAIK:") && !well.contains("PERHATIAN") && well.contains("Kirim terakhir"))
    desk.facts.machine?.freeMegabytes = 9
    desk.facts.machine?.centre = .fails(.unreachable("no answer in time"))
    let ill = desk.session(["periksa", "keluar"])
    #expect(ill.contains("RUSAK: Ruang disk tinggal 9 MB. Kosongkan"), "\(ill)")
    #expect(ill.contains("PERHATIAN: Pusat tidak terjangkau") && ill.contains("loket bawa"))
    #expect(ill.contains("Selebihnya baik (14 hal).") && ill.contains("Sesi tetap terbuka"))
  }
}

/// When a test's clock begins.
private enum HandClockStart {
  static let moment = HandClock().clock.now()
}
