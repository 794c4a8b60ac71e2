import Intake
import IntakeForm

extension FormWords {
  static let english = FormWords(
    label: englishLabel,
    help: englishHelp,
    complaint: englishComplaint, hint: englishHint,
    warning: englishWarning,
    garbled: "There is a sign that cannot be read. The line was not taken; type it again.",
    tooLong: { "A line of more than \($0) letters was not taken. Type only what is needed." },
    confirm: "Is that right? y = yes, Enter = type again",
    sex: { $0 == .male ? "M (L)" : "F (P)" },
    yesKey: "y", noKey: "n",
    segment: {
      switch $0 {
      case .public: "Public"
      case .civilServant: "Agency staff"
      case .student: "Pupil"
      }
    },
    ikd: {
      switch $0 {
      case .active: "Active already"
      case .activated: "Activated here just now"
      case .reactivated: "Activated again here (new phone, forgotten PIN)"
      case .notActive: "Not active"
      }
    },
    evidence: { $0 == .seenOnPhone ? "seen on the phone" : "seen on the officer's screen" },
    activation: {
      switch $0 {
      case .activated: "Activated now"
      case .reactivated: "Activated again now"
      case .notActive, .active: "Cannot or will not"
      }
    },
    reason: englishReason,
    deferral: {
      switch $0 {
      case .ikdNotActive: "IKD not active"
      case .documentsIncomplete: "documents missing"
      case .blanksOut: "no blank cards"
      case .serverDown: "server down"
      case .atOffice: "at the office"
      case .quota: "quota used up"
      }
    },
    coordinatorDecides: "Coordinator's decision",
    keys: "? help · < back · ! hold · = so far",
    lineKeys: "Text in the line: typing replaces it all, an arrow or backspace corrects it.",
    none: "none",
    age: { "\($0) y" },
    issuedIn: { "issued in \($0)" },
    regionRetired: "old region code",
    regionUnknown: "unknown region",
    outside: "out of town",
    whichOne: "Which one? a number, or Enter = type again", kelurahan: "Kelurahan",
    soFar: "Answered so far:",
    chooseOne: { "Type a number 1-\($0), the start of a word, or Tab." },
    chooseSeveral: {
      "Type a number 1-\($0), the start of a word, or Tab; several at once: 4 6, or cetak, kk."
    },
    summary: "Check before saving:",
    save: "Save? s = save, number = correct",
    saveHint: "Type s to save, a line's number to correct it, < back, ! hold.")

  private static let englishLabel: @Sendable (Field) -> String = {
    switch $0 {
    case .nik: "NIK (Enter = has none)"
    case .name: "Name"
    case .birthDate: "Date of birth"
    case .sex: "Sex, L/P"
    case .married: "Is or was married? (y/n)"
    case .residence: "Residence (kelurahan, city, or outside)"
    case .segment: "Group"
    case .institution: "Agency/school"
    case .services: "Services"
    case .ikd: "IKD"
    case .ikdEvidence: "Where IKD was seen"
    case .recorded: "Biometrics recorded? (y/n)"
    case .activation: "Activate now?"
    case .ikdReason: "Why not active"
    case .exemption: "Exemption"
    case .overrideBy: "Coordinator"
    case .overrideReason: "Coordinator's reason"
    case .results: "Deferred"
    case .phone: "Phone"
    case .email: "E-mail"
    case .capturedAt: "Time on the paper"
    }
  }

