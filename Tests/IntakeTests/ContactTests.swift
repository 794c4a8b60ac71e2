import Intake
import TestWorld
import Testing

@Suite struct PhoneTests {
  private func fault(_ text: String) -> Phone.Fault? {
    guard case .failure(let fault) = Phone.parse(text) else { return nil }
    return fault
  }

  @Test(arguments: [
    "081234567890", "0812-3456-7890", "0812 3456 7890", "+62 812-3456-7890", "6281234567890",
    "+62 0812 3456 7890", "(0812) 34567890", "81234567890", "+62.812.3456.7890",
  ])
  func `a mobile number is kept as 62 and shown as 0`(text: String) throws {
    let phone = try Phone.parse(text).get()
    #expect(phone.international == "6281234567890")
    #expect(phone.local == "081234567890")
  }

  @Test func `ten to thirteen digits from the 0 on`() throws {
    #expect(fault("081234567") == .length(count: 9))
    #expect(try Phone.parse("0811234567").get().local == "0811234567")
    #expect(try Phone.parse("0812345678901").get().local == "0812345678901")
    #expect(fault("08123456789012") == .length(count: 14))
  }

  @Test(arguments: ["(0341) 551234", "0341551234", "021 5551234", "+62 341 551234"])
  func `a fixed line gets no code`(text: String) { #expect(fault(text) == .landline) }

  @Test(arguments: [
    "", "-", "+", "0", "62", "+62", "telepon", "0812x34567890", "0812+34567890", "++6281234567890",
    "٠٨١٢٣٤٥٦٧٨٩٠", "０８１２３４５６７８９０", "08\u{301}1234567890", "081234567890\u{0}",
    "081234567890\u{1b}[2J", "081234567890\n",
  ])
  func `what is no number is unreadable`(text: String) { #expect(fault(text) == .unreadable) }

  @Test(arguments: ["+81 90 1234 5678", "+84 912 345 678", "+852 5123 4567"])
  func `a number of another country is not made one of this`(text: String) {
    #expect(throws: Phone.Fault.self) { try Phone.parse(text).get() }
  }

  @Test func `what is kept reads back`() throws {
    try Seed.forAll(500) { chance, note in
      let rest = (0..<chance.number(8...11)).map { _ in String(chance.number(0...9)) }.joined()
      let phone = try Phone.parse("08\(rest)").get()
      try #require(phone.local == "08\(rest)", note)
      try #require(Phone.parse(phone.international).get() == phone, note)
      try #require(Phone.parse("+\(phone.international)").get() == phone, note)
    }
  }
}

@Suite struct EmailTests {
  private func fault(_ text: String) -> Email.Fault? {
    guard case .failure(let fault) = Email.parse(text) else { return nil }
    return fault
  }

  @Test(arguments: [
    ("gmail.con", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.comm", "gmail.com"),
    ("gmial.com", "gmail.com"), ("gmil.com", "gmail.com"), ("gnail.com", "gmail.com"),
    ("gmaill.com", "gmail.com"), ("gmall.com", "gmail.com"), ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"), ("GMAIL.CON", "gmail.com"), ("yaho.co.id", "yahoo.co.id"),
    ("hotmial.com", "hotmail.com"), ("outlok.com", "outlook.com"), ("iclod.com", "icloud.com"),
  ])
  func `the usual slips are asked about, never changed`(typed: String, meant: String) throws {
    let email = try Email.parse("sari.contoh@\(typed)").get()
    #expect(email.address == "sari.contoh@\(typed.lowercased())")
    #expect(email.suggestion == "sari.contoh@\(meant)")
  }

  @Test(arguments: [
    "sari@gmail.com", "Sari.Contoh+ikd@gmail.com", "sari@yahoo.com", "sari@yahoo.co.id",
    "sari@ymail.com", "sari@icloud.com", "sari@outlook.com", "sari@hotmail.com",
    "sari@sman99.sch.id", "sari@malangkota.go.id", "sari@student.ub.ac.id", "s_a-r.i@um.ac.id",
    "sari@example.org", "sari@proton.me", "sari@gmx.com", "sari@live.com", "sari@aol.com",
  ])
  func `a right one is left as it is`(text: String) throws {
    let email = try Email.parse(text).get()
    #expect(email.address == text)
    #expect(email.suggestion == nil)
  }

  @Test(arguments: [
    ("sari@gmail,com", "sari@gmail.com"), ("sari@gmail.com.", "sari@gmail.com"),
    ("sarigmail.com", "sari@gmail.com"), ("sari@gmail .com", "sari@gmail.com"),
    ("sari @gmail.com", "sari@gmail.com"), ("sari@gmial,com", "sari@gmail.com"),
    ("sariyahoo.co.id", "sari@yahoo.co.id"), ("sariymail.com", "sari@ymail.com"),
    ("sari@gmail.com,", "sari@gmail.com"),
  ])
  func `what cannot be one comes with what was probably meant`(typed: String, meant: String) {
    #expect(fault(typed) == .unreadable(suggestion: meant))
  }

  @Test(arguments: [
    "", "@", "sari", "sari@", "@gmail.com", "sari@@gmail.com", "sari@gmail",
    "sari@gmail.com, budi@gmail.com", "sari@-x.com", "sari@x..com", ".sari@x.org", "sari.@x.org",
    "sari@x.o", "sari\u{0}@gmail.com", "sari\u{1b}[2J@gmail.com", "sari@gma\u{ad}il.com",
    "sаri@gmail.com", "sari@gmail.com\nx", "sari@gm\u{301}ail.com", "gmail.com",
  ])
  func `what is none has no suggestion`(text: String) {
    #expect(fault(text) == .unreadable(suggestion: nil))
  }

  @Test func `blanks at the ends go and the domain is lower case`() throws {
    #expect(try Email.parse("\t Sari@Gmail.COM \r").get().address == "Sari@gmail.com")
  }

  @Test func `a very long one is refused at once`() {
    #expect(fault(String(repeating: "a", count: 1_000_000) + "@gmail.com") == .tooLong)
  }

  @Test func `slips count as a person makes them`() {
    #expect("gmail".editDistance(to: "gmail") == 0)
    #expect("gmial".editDistance(to: "gmail") == 1)
    #expect("".editDistance(to: "abc") == 3)
    #expect("abc".editDistance(to: "") == 3)
    #expect("kitten".editDistance(to: "sitting") == 3)
  }

  @Test func `a distance is symmetric and no longer than the longer word`() throws {
    try Seed.forAll(300) { chance, note in
      let words = (0..<2).map { _ in
        String((0..<chance.number(0...8)).map { _ in chance.pick(["a", "b", "c"]) }.joined())
      }
      let distance = words[0].editDistance(to: words[1])
      try #require(distance == words[1].editDistance(to: words[0]), note)
      try #require(distance <= max(words[0].count, words[1].count), note)
      try #require((distance == 0) == (words[0] == words[1]), note)
    }
  }
}
