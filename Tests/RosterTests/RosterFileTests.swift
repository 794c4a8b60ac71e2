import CXLSXWriter
import Foundation
import Intake
import RosterFile
import Testing

/// Lists as offices send them. Everybody in them is invented.
@Suite struct RosterFileTests {
  private func read(_ text: String) throws -> RosterFile.Reading {
    try RosterFile.read(Array(text.utf8)).get()
  }

  private let ani = "ANI CONTOH"

  @Test(arguments: [
    "NIK;Nama;Tanggal Lahir;JK;Kelas\r\n3573055708090001;ANI CONTOH;17/08/2009;P;X-1\r\n",
    "\u{FEFF}nik,nama lengkap,tgl. lahir,L/P,rombel\n'3573055708090001,ANI CONTOH,2009-08-17,P,X-1\n",
    "DAFTAR SISWA SMAN CONTOH\n\nNo\tNama Siswa\tNIK\tTempat, Tanggal Lahir\tJenis Kelamin\tKelas\n"
      + "1\tANI CONTOH\t3573 0557 0809 0001\tMalang, 17 Agustus 2009\tPerempuan\tX-1\n",
    "\"Nama\";\"NIK\";\"TTL\";\"JK\";\"Kelas\"\n"
      + "\"ANI CONTOH\";\"3573055708090001\";\"Malang, 17-Agt-2009\";\"p\";\"X-1\"",
  ])
  func `one person, whichever program wrote the list`(text: String) throws {
    let reading = try read(text)
    let person = try #require(reading.people.first)
    #expect(reading.people.count == 1 && reading.refused.isEmpty)
    #expect(person.nik?.digits == "3573055708090001")
    #expect(person.name.text == ani && person.sex == .female && person.group == "X-1")
    #expect(person.birthDate == Day(year: 2009, month: 8, day: 17))
  }

  @Test func `UTF-16 and Latin-1 are read as they were written`() throws {
    let text = "nama;kelas\nRENÉ CONTOH;X\n"
    let wide: [UInt8] =
      [0xFF, 0xFE]
      + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let narrow = text.unicodeScalars.map { UInt8($0.value) }
    for bytes in [wide, narrow] {
      #expect(try RosterFile.read(bytes).get().people.first?.name.text == "RENÉ CONTOH")
    }
  }

  @Test func `a NIK that a spreadsheet spoiled is left out and counted, the person stays`() throws {
    let reading = try read(
      "nama;nik;tanggal lahir\nANI CONTOH;3,57306E+15;17/08/09\nBUDI CONTOH;;\nCICI CONTOH;123;x\n")
    #expect(reading.people.count == 3)
    #expect(reading.people.allSatisfy { $0.nik == nil && $0.birthDate == nil })
    #expect(reading.withoutNIK == 2 && reading.withoutDate == 2)
  }

  @Test func `a person who stands on the list twice is one, with what both lines know`() throws {
    let reading = try read(
      """
      nama;nik;tanggal lahir;jk;kelas
      ANI CONTOH;3573055708090001;;;X-1
      BUDI CONTOH;;17/08/2009;L;
      Ani  Contoh;3573055708090001;17/08/2009;P;X-2
      BUDI CONTOH;3573051708090002;17/08/2009;;X-3
      budi contoh;123;17/08/2009;L;X-4
      BUDI CONTOH;3573051708090003;17/08/2009;L;X-5
      BUDI CONTOH;;18/08/2009;L;X-6
      CICI CONTOH;;;P;X-7
      CICI CONTOH;;;P;X-7

      """)
    #expect(reading.doubles == 3 && reading.disputes.isEmpty && !reading.isPartial)
    let names = ["ANI", "BUDI", "BUDI", "BUDI", "CICI", "CICI"].map { $0 + " CONTOH" }
    #expect(reading.people.map(\.name.text) == names)
    #expect(reading.people[0].birthDate == Day(year: 2009, month: 8, day: 17))
    #expect(reading.people[0].sex == .female && reading.people[0].group == "X-1")
    #expect(reading.people[1].nik?.digits == "3573051708090002")
    #expect(reading.people[1].group == "X-3" && reading.withoutNIK == 0)
    #expect(reading.people[2].nik?.digits == "3573051708090003")
  }

