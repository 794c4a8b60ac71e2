import Gate
import Paper
import Ports
import Sealing
import Wording
import Intake
import IntakeForm
import MachineJSON

/// Answers the form from one visit as JSON (contract.md): each value goes through the same
/// reading as a typed line, in the order of the questions.
struct VisitJSON {
  let context: FormContext
  private(set) var warnings: [Warning] = []
  private var complaints: [Complaint] = []
  private var draft = Draft()

  init(context: FormContext) { self.context = context }

  private static let keys: Set<String> = [
    "nik", "name", "birthDate", "sex", "married", "residence", "segment", "agency", "school",
    "recorded", "ikd", "services", "exemption", "override", "phone", "email", "capturedAt",
  ]

  /// The visit, or everything that is wrong with it.
  mutating func read(_ object: [String: JSONValue]) -> Result<Visit, Draft.Faults> {
    complaints += object.keys.filter { !VisitJSON.keys.contains($0) }.sorted()
      .map(Complaint.unknownKey)
    let ikd = part("ikd", of: object)
    let override = part("override", of: object)
    let services = services(object["services"])
    take(.nik, text("nik", of: object))
    take(.name, text("name", of: object))
    takeBirthDate(text("birthDate", of: object))
    take(.sex, text("sex", of: object))
    take(.married, bool("married", of: object))
    take(.residence, text("residence", of: object))
    // By the contract whoever says nothing is of the public, also at a school.
    take(.segment, text("segment", of: object) ?? Segment.public.rawValue)
    takeInstitution(object)
    take(.services, services.codes)
    take(.ikd, state(ikd))
    take(.ikdEvidence, text("evidence", of: ikd, within: "ikd"))
    take(.recorded, bool("recorded", of: object))
    take(.ikdReason, text("reason", of: ikd, within: "ikd"))
    takeExemption(object)
    take(.overrideBy, text("by", of: override, within: "override"))
    take(.overrideReason, text("reason", of: override, within: "override"))
    take(.results, services.results)
    take(.phone, text("phone", of: object))
    take(.email, text("email", of: object))
    take(.capturedAt, text("capturedAt", of: object))
    demandReason()
    return finish()
  }

  private func finish() -> Result<Visit, Draft.Faults> {
    let result = draft.finish(context)
    guard !complaints.isEmpty else { return result }
    // What was complained of is missing too; saying so again would help nobody.
    var fields = Set(complaints.map(\.field))
    if fields.contains("nik") { fields.insert("sex") }
    var rest: [Complaint] = []
    if case .failure(let faults) = result {
      rest = faults.complaints.filter { !fields.contains($0.field) }
    }
    return .failure(Draft.Faults(complaints: complaints + rest))
  }

  private mutating func take(_ field: Field, _ text: String?) {
    guard let text else { return }
    switch draft.reading(text, for: field, context) {
    case .failure(let complaint): complaints.append(complaint)
    case .success(let read):
      draft = read.draft
      draft.confirm(read.warnings)
      for warning in read.warnings where !warnings.contains(warning) {
        warnings.append(warning)
      }
    }
  }
}

extension VisitJSON {
  private mutating func text(
    _ key: String, of object: [String: JSONValue], within: String? = nil
  ) -> String? {
    switch object[key] {
    case nil, .null?: return nil
    case .text(let text)?: return text
    case .bool, .number, .list, .object:
      complaints.append(.wrongType(key: path(key, within), expected: "string"))
      return nil
    }
  }

  private mutating func bool(_ key: String, of object: [String: JSONValue]) -> String? {
    switch object[key] {
    case nil, .null?: return nil
    case .bool(let value)?: return value ? "true" : "false"
    case .text, .number, .list, .object:
      complaints.append(.wrongType(key: key, expected: "true/false"))
      return nil
    }
  }

  private mutating func part(_ key: String, of object: [String: JSONValue]) -> [String: JSONValue] {
    switch object[key] {
    case nil, .null?: return [:]
    case .object(let part)?:
      let known = key == "ikd" ? ["state", "evidence", "reason"] : ["by", "reason"]
      complaints += part.keys.filter { !known.contains($0) }.sorted()
        .map { .unknownKey(path($0, key)) }
      return part
    case .text, .bool, .number, .list:
      complaints.append(.wrongType(key: key, expected: "object"))
      return [:]
    }
  }

