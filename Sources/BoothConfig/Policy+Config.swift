import Gate
import Intake

/// What `services.toml` says: the services, in the order of the tally.
enum Catalogue {
  static let file = "services.toml"

  /// Nil if the file cannot be had; entries that are wrong are noted and left out.
  static func read(from directory: String, _ log: FaultLog) -> [Service]? {
    guard let top = Section(file: file, in: directory, keys: ["service"], log) else { return nil }
    return top.sections("service", keys: ["code", "title", "needsIKD", "changesData"])
      .compactMap(service)
  }

  private static func service(_ entry: Section) -> Service? {
    let code = entry.value("code", .serviceCode, make: ServiceCode.init)
    let title = entry.words("title")
    let needsIKD = entry.yesOrNo("needsIKD")
    let changesData = entry.yesOrNo("changesData")
    guard let code, let title, let needsIKD, let changesData else { return nil }
    return Service(code: code, title: title, needsIKD: needsIKD, changesData: changesData)
  }
}

extension Policy {
  fileprivate static let file = "policy.toml"

  private static let keys = [
    "version", "basis", "minimumAge", "coordinatorsOverride", "outsidersGetDataChanges",
    "exemption",
  ]

  /// Nil only with a fault noted; `services` is nil if that file could not be had.
  static func read(
    from directory: String, _ services: [Service]?, _ log: FaultLog
  ) -> Policy? {
    guard let top = Section(file: file, in: directory, keys: keys, log) else { return nil }
    let version = top.text("version")
    let basis = top.text("basis")
    let minimumAge = top.wholeNumber("minimumAge", in: minimumAges)
    let coordinatorsOverride = top.yesOrNo("coordinatorsOverride")
    let outsidersGetDataChanges = top.yesOrNo("outsidersGetDataChanges")
    let exemptions =
      top.has("exemption")
      ? top.sections("exemption", keys: ["code", "title", "grants", "suggestedFor"])
        .compactMap(exemption) : []
    let policy = Policy(
      version: version ?? "", basis: basis ?? "", minimumAge: minimumAge ?? minimumAges.lowerBound,
      exemptions: exemptions, coordinatorsOverride: coordinatorsOverride ?? true,
      outsidersGetDataChanges: outsidersGetDataChanges ?? false, services: services ?? [])
    for fault in policy.faults { note(fault, services ?? [], log) }
    return log.isClean(file) && log.isClean(Catalogue.file) ? policy : nil
  }

  private static func exemption(_ entry: Section) -> Exemption? {
    let code = entry.value("code", .exemptionCode, make: ExemptionCode.init)
    let title = entry.words("title")
    let grants = grants(of: entry)
    let reasons = IKDReason.allCases.map(\.rawValue)
    let suggestedFor = entry.values("suggestedFor", .oneOf(reasons), names: reasons) {
      IKDReason(rawValue: $0)
    }
    guard let code, let title else { return nil }
    return Exemption(
      code: code, title: title, grants: grants, suggestedFor: Set(suggestedFor))
  }

  /// Nil for all services, and where a fault is noted.
  private static func grants(of entry: Section) -> Set<ServiceCode>? {
    guard entry.isList("grants") else {
      _ = entry.value("grants", .grants) { $0 == "all" ? $0 : nil }
      return nil
    }
    let codes = entry.values("grants", .serviceCode, make: ServiceCode.init)
    if entry.isEmptyList("grants") { entry.refuse("grants", "[]", .grants) }
    return Set(codes)
  }

  /// What the policy says of itself, as faults of the files.
  ///
  /// What is unknown to a catalogue that is itself wrong is no fault yet.
  private static func note(_ fault: Fault, _ services: [Service], _ log: FaultLog) {
    let isWhole = log.isClean(Catalogue.file)
    let names = services.map(\.code.text)
    switch fault {
    case .minimumAge(let age):
      log.refuse(file, "minimumAge", "\(age)", .wholeNumber(minimumAges))
    case .serviceTwice(let code):
      log.note(Catalogue.file, "service[\(code.text)].code", .duplicate(found: code.text))
    case .serviceMissing(let code):
      guard isWhole else { return }
      log.note(Catalogue.file, "service[\(code.text)]", .missingKey(expected: .table))
    case .cannotNeedIKD(let code):
      log.refuse(Catalogue.file, "service[\(code.text)].needsIKD", "true", .neverGated)
    case .exemptionTwice(let code):
      log.note(file, "exemption[\(code.text)].code", .duplicate(found: code.text))
    case .exemptionGrantsUnknown(let exemption, let code):
      guard isWhole else { return }
      let key = "exemption[\(exemption.text)].grants"
      log.refuse(file, key, code.text, .knownService, names: names)
    case .exemptionForDeclined(let code):
      log.refuse(file, "exemption[\(code.text)].suggestedFor", "declined", .notDeclined)
    }
  }

  /// The ages that `Policy.faults` lets through.
  private static let minimumAges = 12...21
}
