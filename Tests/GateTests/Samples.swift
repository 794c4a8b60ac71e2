import Gate
import Intake
import Testing

/// What the gate's tests are made of; every person in them is invented.
enum Sample {
  static let words = Words(indonesian: "contoh", english: "sample")

  static func code(_ text: String) throws -> ServiceCode { try #require(ServiceCode(text)) }

  static func exemption(
    _ text: String, grants: Set<ServiceCode>? = nil, suggestedFor: Set<IKDReason> = []
  ) throws -> Exemption {
    Exemption(
      code: try #require(ExemptionCode(text)), title: words, grants: grants,
      suggestedFor: suggestedFor)
  }

  /// The catalogue as shipped, in short: code, gated, changes data.
  static func services() throws -> [Service] {
    let rows: [(String, Bool, Bool)] = [
      ("ikd", false, false), ("ikd-ulang", false, false), ("rekam", false, false),
      ("cetak", true, false), ("kk", true, true), ("lapor", false, true),
    ]
    return try rows.map {
      Service(code: try code($0.0), title: words, needsIKD: $0.1, changesData: $0.2)
    }
  }

  /// Exemption A opens everything, B only `kk`.
  static func policy(
    minimumAge: Int = 17, override: Bool = true, outsidersGetDataChanges: Bool = false
  ) throws -> Policy {
    Policy(
      version: "uji-1", basis: "contoh", minimumAge: minimumAge,
      exemptions: [try exemption("A"), try exemption("B", grants: [code("kk")])],
      coordinatorsOverride: override, outsidersGetDataChanges: outsidersGetDataChanges,
      services: try services())
  }

  static let today = Day(number: 20_781)

  /// Someone of that many years to the day.
  static func born(_ age: Int) throws -> Day {
    try #require(Day(year: today.year - age, month: today.month, day: today.day))
  }

  static func visit(
    _ services: [String], ikd: IKDState = .notActive, reason: IKDReason? = nil, age: Int = 30,
    married: Bool = false, residence: Residence? = nil, recorded: Bool = true,
    exemption: String? = nil, override: Bool = false, deferral: DeferralReason? = nil
  ) throws -> Visit {
    Visit(
      nik: nil, name: try PersonName.parse("SARI CONTOH").get(), birthDate: try born(age),
      sex: .female, married: married, residence: try residence ?? home(), segment: .public,
      institution: nil, recorded: recorded, ikd: IKDResult(state: ikd, reason: reason),
      requests: try services.map { ServiceRequest(code: try code($0), deferral: deferral) },
      exemption: try exemption.map { try #require(ExemptionCode($0)) },
      override: override
        ? Override(by: try #require(StaffCode("dahlia")), reason: "uji coba") : nil)
  }

  static func home() throws -> Residence { .home(try #require(RegionCode("3573051004"))) }
}
