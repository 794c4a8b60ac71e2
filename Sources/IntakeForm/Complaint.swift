package import Intake

/// Why a line is no answer, or answers do not fit together.
///
/// `code` is a promise of the contract's JSON; the sentence is Wording's.
package indirect enum Complaint: Error, Hashable, Sendable {
  case required(Field)
  case nik(NIK.Fault)
  case name(PersonName.Fault)
  case date(Day.Fault)
  case birthDateInFuture
  case residence(Regions.Fault)
  case phone(Phone.Fault)
  case email(Email.Fault)
  case noSuchChoice(Field, String)
  case severalChoices(Field, [Choice])
  case notYesOrNo(Field)
  case serviceTwice(String)
  /// A civil servant without an agency, a student without a school.
  case institutionMissing(Segment)
  case nothingAsked
  /// Under the minimum age and never married: IKD cannot be activated.
  case notYetDue
  /// Without recorded biometrics IKD cannot be activated.
  case notRecorded
  case overrideReasonMissing
  case textTooLong(Field, max: Int)
  case forbiddenCharacter(Field)
  case deferralReasonMissing(String)
  case momentUnreadable
  case momentInFuture
  case momentTooOld
  /// JSON only: a value of the wrong type.
  case wrongType(key: String, expected: String)
  case unknownKey(String)
  /// JSON only: a day that is not `YYYY-MM-DD`, or that no calendar has.
  case isoDate(Day.Fault)
  /// JSON only: a word that is not one of the contract's.
  case unknownWord(key: String, allowed: [String])
  /// JSON only: about the school, where the form asks for agencies and schools as one.
  case school(Complaint)
}

extension Complaint {
  /// The key of the visit's JSON that is at fault.
  package var field: String {
    switch self {
    case .required(let field), .noSuchChoice(let field, _), .severalChoices(let field, _),
      .notYesOrNo(let field), .textTooLong(let field, _), .forbiddenCharacter(let field):
      field.jsonKey
    case .nik: "nik"
    case .name: "name"
    case .date, .isoDate, .birthDateInFuture: "birthDate"
    case .residence: "residence"
    case .phone: "phone"
    case .email: "email"
    case .serviceTwice, .nothingAsked, .deferralReasonMissing: "services"
    case .institutionMissing(let segment): segment == .student ? "school" : "agency"
    case .notYetDue, .notRecorded: "ikd.state"
    case .overrideReasonMissing: "override.reason"
    case .momentUnreadable, .momentInFuture, .momentTooOld: "capturedAt"
    case .wrongType(let key, _), .unknownKey(let key), .unknownWord(let key, _): key
    case .school: "school"
    }
  }

  /// The stable code, English.
  package var code: String {
    switch self {
    case .required: "required"
    case .nik(let fault): fault.code
    case .name(let fault): fault.code
    case .date(let fault), .isoDate(let fault): fault.code
    case .birthDateInFuture: "birthDateInFuture"
    case .residence(.unknown): "residenceUnknown"
    case .residence(.kelurahanNeeded): "kelurahanNeeded"
    case .residence(.ambiguous): "residenceAmbiguous"
    case .phone(.unreadable): "phoneUnreadable"
    case .phone(.landline): "phoneLandline"
    case .phone(.length): "phoneLength"
    case .email: "emailUnreadable"
    case .noSuchChoice(.services, _), .noSuchChoice(.results, _): "unknownService"
    case .noSuchChoice(.institution, _): "unknownInstitution"
    case .noSuchChoice: "unknownCode"
    case .severalChoices: "ambiguous"
    case .notYesOrNo: "notYesOrNo"
    case .serviceTwice: "serviceTwice"
    case .institutionMissing: "institutionMissing"
    case .nothingAsked: "nothingAsked"
    case .notYetDue: "notYetDue"
    case .notRecorded: "notRecorded"
    case .overrideReasonMissing: "overrideReasonMissing"
    case .textTooLong: "tooLong"
    case .forbiddenCharacter: "forbiddenCharacter"
    case .deferralReasonMissing: "deferralReasonMissing"
    case .momentUnreadable: "momentUnreadable"
    case .momentInFuture: "momentInFuture"
    case .momentTooOld: "momentTooOld"
    case .wrongType: "wrongType"
    case .unknownKey: "unknownKey"
    case .unknownWord: "unknownCode"
    case .school(let complaint): complaint.code
    }
  }
}

extension Day.Fault {
  fileprivate var code: String {
    switch self {
    case .unreadable: "dateUnreadable"
    case .notOnCalendar: "dateNotOnCalendar"
    case .tooLongAgo: "dateTooLongAgo"
    case .tooFarAhead: "birthDateInFuture"
    }
  }
}

extension NIK.Fault {
  fileprivate var code: String {
    switch self {
    case .notDigits: "nikNotDigits"
    case .notSixteenDigits: "nikLength"
    case .impossibleDay: "nikDay"
    case .impossibleMonth: "nikMonth"
    case .serialZero: "nikSerial"
    }
  }
}

extension PersonName.Fault {
  fileprivate var code: String {
    switch self {
    case .empty: "required"
    case .tooLong, .tooManyMarks: "nameLength"
    case .forbidden: "nameCharacter"
    case .noLetter: "nameWithoutLetter"
    }
  }
}
