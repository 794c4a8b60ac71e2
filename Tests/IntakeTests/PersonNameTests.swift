import Intake
import Testing

@Suite struct PersonNameTests {
  private func fault(_ text: String) -> PersonName.Fault? {
    guard case .failure(let fault) = PersonName.parse(text) else { return nil }
    return fault
  }

  @Test(arguments: [
    "SARI", "I WAYAN CONTOH", "NI'MAH UJI", "MA’RUF PERCOBAAN", "Ir. DAHLIA CONTOH, MM.",
    "MOCH. BUDI BIN LATIHAN", "M. A. SAMPEL", "R A CONTOH-UJI", "O", "SITI (ALMH) CONTOH",
    "BUDI S/O CONTOH", "JOSÉ ÇONTOH", "ĐẶNG MẪU", "陳例",
  ])
  func `a name stays as the card has it`(text: String) throws {
    #expect(try PersonName.parse(text).get().text == text)
  }

  @Test func `blanks at the ends go, and several become one`() throws {
    #expect(try PersonName.parse("  SARI   CONTOH ").get().text == "SARI CONTOH")
  }

  /// The same letters, whichever keyboard or list they come from, are the same bytes.
  @Test(arguments: [
    ("NE\u{301}LIE", "NÉLIE"), ("\u{110}A\u{323}\u{302}NG", "ĐẬNG"), ("\u{1112}\u{1161}", "하"),
    ("\u{212B}SA", "ÅSA"), ("NÉLIE", "NÉLIE"),
  ])
  func `a letter made of two becomes the one that it is`(typed: String, kept: String) throws {
    let name = try PersonName.parse(typed).get()
    #expect(Array(name.text.utf8) == Array(kept.utf8))
    #expect(Array(try PersonName.parse(name.text).get().text.utf8) == Array(name.text.utf8))
  }

  @Test func `sixty letters are let in, sixty-one are not`() throws {
    #expect(try PersonName.parse(String(repeating: "A", count: 60)).get().text.count == 60)
    #expect(fault(String(repeating: "A", count: 61)) == .tooLong(count: 61))
    #expect(fault(String(repeating: "A", count: 100_000)) == .tooLong(count: 100_000))
  }

  @Test func `letters under a heap of marks are too long`() {
    let heap = "A" + String(repeating: "\u{301}", count: 100_000)
    #expect(fault(heap) == .tooManyMarks)
  }

  @Test(arguments: ["", " ", "    "])
  func `an empty line is no name`(text: String) { #expect(fault(text) == .empty) }

  @Test(arguments: ["...", "-", "' '", "3573051708900001", "12"])
  func `a name has a letter`(text: String) { #expect(fault(text) == .noLetter) }

  @Test(arguments: [
    "\u{0}", "\u{1b}", "\u{7}", "\n", "\r", "\t", "\u{7f}", "\u{85}", "\u{9b}", "\u{a0}",
    "\u{202e}", "\u{2066}", "\u{200e}", "\u{61c}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{2060}",
    "\u{ad}", "\u{2028}", "\u{2029}", "\u{e000}", "\u{e0041}", "\u{378}", "😀", "=", "+", "@", "<",
    ";", "\"", "\\", "|", "$", "&", "*", "%", "_", "#", "!", "?", ":", "{", "½",
  ])
  func `controls, formats, private characters and odd signs are refused`(text: String) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(fault("SARI\(text)CONTOH") == .forbidden(scalar))
    #expect(fault("\(text)SARI") == .forbidden(scalar))
  }

  @Test(arguments: [
    "\u{34f}", "\u{fe0f}", "\u{fe00}", "\u{e0100}", "\u{115f}", "\u{1160}", "\u{3164}",
    "\u{ffa0}", "\u{17b4}", "\u{180b}",
  ])
  func `letters and marks that nobody sees are refused`(text: String) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(
      fault("SARI\(text) CONTOH") == .forbidden(scalar), "U+\(String(scalar.value, radix: 16))")
  }

  @Test func `digits are let in and flagged`() throws {
    #expect(try PersonName.parse("SARI 2 CONTOH").get().hasDigit)
    #expect(try !PersonName.parse("SARI CONTOH").get().hasDigit)
  }

  @Test(arguments: [
    ("SARI", "S."), ("sari contoh", "S.C."), ("I WAYAN UJI COBA", "I.W.U."),
    ("'ARTA CONTOH", "A.C."), ("Ir. DAHLIA CONTOH, MM.", "I.D.C."), ("SARI - CONTOH", "S.C."),
  ])
  func `a list shows initials`(text: String, initials: String) throws {
    #expect(try PersonName.parse(text).get().initials == initials)
  }

  @Test(arguments: [
    ["MUHAMMAD CONTOH", "MOCH. CONTOH", "M. CONTOH", "Mohammad Contoh", "MUCHAMAD CONTOH"],
    ["SOEKARTI UJI", "SUKARTI UJI"], ["DJOKO SAMPEL", "JOKO SAMPEL"],
    ["NI'MAH LATIHAN", "NIMAH LATIHAN"], ["ACHMAD UJI", "AHMAD UJI"],
    ["Ir. DAHLIA CONTOH, MM.", "DAHLIA CONTOH"], ["SRI CONTOH", "SRIE CONTOH"],
    ["ABDUL ROKHMAN", "ABDULROHMAN"],
  ])
  func `one person's spellings have one key`(spellings: [String]) throws {
    let keys = try spellings.map { try PersonName.parse($0).get().spellingKey }
    #expect(Set(keys).count == 1, "\(keys)")
  }

  @Test func `other names have other keys`() throws {
    let names = ["SARI CONTOH", "SITI CONTOH", "MARIA CONTOH", "MELATI CONTOH", "BUDI CONTOH"]
    #expect(Set(try names.map { try PersonName.parse($0).get().spellingKey }).count == 5)
  }
}
