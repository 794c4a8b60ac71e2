import Gate
import Intake
import Sealing
import TestWorld
import Testing
import Wording

@testable import Paper

/// Sheets of invented days, and the published one.
enum Samples {
  static let office = Office(
    name: "Dispendukcapil Kota Malang",
    address: "Perkantoran Terpadu, Jl. Mayjen Sungkono, Arjowinangun, Kota Malang",
    phone: "(0341) 751535", hours: "08.00-16.00 WIB")

  static let titles = [
    ("ikd", "Aktivasi IKD"), ("ikd-ulang", "Aktivasi ulang IKD"), ("rekam", "Rekam KTP-el"),
    ("cetak", "Cetak KTP-el"), ("kia", "Kartu Identitas Anak (KIA)"),
    ("kk", "Kartu Keluarga (KK)"), ("pindah-keluar", "Pindah keluar"),
    ("pindah-masuk", "Pindah masuk"), ("bantu-pindah-masuk", "Bantuan pindah masuk (F-1.03)"),
  ]

  static func service(_ text: String) throws -> ServiceCode { try #require(ServiceCode(text)) }
  static func place(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

  static func shift(_ mode: Mode = .live, number: Int = 41) throws -> Shift {
    Shift(
      id: ShiftID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210), number: number,
      booth: try #require(BoothCode("L01")), mode: mode, servicePoint: try place("mpp"),
      openedAt: try #require(Moment(rfc3339: "2024-11-24T09:00:00+07:00")),
      openedBy: try #require(StaffCode("sari")),
      facts: OpeningFacts(recordingSets: 2, ikdTables: 4))
  }

  /// A report around a tally, as a closed shift has it.
  static func report(
    _ tally: Tally, shift: Shift, isFinal: Bool = true, officeName: String = office.name,
    institutions: [PlaceCode: String] = [:]
  ) throws -> ShiftReport {
    let identity = SampleShift.identity(seed: 7)
    let head = (0..<32).map { UInt8($0) }
    let signature = identity.signTally(tally, shift: shift.id, head: head)
    var report = ShiftReport(
      officeName: officeName, homeName: "Kota Malang",
      pointName: "MPP Merdeka, Alun-Alun Mall lt. 3", shift: shift,
      state: isFinal ? .closed : .open,
      closedAt: isFinal ? Moment(rfc3339: "2024-11-24T15:00:00+07:00") : nil, tally: tally,
      counters: isFinal ? [.formsHandedOut: 512, .absent: 22] : [:],
      custody: Custody(
        acknowledged: tally.captured - 12, pending: 12 - tally[.voided], inDoubt: 0,
        quarantined: 0, voided: tally[.voided]),
      head: head, headCode: Chain.headCode(head), signature: isFinal ? signature : nil,
      operators: ["Sari Wulandari", "Budi Santoso"],
      serviceTitles: try titles.map { ShiftReport.Title(code: try service($0.0), text: $0.1) },
      institutionNames: institutions,
      printedAt: try #require(Moment(rfc3339: "2024-11-24T13:05:00+07:00")))
    // Ed25519 here signs with chance in it: a golden file needs a signature that stays.
    let still = (0..<64).map { UInt8(255 - $0) }
    report.proof =
      isFinal
      ? TallyProof(
        shift: shift, booth: identity.booth, tally: tally, head: head, signature: still)?.text
      : nil
    return report
  }

  /// What the newspaper printed of Sunday 24/11/2024 at the MPP booth (domain.md section 0.1): 640
  /// lines. How they fall on people and hours is invented; the lines are not.
  static func publishedDay(_ mode: Mode = .live, isFinal: Bool = true) throws -> ShiftReport {
    var tally = Tally()
    let groups: [(Int, [String], IKDStanding)] = [
      (65, ["ikd", "rekam"], .activated), (108, ["ikd", "cetak"], .activated),
      (151, ["cetak"], .alreadyActive), (84, ["kia"], .alreadyActive),
      (54, ["kk"], .alreadyActive), (1, ["pindah-keluar"], .alreadyActive),
      (3, ["pindah-masuk"], .alreadyActive), (1, ["bantu-pindah-masuk"], .alreadyActive),
    ]
    var number = 0
    for (count, services, ikd) in groups {
      for _ in 0..<count {
        number += 1
        let minute = (try shift().openedAt.minute) + Int64(number * 353 / 470 + number % 7)
        tally.add(
          VisitFacts(
            ticket: number, minute: minute, gate: .open,
            lines: try services.map {
              ServiceLine(code: try service($0), gate: .open, outcome: .served, deferral: nil)
            }, ikd: ikd, ikdReason: nil, isResident: number % 4 != 0, segment: .public,
            institution: nil))
        tally.add(1, to: .people)
      }
    }
    return try report(tally, shift: try shift(mode), isFinal: isFinal)
  }

  /// A day with everything that a sheet can show: deferrals, refusals, agencies, schools, a void.
  static func mixedDay(
    _ mode: Mode = .training, isFinal: Bool = true, name: String = "Dinas Kesehatan"
  ) throws -> ShiftReport {
    var tally = Tally()
    for number in 1...40 {
      let isDeclined = number % 5 == 0
      let isWaiting = number % 7 == 0
      let outcome: Outcome = isDeclined ? .refused : isWaiting ? .deferred : .served
      let segment = Segment.allCases[number % 3]
      tally.add(
        VisitFacts(
          ticket: number, minute: (try shift().openedAt.minute) + Int64(number * 8),
          gate: isDeclined ? .closed : .open,
          lines: [
            ServiceLine(
              code: try service(titles[number % titles.count].0), gate: .open, outcome: outcome,
              deferral: outcome == .deferred ? .blanksOut : nil)
          ], ikd: IKDStanding.allCases[number % 5],
          ikdReason: isDeclined ? IKDReason.allCases[number % 14] : nil,
          isResident: number % 3 != 0, segment: segment,
          institution: try segment == .civilServant
            ? place("dinkes") : segment == .student ? place("sman-1") : nil))
      tally.add(1, to: .people)
    }
    tally.add(1, to: .voided)
    return try report(
      tally, shift: try shift(mode, number: 3), isFinal: isFinal,
      institutions: [try place("dinkes"): name, try place("sman-1"): "SMA Negeri 1 Malang"])
  }

  static func slip(
    _ words: Wording, steps: [NextStep] = [], copy: Int? = nil, office: Office = office,
    mode: Mode = .live
  ) throws -> Slip {
    Slip(
      office: office, shift: try shift(mode), pointName: "Mal Olympic Garden (MOG)",
      ticket: "L01-007", time: try #require(Moment(rfc3339: "2024-11-24T10:12:00+07:00")),
      lines: [
        Slip.Line(service: "Aktivasi IKD", outcome: words.gate.outcome(.served)),
        Slip.Line(service: "Cetak KTP-el", outcome: words.gate.outcome(.deferred)),
      ],
      steps: steps.map {
        Slip.Step(
          text: words.gate.nextStep($0), bring: words.paper.slip.bring($0),
          place: $0 == .homeOffice ? .elsewhere : $0 == .comeToOffice ? .office : .boothOrOffice)
      }, copy: copy)
  }
}