  private static let englishHelp: @Sendable (Field) -> String = {
    switch $0 {
    case .nik:
      """
      NIK: the 16 digits on the first line of the card. Example: 3573054101900001.
      Newborns and people never registered have none: just press Enter.
      """
    case .name:
      "The name as on the card; one word is fine, titles and apostrophes belong to it. At most 60."
    case .birthDate:
      "The date of birth on the card, day first: 17/08/1990, 17-08-1990 or 17081990."
    case .sex: "L = male (laki-laki), P = female (perempuan), as on the card."
    case .married: "Under 17 only who is or was married must have a card."
    case .residence:
      """
      Where the card says the person lives now, not what the NIK says. Type the kelurahan (Tab
      completes it), another city or regency (Kota Batu, Kab. Malang), or outside.
      """
    case .segment: "Public, agency staff or pupil; decides the agency and school figures."
    case .institution: "The agency where the person works, or the school. Tab completes it."
    case .services:
      "What is asked for, several if need be: cetak kk, or by number: 4 6. IKD only: a dash."
    case .ikd: "Look at the IKD app on the phone, or at the officer's screen. Do not guess."
    case .ikdEvidence: "Where the officer saw that IKD is active."
    case .recorded: "IKD can be activated only once fingerprints, irises and photo are recorded."
    case .activation:
      "Offer to activate now. Does it take a while? Type ! and serve the next person first."
    case .ikdReason: "Choose the nearest reason. Declining is a right; write down what is so."
    case .exemption:
      """
      A code of the office's policy; with an exemption the service is given all the same.
      Enter = what shows in [ ] or in the line. A dash = no exemption.
      """
    case .overrideBy: "The short name of the coordinator who decides."
    case .overrideReason:
      "One sentence without personal data: why the person is served all the same."
    case .results: "Services that the gate opened but that are not done. Enter = all done."
    case .phone: "A mobile number to follow up the activation: 0812... A dash if there is none."
    case .email: "An address that can be opened now; the activation code goes there."
    case .capturedAt: "When the paper form was filled in: 2026-11-24T09:15:00+07:00."
    }
  }

  private static let englishReason: @Sendable (IKDReason) -> String = {
    switch $0 {
    case .declined: "Declined"
    case .noPhone: "No phone"
    case .phoneUnsupported: "Phone not supported"
    case .storageFull: "Storage full"
    case .noData: "No data or signal"
    case .emailLost: "No e-mail or password lost"
    case .cameraBroken: "Camera broken"
    case .faceMismatch: "Face does not match"
    case .otherDevice: "Registered on another phone"
    case .pinForgotten: "PIN forgotten"
    case .notRecorded: "Biometrics not recorded"
    case .dataNotSynced: "Data not synchronised"
    case .duplicateRecord: "Duplicate record"
    case .serverDown: "IKD server down"
    }
  }

  private static let englishWarning: @Sendable (Warning, String) -> String = {
    switch $0 {
    case .nikRegionUnknown: "The region code in the NIK is unknown. Compare with the card."
    case .nikRegionRetired: "The region code in the NIK is an old one; it is still valid."
    case .nikDateDiffers: "The date of birth differs from the one in the NIK. It may be right."
    case .nikDateNotOnCalendar: "The date in the NIK is on no calendar. Compare with the card."
    case .nikSexDiffers: "The sex differs from the one in the NIK. It may be right."
    case .nikSeenThisShift: "This NIK is on record in this shift already: \($1)."
    case .nameHasDigits: "There are digits in the name. Was the NIK typed here?"
    case .birthDateVeryOld: "That makes the person older than 110."
    case .kelurahanNamedLikeKecamatan:
      "Taken as Kelurahan \($1). A kecamatan has the same name: make sure of the kelurahan."
    case .emailDomainUnusual: "An unusual e-mail; most write \($1)."
    case .ikdActiveUnderAge: "IKD is active although under 17 and never married."
    case .ikdAlreadyActive: "IKD was asked for but is active already: no IKD line is counted."
    }
  }

  private static let englishHint: @Sendable (Complaint) -> String? = {
    switch $0 {
    case .required: "Type ? for an example."
    case .noSuchChoice: "Type ? for the list."
    case .residence(.unknown): "Tab completes."
    default: nil
    }
  }

