import Intake
import IntakeForm
import TestWorld
import Testing

/// A counter as the form knows it, with a small table of regions and a short catalogue.
enum Counter {
  static let now = Moment(rfc3339: "2026-11-24T10:00:00+07:00") ?? Moment(seconds: 0)

  static func regions() throws -> Regions {
    let names = [
      "3573": "Kota Malang", "357305": "Lowokwaru", "3573051004": "Dinoyo",
      "3573051011": "Lowokwaru", "3573021008": "Oro-oro Dowo", "357302": "Klojen",
      "3507": "Kabupaten Malang", "350724": "Singosari", "3171": "Kota Jakarta Pusat",
    ]
    return Regions(
      home: try #require(RegionCode("3573")), names: try table(names),
      retired: try table(["6404": "Kabupaten Bulungan"]))
  }

  private static func table(_ names: [String: String]) throws -> [RegionCode: String] {
    try names.reduce(into: [:]) { $0[try #require(RegionCode($1.key))] = $1.value }
  }

  static let services = ["ikd", "ikd-ulang", "rekam", "cetak", "kk", "legalisir"]

  static func context(
    segment: Segment = .public, institution: String? = nil, exemptions: Bool = true
  ) throws -> FormContext {
    let exempt = ["A", "B", Draft.coordinatorDecides]
    let lists: [Field: [String]] = [
      .sex: ["L", "P"], .segment: Segment.allCases.map(\.rawValue), .services: services,
      .ikd: ["active", Draft.activeOnConsole, "activated", "reactivated", "notActive"],
      .ikdEvidence: IKDEvidence.allCases.map(\.rawValue),
      .activation: ["activated", "reactivated", "notActive"],
      .ikdReason: IKDReason.allCases.map(\.rawValue), .exemption: exemptions ? exempt : [],
      .overrideBy: ["dahlia"],
      .results: services.flatMap { service in
        DeferralReason.allCases.filter { $0 != .ikdNotActive }.map { "\(service)=\($0.rawValue)" }
      },
    ]
    let gated = Set(["cetak", "kk"].compactMap(ServiceCode.init))
    return FormContext(
      today: now.day, now: now, regions: try regions(),
      rules: FormRules(
        minimumAge: 17, gatedServices: gated,
        suggestedExemptions: [.noPhone: try #require(ExemptionCode("A"))]),
      choices: lists.mapValues { $0.map { Choice(code: $0, title: "Pilihan \($0)") } },
      agencies: [Choice(code: "dinkes", title: "Dinas Contoh")],
      schools: [
        Choice(code: "sman-99", title: "SMAN 99"), Choice(code: "smkn-98", title: "SMKN 98"),
      ],
      defaults: FormDefaults(segment: segment, institution: institution.flatMap(PlaceCode.init)))
  }
}

/// A form that is filled in answer by answer; a complaint fails the test.
struct Filling {
  let context: FormContext
  private(set) var draft = Draft()
  private(set) var warnings: [Warning] = []

  init(_ context: FormContext) { self.context = context }

  /// Someone of age from Dinoyo with a NIK of 17-08-1990, up to the services.
  static func adult(_ context: FormContext, services: String = "cetak") throws -> Filling {
    var form = Filling(context)
    try form.answer(.nik, "3573055708900001")
    try form.answer(.name, "SARI CONTOH")
    try form.answer(.birthDate, "17-08-1990")
    try form.answer(.residence, "dinoyo")
    try form.answer(.services, services)
    return form
  }

  mutating func answer(_ field: Field, _ text: String) throws {
    let read = try draft.reading(text, for: field, context).get()
    draft = read.draft
    draft.confirm(read.warnings)
    warnings = read.warnings
  }

  func complaint(_ field: Field, _ text: String) -> Complaint? {
    guard case .failure(let complaint) = draft.reading(text, for: field, context) else {
      return nil
    }
    return complaint
  }

  var next: Field? { draft.next(context) }

  func visit() throws -> Visit { try draft.finish(context).get() }

  func complaints() -> [Complaint] {
    guard case .failure(let faults) = draft.finish(context) else { return [] }
    return faults.complaints
  }
}
