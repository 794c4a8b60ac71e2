package import Intake

extension Draft {
  /// Reads a typed line as the answer to `field`.
  ///
  /// Returns the draft with the answer in it and the warnings that a person must confirm before
  /// it counts; the complaint, if the line cannot be an answer. Nothing else is changed.
  package func reading(
    _ typed: String, for field: Field, _ context: FormContext
  ) -> Result<(draft: Draft, warnings: [Warning]), Complaint> {
    var draft = self
    let text = typed.trimmingBlanks
    let before = draft.texts[field]
    do {
      let warnings = try draft.take(text, field, context)
      draft.texts[field] = text
      if before != text {
        draft.forgetDependents(of: field)
        draft.unconfirm(field.warnings)
      }
      return .success((draft, warnings))
    } catch {
      return .failure(error)
    }
  }

  /// Answers that a changed answer makes meaningless.
  private mutating func forgetDependents(of field: Field) {
    switch field {
    case .ikd: forget([.recorded, .activation, .ikdReason, .exemption, .phone, .email])
    case .services: forget([.results, .exemption])
    case .segment: forget([.institution])
    case .recorded:
      forget([.activation, .ikdReason, .exemption, .phone, .email])
      reason = recorded == false ? .notRecorded : nil
    case .ikdReason: forget([.exemption])
    default: break
    }
  }

  private mutating func forget(_ fields: [Field]) {
    for field in fields {
      texts[field] = nil
      switch field {
      case .recorded: recorded = nil
      case .ikdReason: reason = nil
      case .exemption:
        exemption = nil
        wantsOverride = false
        forget([.overrideBy, .overrideReason])
      case .overrideBy: overrideBy = nil
      case .overrideReason: overrideReason = nil
      case .results: deferrals = [:]
      case .institution: institution = nil
      case .phone: phone = nil
      case .email: email = nil
      default: break
      }
    }
  }

  private mutating func take(
    _ text: String, _ field: Field, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    switch field {
    case .nik: return try takeNIK(text, context)
    case .name: return try takeName(text)
    case .birthDate: return try takeBirthDate(text, context)
    case .residence: return try takeResidence(text, context)
    case .services: return try takeServices(text, context)
    case .ikd: return try takeIKD(text, context)
    case .email: return try takeEmail(text)
    case .sex:
      let choice = try Draft.one(text, field, context.choices(field, self))
      sex = Sex(rawValue: choice.code)
      return nik.map { $0.sex != sex } == true ? [.nikSexDiffers] : []
    case .married: married = try Draft.yesOrNo(text, field)
    case .recorded:
      recorded = try Draft.yesOrNo(text, field)
      if recorded == false { reason = reason ?? .notRecorded }
      if recorded == true, reason == .notRecorded { reason = nil }
    case .segment:
      segment = Segment(rawValue: try Draft.one(text, field, context.choices(field, self)).code)
    case .institution: try takeInstitution(text, context)
    case .ikdEvidence:
      evidence = IKDEvidence(
        rawValue: try Draft.one(text, field, context.choices(field, self)).code)
    case .activation: try takeActivation(text, context)
    case .ikdReason:
      reason = IKDReason(rawValue: try Draft.one(text, field, context.choices(field, self)).code)
      if reason == .notRecorded {
        recorded = false
        texts[.recorded] = "t"
      }
    case .exemption: try takeExemption(text, context)
    case .overrideBy:
      overrideBy = StaffCode(try Draft.one(text, field, context.choices(field, self)).code)
    case .overrideReason: overrideReason = try Draft.sentence(text, field)
    case .results: try takeResults(text, context)
    case .phone:
      phone = Draft.isNone(text) ? nil : try Phone.parse(text).complaining(Complaint.phone)
    case .capturedAt: try takeMoment(text, context)
    }
    return []
  }
}

