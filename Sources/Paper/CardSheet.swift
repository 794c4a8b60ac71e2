import IntakeForm
package import Intake
package import Wording

/// The quick card for staff (kartu): one page, made of the program's own words, so that it always
/// says what this version does.
package enum CardSheet {
  package static func sheet(
    office: Office, booth: BoothCode, coordinators: [String], program: String, _ words: Wording
  ) -> Sheet {
    let card = words.paper.card
    return Sheet(
      [.title(card.title), .text(card.version(booth.text, program))]
        + section(card.openHeading, card.open)
        + section(card.stepsHeading, card.steps) + [.sample(sample(booth, words))]
        + [
          .blank, .heading(card.keysHeading), .pairs(card.keys.map { Sheet.Pair($0.key, $0.what) }),
          .blank, .heading(card.refusedHeading),
          .pairs(card.refused.map { Sheet.Pair($0.said, $0.what) }),
        ]
        + section(card.offlineHeading, card.offline)
        + section(card.printerHeading, card.printer)
        + section(card.closeHeading, card.close)
        + [
          .blank, .heading(card.callHeading),
          .pairs([
            Sheet.Pair(card.coordinators, coordinators.joined(separator: ", ")),
            Sheet.Pair(card.officePhone, "\(office.name) \(office.phone), \(office.hours)"),
          ]),
        ])
  }

  private static func section(_ heading: String, _ texts: [String]) -> [Sheet.Block] {
    [.blank, .heading(heading)] + texts.map(Sheet.Block.text)
  }

  /// One routine adult as the screen shows it: the form's own questions. The person is invented.
  private static func sample(_ booth: BoothCode, _ words: Wording) -> [String] {
    let form = words.form
    let card = words.paper.card
    let outcome = "\(card.sampleService) \(words.gate.outcome(.served))"
    return [
      "\(form.label(.nik)): 3573054101900001", "\(form.label(.name)): SITI CONTOH",
      "\(form.label(.birthDate)) [01-01-1990]: ",
      "\(form.label(.residence)): \(card.sampleSubdistrict)",
      "\(form.label(.services)): \(card.sampleService)",
      "\(form.label(.ikd)): 1 (\(form.ikd(.active)))", "\(form.save): s",
      words.kiosk.saved("\(booth.text)-007", words.gate.state(.open), outcome),
    ]
  }
}
