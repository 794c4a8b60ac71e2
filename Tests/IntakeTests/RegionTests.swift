import Intake
import TestWorld
import Testing

@Suite struct RegionTests {
  let regions: Regions

  init() throws { regions = try ShippedRegions.load() }

  private func code(_ text: String) throws -> RegionCode { try #require(RegionCode(text)) }

  private func fault(_ text: String) -> Regions.Fault? {
    guard case .failure(let fault) = regions.residence(text) else { return nil }
    return fault
  }

  @Test func `a code has 2, 4, 6 or 10 digits, with dots or without`() throws {
    #expect(try code("35.73.05.1001") == code("3573051001"))
    for text in ["", "3", "357", "35730", "3573051", "35730510", "357305100", "35730510011"] {
      #expect(RegionCode(text) == nil, "\(text)")
    }
    for text in ["35x3", "３５７３", "٣٥٧٣", "3\u{301}573", "35-73", "3573\n"] {
      #expect(RegionCode(text) == nil, "\(text.debugDescription)")
    }
  }

  @Test func `the home region has its 57 kelurahan in five kecamatan`() {
    #expect(regions.kelurahan.count == 57)
    #expect(Set(regions.kelurahan.map { $0.prefix(6) }).count == 5)
  }

  @Test func `exactly five kelurahan share their kecamatan's name`() {
    let shared = regions.kelurahan.filter(regions.sharesNameWithDistrict)
    #expect(
      shared.compactMap { regions.names[$0] }
        == ["Blimbing", "Klojen", "Kedungkandang", "Sukun", "Lowokwaru"])
  }

  @Test func `every kelurahan is found by its code and by its name, however it is typed`() throws {
    try Seed.forAll(1) { chance, note in
      for kelurahan in regions.kelurahan {
        let name = try #require(regions.names[kelurahan])
        try #require(try regions.residence(kelurahan.digits).get() == .home(kelurahan))
        for typed in [name, name.uppercased(), name.lowercased(), spoiled(name, &chance)] {
          let found = regions.residence(typed)
          if case .failure(.ambiguous(let codes)) = found {
            try #require(codes.contains(kelurahan), "\(typed): \(note)")
          } else {
            try #require((try? found.get()) == .home(kelurahan), "\(typed): \(note)")
          }
        }
      }
    }
  }

  /// Blanks, dashes and capitals at random: what people make of a name.
  private func spoiled(_ name: String, _ chance: inout SeededGenerator) -> String {
    var typed = ""
    for letter in name where letter != " " && letter != "-" {
      typed += chance.flag() ? letter.uppercased() : String(letter)
      if chance.oneIn(5) { typed += chance.pick([" ", "-", "'"]) }
    }
    return typed
  }

  @Test(arguments: [
    ("oro oro dowo", "3573021008"), ("RAMPAL CELAKET", "3573021002"), ("tasikmadu", "3573051012"),
    ("Kidul Dalem", "3573021004"), ("pisang candi", "3573041007"), ("GADINGKASRI", "3573021010"),
    ("dinoyo", "3573051004"), ("tunggul", "3573051001"), ("Blimbing", "3573011005"),
    ("35.73.05.1004", "3573051004"), (" 3573 05 1004", "3573051004"),
  ])
  func `names of kelurahan are found in any spelling`(text: String, digits: String) throws {
    #expect(try regions.residence(text).get() == .home(code(digits)))
  }

  @Test(arguments: ["luar", "Luar", "LUAR KOTA", "luar daerah", "luar-kota", "outside"])
  func `outside is an answer by itself`(text: String) throws {
    #expect(try regions.residence(text).get() == .elsewhere(nil))
    #expect(try regions.residence(text).get().code == "luar")
  }

  @Test(arguments: [
    ("3507", "3507"), ("35.79", "3579"), ("350724", "350724"), ("Kab. Malang", "3507"),
    ("kab malang", "3507"), ("Kabupaten Malang", "3507"), ("KOTA BATU", "3579"),
    ("Singosari", "350724"), ("Dau", "350722"), ("3171", "3171"),
  ])
  func `another region is a code or a name`(text: String, digits: String) throws {
    #expect(try regions.residence(text).get() == .elsewhere(code(digits)))
  }