extension Draft {
  private mutating func takeNIK(
    _ text: String, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    if text.isEmpty {
      nik = nil
      return []
    }
    let read = try NIK.parse(text).complaining(Complaint.nik)
    nik = read
    if sex == nil || texts[.sex] == nil { sex = nil }
    var warnings: [Warning] = []
    switch context.regions.standing(of: read) {
    case .known: break
    case .retired: warnings.append(.nikRegionRetired)
    case .unknown: warnings.append(.nikRegionUnknown)
    }
    let inLeapYear = Day(year: 2000, month: read.month, day: read.dayOfMonth)
    if inLeapYear == nil { warnings.append(.nikDateNotOnCalendar) }
    if let birthDate, !read.agrees(with: birthDate) { warnings.append(.nikDateDiffers) }
    if let sex, sex != read.sex { warnings.append(.nikSexDiffers) }
    return warnings
  }

  private mutating func takeName(_ text: String) throws(Complaint) -> [Warning] {
    let read = try PersonName.parse(text).complaining(Complaint.name)
    name = read
    return read.hasDigit ? [.nameHasDigits] : []
  }

  private mutating func takeBirthDate(
    _ text: String, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    if text.isEmpty { throw .required(.birthDate) }
    let read = try Day.parse(text).complaining(Complaint.date)
    guard read <= context.today else { throw .birthDateInFuture }
    birthDate = read
    var warnings: [Warning] = []
    if let nik, !nik.agrees(with: read) { warnings.append(.nikDateDiffers) }
    if read.age(on: context.today) > 110 { warnings.append(.birthDateVeryOld) }
    return warnings
  }

  private mutating func takeResidence(
    _ text: String, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    if text.isEmpty { throw .required(.residence) }
    let read = try context.regions.residence(text).complaining(Complaint.residence)
    residence = read
    guard case .home(let kelurahan) = read, RegionCode(text) == nil,
      context.regions.sharesNameWithDistrict(kelurahan)
    else { return [] }
    return [.kelurahanNamedLikeKecamatan]
  }

  private mutating func takeServices(
    _ text: String, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    let choices = context.choices(.services, self)
    var codes: [ServiceCode] = []
    for word in Draft.isNone(text) ? [] : Draft.words(text, choices) {
      let choice = try Draft.one(word, .services, choices)
      guard let code = ServiceCode(choice.code) else { throw .noSuchChoice(.services, word) }
      guard !codes.contains(code) else { throw .serviceTwice(code.text) }
      codes.append(code)
    }
    // Others may have come for IKD alone.
    if codes.isEmpty, isDue(context) == false { throw .nothingAsked }
    services = codes
    deferrals = deferrals.filter { codes.contains($0.key) }
    return askedInVain ? [.ikdAlreadyActive] : []
  }

  /// What stands between commas, semicolons and pluses; where that is no choice, between blanks.
  private static func words(_ text: String, _ choices: [Choice]) -> [String] {
    text.split { ",;+".contains($0) }.map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
      .flatMap { part in
        choices.pick(part) == .nothing ? part.split(separator: " ").map(String.init) : [part]
      }
  }

  /// IKD was asked for, and turns out to be active already.
  private var askedInVain: Bool { ikd == .active && services?.contains(.activation) == true }

  private mutating func takeIKD(
    _ text: String, _ context: FormContext
  ) throws(Complaint) -> [Warning] {
    let choice = try Draft.one(text, .ikd, context.choices(.ikd, self))
    if choice.code == Draft.activeOnConsole {
      ikd = .active
      evidence = .operatorConsole
    } else {
      ikd = IKDState(rawValue: choice.code)
      if texts[.ikdEvidence] == nil { evidence = nil }
    }
    try checkActivation(context)
    if askedInVain { return [.ikdAlreadyActive] }
    return ikd == .active && isDue(context) == false ? [.ikdActiveUnderAge] : []
  }

  /// The choice "active, seen on the operator's console", which answers the evidence too.
  package static let activeOnConsole = "activeOnConsole"

  private func checkActivation(_ context: FormContext) throws(Complaint) {
    guard ikd == .activated || ikd == .reactivated else { return }
    if isDue(context) == false { throw .notYetDue }
    if recorded == false { throw .notRecorded }
  }