  private func path(_ key: String, _ within: String?) -> String {
    within.map { "\($0).\(key)" } ?? key
  }

  /// Only the contract's four states; the kiosk's own choices are none of them.
  private mutating func state(_ ikd: [String: JSONValue]) -> String? {
    guard let text = text("state", of: ikd, within: "ikd") else { return nil }
    guard IKDState(rawValue: text) != nil else {
      complaints.append(.noSuchChoice(.ikd, text))
      return nil
    }
    return text
  }

  /// By the contract only `YYYY-MM-DD`: what the kiosk reads besides, day first, would here be a
  /// program's own date that was turned around.
  private mutating func takeBirthDate(_ text: String?) {
    guard let text, !text.isEmpty else { return take(.birthDate, text) }
    let isISO = text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil
    switch isISO ? Day.parse(text) : .failure(.unreadable) {
    case .success: take(.birthDate, text)
    case .failure(let fault): complaints.append(.isoDate(fault))
    }
  }

  /// Whose IKD is due and not active says why, as at the kiosk.
  private mutating func demandReason() {
    let missing = Complaint.required(.ikdReason)
    guard draft.ikd == .notActive, draft.isDue(context) == true, draft.reason == nil,
      !complaints.contains(where: { $0.field == missing.field })
    else { return }
    complaints.append(missing)
  }

  private mutating func takeInstitution(_ object: [String: JSONValue]) {
    let key = (draft.segment ?? context.defaults.segment) == .student ? "school" : "agency"
    let other = key == "school" ? "agency" : "school"
    let before = complaints.count
    take(.institution, text(key, of: object))
    if key == "school" {
      complaints[before...] = ArraySlice(complaints[before...].map(aboutSchool))
    }
    // The other list's key belongs to no one of this segment; it is read for its type only.
    _ = text(other, of: object)
  }

  private func aboutSchool(_ complaint: Complaint) -> Complaint {
    complaint.field == "school" ? complaint : .school(complaint)
  }

  private mutating func takeExemption(_ object: [String: JSONValue]) {
    guard let text = text("exemption", of: object) else { return }
    guard ExemptionCode(text) != nil else {
      complaints.append(.noSuchChoice(.exemption, text))
      return
    }
    take(.exemption, text)
  }

  /// `services` as the two lines that would be typed: what is asked for, and what is deferred.
  private mutating func services(
    _ value: JSONValue?
  ) -> (codes: String?, results: String?) {
    guard let value else { return (nil, nil) }
    guard case .list(let list) = value else {
      complaints.append(.wrongType(key: "services", expected: "list"))
      return (nil, nil)
    }
    var codes: [String] = []
    var results: [String] = []
    for item in list {
      guard case .object(let service) = item, let code = service["code"]?.text else {
        complaints.append(.wrongType(key: "services", expected: "{\"code\": …}"))
        continue
      }
      codes.append(code)
      if let result = result(of: service, code) { results.append(result) }
    }
    return (
      codes.isEmpty ? nil : codes.joined(separator: ","),
      results.isEmpty ? nil : results.joined(separator: ",")
    )
  }

  private mutating func result(of service: [String: JSONValue], _ code: String) -> String? {
    let known = ["code", "result", "reason"]
    complaints += service.keys.filter { !known.contains($0) }.sorted()
      .map { .unknownKey("services.\($0)") }
    let reason = text("reason", of: service, within: "services")
    switch text("result", of: service, within: "services") {
    case nil, Outcome.served.rawValue: return nil
    case Outcome.deferred.rawValue:
      guard let reason else {
        complaints.append(.deferralReasonMissing(code))
        return nil
      }
      guard DeferralReason(rawValue: reason) != nil else {
        complaints.append(
          .unknownWord(key: "services.reason", allowed: DeferralReason.allCases.map(\.rawValue)))
        return nil
      }
      return reason == DeferralReason.ikdNotActive.rawValue ? nil : "\(code)=\(reason)"
    case _?:
      let allowed = [Outcome.served, .deferred].map(\.rawValue)
      complaints.append(.unknownWord(key: "services.result", allowed: allowed))
      return nil
    }
  }
}
