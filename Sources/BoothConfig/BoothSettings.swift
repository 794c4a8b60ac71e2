package import Gate
import Intake
import Wording

extension BoothConfig {
  /// How many IKD activations of own residents are wanted (sasaran), until the end of `year`.
  package struct Target: Hashable, Sendable {
    package let count: Int
    package let year: Int
    /// What the target is a share of; no percentage is shown without it (domain.md section 1.5).
    package let base: Words
  }
}

/// What `loket.toml` says.
struct BoothSettings {
  let code: BoothCode
  let home: RegionCode
  let office: Office
  let language: Language?
  let operators: [Staff]
  let coordinators: [Staff]
  let printer: String?
  let printerColumns: Int?
  let printerDots: Bool?
  let target: BoothConfig.Target
  let conninfo: String?
  let idleSeconds: Int
}

extension BoothSettings {
  /// Nil only with a fault noted; `regions` is nil if that file could not be had.
  static func read(
    from directory: String, _ regions: RegionTable?, _ log: FaultLog
  ) -> BoothSettings? {
    let keys = [
      "booth", "bahasa", "home", "printer", "printerColumns", "printerDots", "petugas",
      "koordinator", "office", "target", "pusat", "idleSeconds",
    ]
    guard let top = Section(file: "loket.toml", in: directory, keys: keys, log) else { return nil }
    let code = top.value("booth", .boothCode, make: BoothCode.init)
    let language: Language? = top.has("bahasa") ? top.choice("bahasa") : nil
    let home = home(in: top, regions)
    let printer = printer(in: top)
    let printerColumns =
      top.has("printerColumns")
      ? top.wholeNumber("printerColumns", in: 32...48) : nil
    let printerDots = top.has("printerDots") ? top.yesOrNo("printerDots") : nil
    let operators = top.staff("petugas", .officer)
    let coordinators = top.staff("koordinator", .coordinator)
    let office = top.section("office", keys: ["name", "address", "phone", "hours"])?.office
    let target = top.section("target", keys: ["count", "year", "base"])?.target
    let idleSeconds =
      top.has("idleSeconds")
      ? top.wholeNumber("idleSeconds", in: 0...86_400) : BoothConfig.idleUsual
    let conninfo = top.section("pusat", keys: ["conninfo"])?.conninfo
    if top.isEmptyList("petugas") { top.refuse("petugas", "[]", .atLeastOne) }
    guard let code, let home, let office, let target, let idleSeconds else { return nil }
    return BoothSettings(
      code: code, home: home, office: office, language: language, operators: operators,
      coordinators: coordinators, printer: printer, printerColumns: printerColumns,
      printerDots: printerDots, target: target, conninfo: conninfo, idleSeconds: idleSeconds)
  }

  private static func home(in top: Section, _ regions: RegionTable?) -> RegionCode? {
    top.value("home", .homeRegion) { text in
      RegionCode(text).flatMap { code in
        regions?.canBeHome(code) ?? (code.digits.count == 4) ? code : nil
      }
    }
  }

  /// A name that begins with a dash would be an option of `lp`.
  private static func printer(in top: Section) -> String? {
    guard let name = top.optionalText("printer") else { return nil }
    if name.hasPrefix("-") { top.refuse("printer", name, .printer) }
    return name
  }
}

extension Section {
  fileprivate func staff(_ key: String, _ role: Staff.Role) -> [Staff] {
    sections(key, keys: ["code", "name"]).compactMap { entry in
      let code = entry.value("code", .staffCode, make: StaffCode.init)
      let name = entry.text("name")
      guard let code, let name else { return nil }
      return Staff(code: code, name: name, role: role)
    }
  }

  fileprivate var office: Office? {
    let name = text("name")
    let address = text("address")
    let phone = text("phone")
    let hours = text("hours")
    guard let name, let address, let phone, let hours else { return nil }
    return Office(name: name, address: address, phone: phone, hours: hours)
  }

  fileprivate var target: BoothConfig.Target? {
    let count = wholeNumber("count", in: 1...300_000_000)
    let year = wholeNumber("year", in: 2022...2100)
    let base = words("base")
    guard let count, let year, let base else { return nil }
    return BoothConfig.Target(count: count, year: year, base: base)
  }

  /// The fault never repeats the string: it would show the password.
  fileprivate var conninfo: String? {
    guard let text = optionalText("conninfo") else { return nil }
    if text.hasPassword { refuse("conninfo", "…", .noPassword) }
    return text
  }
}

extension String {
  /// Whether a libpq string holds a password: `password=…`, `sslpassword=…` or `//user:word@host`.
  fileprivate var hasPassword: Bool {
    let bare = lowercased().filter { !" \t".contains($0) }
    let pieces = bare.split(separator: "@", omittingEmptySubsequences: false)
    let user = pieces.count > 1 ? pieces[0].split(separator: "/").last : nil
    let isAddress = bare.hasPrefix("postgres://") || bare.hasPrefix("postgresql://")
    return bare.contains("password=") || isAddress && (user?.contains(":") ?? false)
  }
}