  private mutating func takeActivation(_ text: String, _ context: FormContext) throws(Complaint) {
    let choice = try Draft.one(text, .activation, context.choices(.activation, self))
    guard let state = IKDState(rawValue: choice.code) else { return }
    ikd = state
    texts[.ikd] = state.rawValue
    if state != .notActive { forget([.ikdReason, .exemption, .phone, .email]) }
  }

  private mutating func takeInstitution(_ text: String, _ context: FormContext) throws(Complaint) {
    let choices = context.choices(.institution, self)
    guard !text.isEmpty else { throw .institutionMissing(segment ?? context.defaults.segment) }
    institution = PlaceCode(try Draft.one(text, .institution, choices).code)
  }

  private mutating func takeExemption(_ text: String, _ context: FormContext) throws(Complaint) {
    forget([.exemption])
    if Draft.isNone(text) { return }
    let choice = try Draft.one(text, .exemption, context.choices(.exemption, self))
    wantsOverride = choice.code == Draft.coordinatorDecides
    exemption = ExemptionCode(choice.code)
  }

  /// The choice at the exemptions that leads to a coordinator's decision instead.
  package static let coordinatorDecides = "koordinator"

  private mutating func takeResults(_ text: String, _ context: FormContext) throws(Complaint) {
    let choices = context.choices(.results, self)
    var found: [ServiceCode: DeferralReason] = [:]
    for word in text.split(separator: ",").map({ String($0).trimmingBlanks }) {
      let parts = try Draft.one(word, .results, choices).code.split(separator: "=")
      guard parts.count == 2, let code = ServiceCode(String(parts[0])),
        let reason = DeferralReason(rawValue: String(parts[1]))
      else { throw .noSuchChoice(.results, word) }
      found[code] = reason
    }
    deferrals = found
  }

  private mutating func takeEmail(_ text: String) throws(Complaint) -> [Warning] {
    email = Draft.isNone(text) ? nil : try Email.parse(text).complaining(Complaint.email)
    return email?.suggestion == nil ? [] : [.emailDomainUnusual]
  }

  /// A paper form counts on the day it was filled in, at most seven days ago.
  private mutating func takeMoment(_ text: String, _ context: FormContext) throws(Complaint) {
    guard let moment = Moment(rfc3339: text) else { throw .momentUnreadable }
    guard moment <= context.now.advanced(bySeconds: 300) else { throw .momentInFuture }
    guard moment >= context.now.advanced(bySeconds: -7 * 86_400) else { throw .momentTooOld }
    capturedAt = moment
  }
}

extension Draft {
  /// Nothing, or a dash where Enter would answer something.
  private static func isNone(_ text: String) -> Bool { text.isEmpty || text == "-" }

  private static func one(
    _ text: String, _ field: Field, _ choices: [Choice]
  ) throws(Complaint) -> Choice {
    if text.isEmpty { throw .required(field) }
    switch choices.pick(text) {
    case .one(let choice): return choice
    case .several(let found): throw .severalChoices(field, found)
    case .nothing: throw .noSuchChoice(field, text)
    }
  }

  /// `y`, `ya`, `yes` and `t`, `tidak`, `n`, `no`; also JSON's words.
  package static func yesOrNo(_ text: String, _ field: Field) throws(Complaint) -> Bool {
    switch text.lowercased() {
    case "y", "ya", "yes", "true": return true
    case "t", "tidak", "n", "no", "false": return false
    default: throw .notYesOrNo(field)
    }
  }

  /// The longest sentence kept, in characters.
  package static let sentenceMax = 200

  /// A reason in words: one line, nothing that a terminal or a printer would take for a command.
  package static func sentence(_ text: String, _ field: Field) throws(Complaint) -> String {
    if text.isEmpty { throw .required(field) }
    guard text.count <= sentenceMax, text.utf8.count <= 4 * sentenceMax else {
      throw .textTooLong(field, max: sentenceMax)
    }
    let bad = text.unicodeScalars.contains {
      [.control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator]
        .contains($0.properties.generalCategory)
    }
    guard !bad else { throw .forbiddenCharacter(field) }
    return text
  }
}

extension Result {
  fileprivate func complaining(
    _ complaint: (Failure) -> Complaint
  ) throws(Complaint) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let fault): throw complaint(fault)
    }
  }
}