  @Test func `one NIK under two names is taken once, and both lines are named`() throws {
    let reading = try read(
      "nama;nik\nANI CONTOH;3573055708090001\nBUDI CONTOH;\nCICI UJI;3573055708090001\n")
    #expect(reading.people.map(\.name.text) == [ani, "BUDI CONTOH"])
    #expect(reading.disputes.map { [$0.row, $0.with] } == [[4, 2]])
    #expect(reading.isPartial && reading.refused.isEmpty && reading.doubles == 0)
  }

  @Test(arguments: ["\u{1B}[2J", "\u{202E}", "\u{200B}", "=1+1", "\u{0}", "A\u{7}B", "@SUM(1)"])
  func `a hostile name is refused by its line, never taken`(name: String) throws {
    let result = RosterFile.read(Array("nama;kelas\n\(name) X;X\nANI CONTOH;\u{1B}[31mX\n".utf8))
    switch result {
    case .failure(let fault): #expect(fault == .unreadable)
    case .success(let reading):
      #expect(reading.people.map(\.name.text) == [ani])
      #expect(reading.refused == [2])
      #expect(reading.people.allSatisfy { !$0.group.unicodeScalars.contains("\u{1B}") })
    }
  }

  @Test func `a line with a NIK and no name is named, an empty one and a footer are not`() throws {
    let reading = try read(
      """
      no;nama;nik;kelas
      1;ANI CONTOH;3573055708090001;X
      2;;3573055708090002;X
      3;;;X
      4;;3,57306E+15;X
      ;;Jumlah: 3;
      ;;NIP. 197001012000031001;

      """)
    #expect(reading.people.map(\.name.text) == [ani])
    #expect(reading.refused == [3, 5] && reading.isPartial)
  }

  @Test func `what is no list says why`() {
    #expect(RosterFile.read([]) == .failure(.noHeading))
    #expect(RosterFile.read(Array("halo\ndunia\n".utf8)) == .failure(.noHeading))
    #expect(RosterFile.read(Array("nama;kelas\n".utf8)) == .failure(.nobody))
    #expect(RosterFile.read([0x50, 0x4B, 0x03, 0x04, 1, 2, 3]) == .failure(.unreadable))
    #expect(RosterFile.read([0x89, 0x50, 0, 0, 1]) == .failure(.unreadable))
  }

  /// A workbook as a spreadsheet program writes it: shared texts, numbers, a real day.
  private func workbook() throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "/sasaran-\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let book = workbook_new(path)
    let cover = workbook_add_worksheet(book, "Sampul")
    worksheet_write_string(cover, 0, 0, "SMAN CONTOH & REKAN", nil)
    let sheet = workbook_add_worksheet(book, "Siswa")
    for (column, head) in ["No", "Nama", "NIK", "Tanggal Lahir", "JK", "Kelas"].enumerated() {
      worksheet_write_string(sheet, 2, UInt16(column), head, nil)
    }
    let dates = workbook_add_format(book)
    format_set_num_format(dates, "dd/mm/yyyy")
    worksheet_write_number(sheet, 3, 0, 1, nil)
    worksheet_write_string(sheet, 3, 1, "D'ARTA <CONTOH>", nil)
    worksheet_write_string(sheet, 4, 1, "ANI CONTOH", nil)
    worksheet_write_string(sheet, 4, 2, "3573055708090001", nil)
    worksheet_write_number(sheet, 4, 3, 40_042, dates)
    worksheet_write_string(sheet, 4, 4, "P", nil)
    worksheet_write_string(sheet, 5, 1, "BUDI CONTOH", nil)
    worksheet_write_number(sheet, 5, 2, 3_573_051_708_090_002, nil)
    #expect(workbook_close(book) == LXW_NO_ERROR)
    return try Array(Data(contentsOf: URL(filePath: path)))
  }

  @Test func `a workbook's own sheet is found, its days are days, its numbers are no NIK`() throws {
    let reading = try RosterFile.read(try workbook()).get()
    #expect(reading.people.map(\.name.text) == [ani, "BUDI CONTOH"])
    #expect(reading.refused == [2])
    #expect(reading.people[0].nik?.digits == "3573055708090001")
    #expect(reading.people[0].birthDate == Day(year: 2009, month: 8, day: 17))
    #expect(reading.people[1].nik == nil && reading.withoutNIK == 1)
  }

  @Test func `a damaged workbook crashes nothing`() throws {
    let whole = try workbook()
    for cut in stride(from: 4, to: whole.count, by: 97) {
      _ = RosterFile.read(Array(whole.prefix(cut)))
      var bent = whole
      bent[cut] ^= 0xFF
      _ = RosterFile.read(bent)
    }
  }
}