  @Test(arguments: [
    ("Jakarta Selatan", "3174"), ("jakarta selatan", "3174"), ("Kota Jakarta Selatan", "3174"),
    ("Kota Administrasi Jakarta Selatan", "3174"), ("Kota Adm. Jakarta Selatan", "3174"),
    ("jakarta sel", "3174"), ("Kepulauan Seribu", "3101"), ("Kab. Kepulauan Seribu", "3101"),
    ("Kab. Administrasi Kepulauan Seribu", "3101"),
    ("Kabupaten Administrasi Kepulauan Seribu", "3101"),
  ])
  func `the word Administrasi is left out like Kota and Kabupaten`(text: String, digits: String)
    throws
  {
    #expect(try regions.residence(text).get() == .elsewhere(code(digits)))
  }

  @Test func `the beginning of a bare name asks which of all that begin so, home too`() throws {
    let jakarta = try ["3171", "3172", "3173", "3174", "3175"].map(code)
    #expect(fault("jakarta") == .ambiguous(jakarta))
    guard case .ambiguous(let codes)? = fault("malan") else {
      Issue.record("malan is not ambiguous")
      return
    }
    #expect(Set(codes) == [try code("3573"), try code("3507")])
    #expect(fault("jak") == .unknown)
  }

  @Test func `a city that is home by itself needs the kelurahan, by whichever name`() throws {
    let home = Regions(home: try code("3174"), names: regions.names, retired: [:])
    for text in ["Jakarta Selatan", "Kota Jakarta Selatan", "jakarta sel"] {
      guard case .failure(let fault) = home.residence(text) else {
        Issue.record("\(text) is a residence")
        continue
      }
      #expect(fault == .kelurahanNeeded, "\(text)")
    }
  }

  @Test(arguments: ["3573", "357305", "35.73.05", "Kota Malang", "kota malang"])
  func `the home region needs the kelurahan`(text: String) {
    #expect(fault(text) == .kelurahanNeeded)
  }

  @Test func `bare Malang is never taken for the kabupaten in silence`() throws {
    for text in ["Malang", "MALANG", "malang "] {
      switch regions.residence(text) {
      case .success(let residence): Issue.record("\(text) became \(residence.code)")
      case .failure(.ambiguous(let codes)):
        #expect(codes.contains(try code("3507")))
        #expect(codes.contains(try code("3573")))
      case .failure(let fault): #expect(fault == .kelurahanNeeded)
      }
    }
  }

  @Test(arguments: ["Kediri", "Blitar", "Pasuruan", "Mojokerto", "Madiun"])
  func `a name of a kota and a kabupaten is ambiguous`(text: String) {
    guard case .ambiguous(let codes)? = fault(text) else {
      Issue.record("\(text) is not ambiguous")
      return
    }
    #expect(codes.count == 2)
  }

  @Test func `Sukoharjo is a kelurahan here and a kabupaten elsewhere`() throws {
    #expect(try regions.residence("Kab. Sukoharjo").get() == .elsewhere(code("3311")))
    #expect(fault("Sukoharjo") == .ambiguous([try code("3573021005"), try code("3311")]))
  }

  @Test func `the beginning of a name that fits here and next door is ambiguous`() throws {
    #expect(fault("bumia") == .ambiguous([try code("3573031003"), try code("357902")]))
  }

  @Test(arguments: [
    "", "9999", "35", "6404", "9999991001", "3573999999", "3573051099", "Atlantis", "35730", "?",
    "3507011001", "\u{1b}[2J",
  ])
  func `what nobody knows is unknown`(text: String) { #expect(fault(text) == .unknown) }

  @Test func `residence is never read from a NIK`() throws {
    #expect(throws: Regions.Fault.self) { try regions.residence("3573051708900001").get() }
  }

  @Test func `a region is known, retired or unknown by the NIK's first digits`() throws {
    let standings: [(String, Regions.Standing)] = [
      ("357305", .known), ("350724", .known), ("317101", .known), ("640401", .retired),
      ("357399", .unknown), ("999901", .unknown), ("000000", .unknown),
    ]
    for (digits, standing) in standings {
      let nik = try NIK.parse(digits + "1708900001").get()
      #expect(regions.standing(of: nik) == standing, "\(digits)")
    }
  }

  @Test func `a title names the regency too`() throws {
    #expect(regions.title(of: try code("3573051004")) == "Dinoyo, Kota Malang")
    #expect(regions.title(of: try code("3507")) == "Kabupaten Malang")
    #expect(regions.title(of: try code("9999")) == nil)
  }

  @Test func `a residence's code reads back as the same residence`() throws {
    let all = regions.names.keys.filter { [4, 6, 10].contains($0.digits.count) }
    for code in all where code.digits.count == 10 || !code.isWithin(regions.home) {
      let residence = try regions.residence(code.digits).get()
      try #expect(regions.residence(residence.code).get() == residence)
      #expect(residence.isResident == code.isWithin(regions.home))
    }
  }
}