  private static let englishComplaint: @Sendable (Complaint) -> String = {
    switch $0 {
    case .required(let field):
      "\(subject(englishLabel(field))): not answered yet."
    case .nik(let fault): nikComplaintInEnglish(fault)
    case .name(.empty): "No name yet. Type it as on the card."
    case .name(.tooLong(let count)):
      "A name has at most 60 letters; \(count.counted("was", "were")) typed."
    case .name(.tooManyMarks):
      "Too many signs above or below the letters. Type the name as on the card."
    case .name(.forbidden):
      "A sign in the name is not allowed. Letters, blanks, dots, commas, apostrophes and - are."
    case .name(.noLetter): "A name without a letter. Type it as on the card."
    case .date(.unreadable): "The date cannot be read. Example: 17/08/1990 or 17081990, day first."
    case .date(.notOnCalendar): "That date is on no calendar. Day first: 17/08/1990."
    case .date(.tooLongAgo), .isoDate(.tooLongAgo):
      "That date is before 1850. Check the year."
    case .isoDate(.unreadable): "A date is written YYYY-MM-DD, year first. Example: 1990-08-17."
    case .isoDate(.notOnCalendar): "That date is on no calendar. Written YYYY-MM-DD: 1990-08-17."
    case .birthDateInFuture, .date(.tooFarAhead), .isoDate(.tooFarAhead):
      "That date of birth is still to come. Check the year."
    case .residence(.unknown):
      "That place is unknown. A kelurahan, a city or regency, or outside is needed."
    case .residence(.kelurahanNeeded): "The kelurahan is needed, not only the district or city."
    case .residence(.ambiguous(let codes)):
      "\(codes.count) places fit. Type more of it, such as Kota ... or Kab. ..."
    case .phone(.unreadable): "The phone number cannot be read. Example: 081234567890."
    case .phone(.landline): "That is a landline. A mobile number is needed: 08..."
    case .phone(.length(let count)):
      "A mobile number has 10-13 digits; \(count.counted("was", "were")) typed."
    case .email(.unreadable(let suggestion)):
      "The e-mail cannot be read."
        + (suggestion.map { " Did you mean \($0)?" } ?? " Example: name@gmail.com.")
    case .email(.tooLong): "The e-mail is too long."
    case .noSuchChoice(let field, _):
      "\(subject(englishLabel(field))): there is no such choice."
    case .severalChoices(_, let found):
      "It may mean: \(found.prefix(4).map(\.title).joined(separator: "; ")). Type more of it."
    case .notYesOrNo: "Type y for yes or n for no."
    case .serviceTwice(let code): "Service \(code) is named twice."
    case .institutionMissing(.student): "The school is missing."
    case .institutionMissing: "The agency is missing."
    case .nothingAsked: "No service is asked for yet. Choose at least one."
    case .notYetDue: "Under 17 and never married: IKD cannot be activated yet."
    case .notRecorded: "Biometrics are not recorded: IKD cannot be activated. Record them first."
    case .overrideReasonMissing: "A coordinator's decision needs a reason."
    case .textTooLong(_, let max): "At most \(max) letters."
    case .forbiddenCharacter: "There is a sign that is not allowed. Type plain letters."
    case .deferralReasonMissing(let code): "Service \(code) is deferred without a reason."
    case .momentUnreadable: "The time cannot be read. Example: 2026-11-24T09:15:00+07:00."
    case .momentInFuture: "The time on the paper is still to come."
    case .momentTooOld: "The time on the paper is more than 7 days ago."
    case .wrongType(let key, let expected): "\(key): wrong type of value; \(expected) is needed."
    case .unknownKey(let key): "Unknown key \(key)."
    case .unknownWord(let key, let allowed):
      "\(key): that word is not known. Allowed: \(allowed.joined(separator: ", "))."
    case .school(let complaint): englishComplaint(complaint)
    }
  }

  private static func nikComplaintInEnglish(_ fault: NIK.Fault) -> String {
    switch fault {
    case .notDigits: "A NIK has only digits. Example: 3573054101900001."
    case .notSixteenDigits(let count): "A NIK has 16 digits; \(count.counted("was", "were")) typed."
    case .impossibleDay: "Digits 7 and 8 of a NIK (day of birth) are 01-31 or 41-71. Read it again."
    case .impossibleMonth: "Digits 9 and 10 of a NIK (month) are 01-12. Read the card again."
    case .serialZero: "The last four digits of a NIK are never 0000. Read the card again."
    }
  }
}
