import Intake
import TestWorld
import Testing

@Suite struct NIKTests {
  private func fault(_ text: String) -> NIK.Fault? {
    guard case .failure(let fault) = NIK.parse(text) else { return nil }
    return fault
  }

  private func nik(_ text: String) throws -> NIK { try NIK.parse(text).get() }

  @Test func `a man's NIK says where, when and as what he was registered`() throws {
    let nik = try nik("3573051708900001")
    #expect(nik.regency == RegionCode("3573"))
    #expect(nik.district == RegionCode("357305"))
    #expect((nik.dayOfMonth, nik.month, nik.yearOfCentury) == (17, 8, 90))
    #expect(nik.serial == 1)
    #expect(nik.sex == .male)
  }

  @Test func `a woman's day carries forty more`() throws {
    let nik = try nik("3573055708900001")
    #expect(nik.dayOfMonth == 17)
    #expect(nik.sex == .female)
  }

  @Test(arguments: [
    ("01", 1, Sex.male), ("31", 31, .male), ("41", 1, .female), ("71", 31, .female),
  ])
  func `days from 01 to 31 and from 41 to 71 exist`(day: String, number: Int, sex: Sex) throws {
    let nik = try nik("357305\(day)01900001")
    #expect(nik.dayOfMonth == number)
    #expect(nik.sex == sex)
  }

  @Test(arguments: ["00", "32", "39", "40", "72", "99"])
  func `no other day does`(day: String) {
    #expect(fault("357305\(day)01900001") == .impossibleDay)
  }

  @Test(arguments: ["00", "13", "99"])
  func `a month that does not exist is refused`(month: String) {
    #expect(fault("35730517\(month)900001") == .impossibleMonth)
  }

  @Test func `serials start at one`() {
    #expect(fault("3573051708900000") == .serialZero)
    #expect(fault("3573051708909999") == nil)
  }

  @Test(arguments: [("", 0), ("357305170890001", 15), ("35730517089000011", 17)])
  func `sixteen digits, not fewer and not more`(text: String, count: Int) {
    #expect(fault(text) == .notSixteenDigits(count: count))
  }

  @Test(arguments: [
    "3573 0517 0890 0001", "35.73.05.170890.0001", "357305-170890-0001", " 3573051708900001 ",
  ])
  func `spaces, dots and dashes do not matter`(text: String) throws {
    #expect(try nik(text).digits == "3573051708900001")
  }

  @Test(arguments: [
    "SARICONTOHSARICO", "357305170890000O", "３５７３０５１７０８９００００１", "٣٥٧٣٠٥١٧٠٨٩٠٠٠٠١",
    "357305170890000١", "3573051708900001\u{0}", "3573051708900001\n", "357305170890000\u{b9}",
    "3\u{301}573051708900001", "3573051708900001\u{202e}", "+3573051708900001", "۳۵۷۳051708900001",
  ])
  func `only ASCII digits are digits`(text: String) {
    #expect(fault(text) == .notDigits)
  }

  @Test func `a list shows the regency and the serial only`() throws {
    #expect(try nik("3573051708900001").masked == "3573********0001")
  }

  @Test func `the card's date agrees whatever the century`() throws {
    let nik = try nik("3573055708070001")
    #expect(nik.agrees(with: try day(2007, 8, 17)))
    #expect(nik.agrees(with: try day(1907, 8, 17)))
    #expect(!nik.agrees(with: try day(2007, 8, 16)))
    #expect(!nik.agrees(with: try day(2007, 7, 17)))
    #expect(!nik.agrees(with: try day(2008, 8, 17)))
  }

  @Test(arguments: [
    ("170890", "1990-08-17"), ("570890", "1990-08-17"), ("170807", "2007-08-17"),
    ("241126", "1926-11-24"), ("251126", "1926-11-25"), ("241116", "2016-11-24"),
    ("251116", "1916-11-25"), ("010117", "1917-01-01"), ("290200", "2000-02-29"),
  ])
  func `the date proposed is of someone ten or older, if there is one`(
    digits: String, expected: String
  ) throws {
    let nik = try nik("357305\(digits)0001")
    #expect(nik.proposedBirthDate(today: try day(2026, 11, 24))?.iso == expected)
  }

  @Test func `nobody older than 110 is proposed, so some digits mean a child`() throws {
    let nik = try nik("3573050101160001")
    #expect(nik.proposedBirthDate(today: try day(2026, 11, 24))?.iso == "2016-01-01")
    let child = try self.nik("3573051508200001")
    #expect(
      [try day(1920, 8, 15), try day(2020, 8, 15)]
        .contains(child.proposedBirthDate(today: try day(2026, 11, 24))))
  }

  @Test func `digits that name no day propose none`() throws {
    #expect(try nik("3573053102900001").proposedBirthDate(today: try day(2026, 11, 24)) == nil)
    #expect(try nik("3573052902010001").proposedBirthDate(today: try day(2026, 11, 24)) == nil)
  }

  @Test func `what is composed reads back`() throws {
    try Seed.forAll(2000) { chance, note in
      let born = Day(number: chance.number(-25_000...20_000))
      let sex = chance.flag() ? Sex.female : .male
      let region = chance.number(110_101...999_999)
      let serial = chance.number(1...9999)
      let text = composed(region, born, sex, serial)
      let nik = try #require(try? NIK.parse(text).get(), note)
      try #require(nik.digits == text, note)
      try #require(nik.district.digits == String(region), note)
      try #require(nik.sex == sex, note)
      try #require(nik.serial == serial, note)
      try #require(nik.agrees(with: born), note)
      try #require(nik.masked.count == 16, note)
      if let proposed = nik.proposedBirthDate(today: try day(2026, 11, 24)) {
        try #require(nik.agrees(with: proposed), note)
      }
    }
  }

  @Test func `there is no check digit, so most one-digit slips are NIKs too`() throws {
    var slips = 0
    var valid = 0
    try Seed.forAll(300) { chance, _ in
      let text = composed(
        357_305, Day(number: chance.number(-5000...15_000)), .female, chance.number(1...9999))
      var digits = Array(text)
      let place = chance.number(0...15)
      let former = digits[place]
      digits[place] = Character(String(chance.number(0...9)))
      guard digits[place] != former else { return }
      slips += 1
      if case .success = NIK.parse(String(digits)) { valid += 1 }
    }
    #expect(valid * 2 > slips, "\(valid) of \(slips), LOKET_SEED=\(Seed.value)")
  }

  private func composed(_ region: Int, _ born: Day, _ sex: Sex, _ serial: Int) -> String {
    let day = born.day + (sex == .female ? 40 : 0)
    return String(region) + day.padded(to: 2) + born.month.padded(to: 2)
      + (born.year % 100).padded(to: 2) + serial.padded(to: 4)
  }
}
