package import Intake
package import IntakeForm

/// What the form says.
package struct FormWords: Sendable {
  /// The question, short: it stands before the cursor.
  package let label: @Sendable (Field) -> String
  /// `?`: the rule, an example, and where it stands on the card.
  package let help: @Sendable (Field) -> String
  /// What is wrong with the answer, an example, what to do; also said where nobody types (JSON).
  package let complaint: @Sendable (Complaint) -> String
  /// The key that helps at the keyboard.
  let hint: @Sendable (Complaint) -> String?
  /// What is unlikely; `detail` is the other value, a suggestion or the earlier tickets.
  package let warning: @Sendable (Warning, _ detail: String) -> String
  package let garbled: String
  package let tooLong: @Sendable (_ max: Int) -> String
  package let confirm: String
  package let sex: @Sendable (Sex) -> String
  /// The letters that answer yes and no.
  package let yesKey: String
  package let noKey: String
  package let segment: @Sendable (Segment) -> String
  package let ikd: @Sendable (IKDState) -> String
  package let evidence: @Sendable (IKDEvidence) -> String
  package let activation: @Sendable (IKDState) -> String
  package let reason: @Sendable (IKDReason) -> String
  package let deferral: @Sendable (DeferralReason) -> String
  package let coordinatorDecides: String
  package let keys: String
  /// What typing does to a text that stands in the line already.
  package let lineKeys: String
  package let none: String
  package let age: @Sendable (Int) -> String
  package let issuedIn: @Sendable (_ region: String) -> String
  package let regionRetired: String
  package let regionUnknown: String
  package let outside: String
  package let whichOne: String
  package let kelurahan: String
  package let soFar: String
  package let chooseOne: @Sendable (_ count: Int) -> String
  /// The same for the services, of which several may be asked for.
  package let chooseSeveral: @Sendable (_ count: Int) -> String
  package let summary: String
  package let save: String
  package let saveHint: String
}

extension FormWords {
  /// A complaint about a line that was typed.
  package func typed(_ complaint: Complaint) -> String {
    [self.complaint(complaint), hint(complaint)].compactMap(\.self).joined(separator: " ")
  }

  /// The field's name: its question without what stands in brackets after it.
  package func name(of field: Field) -> String { FormWords.short(label(field)) }

  /// A question without what stands in brackets.
  static func short(_ question: String) -> String {
    guard let bracket = question.firstIndex(of: "(") else { return question }
    return String(question[..<bracket].dropLast())
  }

  /// What a question is about, to stand before a colon of its own.
  static func subject(_ question: String) -> String {
    let name = short(question)
    return name.hasSuffix("?") ? String(name.dropLast()) : name
  }
}
