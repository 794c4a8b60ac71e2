import Gate
import Intake
import Wording

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
  let goal: Goal
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
      "koordinator", "office", "target", "progress", "pusat", "idleSeconds",
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
    let goal = goal(in: top)
    let idleSeconds =
      top.has("idleSeconds")
      ? top.wholeNumber("idleSeconds", in: 0...86_400) : BoothConfig.idleUsual
    let conninfo = top.section("pusat", keys: ["conninfo"])?.conninfo
    if top.isEmptyList("petugas") { top.refuse("petugas", "[]", .atLeastOne) }
    guard let code, let home, let office, let goal, let idleSeconds else { return nil }
    return BoothSettings(
      code: code, home: home, office: office, language: language, operators: operators,
      coordinators: coordinators, printer: printer, printerColumns: printerColumns,
      printerDots: printerDots, goal: goal, conninfo: conninfo, idleSeconds: idleSeconds)
  }

  private static func home(in top: Section, _ regions: RegionTable?) -> RegionCode? {
    top.value("home", .homeRegion) { text in
      RegionCode(text).flatMap { code in
        regions?.canBeHome(code) ?? (code.digits.count == 4) ? code : nil
      }
    }
  }

  /// The target until the end of its year; without `progress` nothing was reached before.
  private static func goal(in top: Section) -> Goal? {
    let target = top.section("target", keys: ["count", "year", "base"])
    let count = target?.wholeNumber("count", in: 1...Section.peopleMax)
    let year = target?.wholeNumber("year", in: 2022...2100)
    let share = target?.words("base")
    let keys = ["baseline", "base", "growthPerYear", "smallestShown"]
    let progress = top.has("progress") ? top.section("progress", keys: keys) : nil
    let baseline = progress?.section("baseline", keys: ["count", "day"])?.dated
    let bases = progress?.sections("base", keys: ["name", "count", "day"]).compactMap(\.base)
    let growth = progress?.wholeNumber("growthPerYear", in: 0...Section.peopleMax)
    let smallest = progress?.wholeNumber("smallestShown", in: 1...1000)
    guard let count, let share, let by = year.flatMap({ Day(year: $0, month: 12, day: 31) })
    else { return nil }
    return Goal(
      target: count, by: by, share: share, baseline: baseline, bases: bases ?? [],
      growthPerYear: growth ?? 0, smallestShown: smallest ?? 1)
  }

  /// A name that begins with a dash would be an option of `lp`.
  private static func printer(in top: Section) -> String? {
    guard let name = top.optionalText("printer") else { return nil }
    if name.hasPrefix("-") { top.refuse("printer", name, .printer) }
    return name
  }
}

extension Section {
  /// More people than any region has.
  fileprivate static let peopleMax = 300_000_000

  /// Salt, nonce and tag of a coordinator's box.
  private static let lockCount = 44

  /// A count and the day at whose end it was so.
  fileprivate var dated: Goal.Dated? {
    let count = wholeNumber("count", in: 0...Section.peopleMax)
    let day = value("day", .day) { try? Day.parse($0).get() }
    guard let count, let day else { return nil }
    return Goal.Dated(count: count, day: day)
  }

  fileprivate var base: Goal.Base? {
    let name = words("name")
    let size = dated
    if size?.count == 0 { refuse("count", "0", .wholeNumber(1...Section.peopleMax)) }
    guard let name, let size, size.count > 0 else { return nil }
    return Goal.Base(name: name, size: size)
  }

  fileprivate func staff(_ key: String, _ role: Staff.Role) -> [Staff] {
    let keys = ["code", "name"] + (role == .coordinator ? ["kunci"] : [])
    return sections(key, keys: keys).compactMap { entry in
      let code = entry.value("code", .staffCode, make: StaffCode.init)
      let name = entry.text("name")
      let lock = entry.optionalValue("kunci", .coordinatorLock) { text in
        [UInt8](hex: text).flatMap { $0.count == Section.lockCount ? $0 : nil }
      }
      guard let code, let name else { return nil }
      return Staff(code: code, name: name, role: role, lock: lock)
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
