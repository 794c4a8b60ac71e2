import BoothConfig
import Gate
import Intake
import Wording
import Testing
import Wording

struct ConfigRuleTests {
  let scratch: ScratchConfig

  init() throws { scratch = try ScratchConfig() }

  @Test func `rekam that needs IKD is refused, since IKD needs rekam`() throws {
    try scratch.edit(
      "services.toml", "recording\" }\nneedsIKD = false", "recording\" }\nneedsIKD = true")
    #expect(
      scratch.faults() == [
        fault(
          "services.toml", "service[rekam].needsIKD",
          .impossible(found: "true", expected: .neverGated, didYouMean: nil))
      ])
  }

  @Test func `an exemption that grants an unknown service is refused`() throws {
    try scratch.edit("policy.toml", "\ngrants = \"all\"", "\ngrants = [\"kk\", \"cetk\"]")
    #expect(
      scratch.faults() == [
        fault(
          "policy.toml", "exemption[A].grants",
          .impossible(found: "cetk", expected: .knownService, didYouMean: "cetak"))
      ])
  }

  @Test(arguments: ["\"every\"", "[]", "[\"KK\"]", "7"])
  func `grants are all or a list of codes`(grants: String) throws {
    try scratch.edit("policy.toml", "\ngrants = \"all\"", "\ngrants = \(grants)")
    #expect(scratch.faults().count == 1)
    #expect(scratch.faults().first?.key.hasPrefix("exemption[A].grants") == true)
  }

  @Test func `an exemption can grant some services`() throws {
    try scratch.edit("policy.toml", "\ngrants = \"all\"", "\ngrants = [\"kk\", \"cetak\"]")
    let config = try BoothConfig.load(from: scratch.directory).get()
    #expect(config.policy.exemptions.first?.grants?.map(\.text).sorted() == ["cetak", "kk"])
  }

  @Test func `an exemption is not offered for declining, nor for an unknown reason`() throws {
    try scratch.edit("policy.toml", "\"noPhone\"", "\"declined\", \"noPhne\"")
    let kinds = scratch.faults().map(\.kind)
    #expect(
      kinds.contains(.impossible(found: "declined", expected: .notDeclined, didYouMean: nil)))
    #expect(kinds.count == 2)
    #expect(
      scratch.faults().map(Wording(.english).config.sentence).first?.contains(
        "\"noPhone\"?") == true)
  }

  @Test(arguments: ["31", "58", "80", "\"48\"", "3.5"])
  func `a receipt printer has 32 to 48 columns`(columns: String) throws {
    try scratch.edit("loket.toml", "printerColumns = 32", "printerColumns = \(columns)")
    #expect(scratch.faults().map(\.key) == ["printerColumns"])
  }

  @Test func `without the key a receipt fits the narrowest paper`() throws {
    try scratch.edit("loket.toml", "printerColumns = 32\n", "")
    #expect(try BoothConfig.load(from: scratch.directory).get().printerColumns == 32)
  }

  @Test func `a place code stands once`() throws {
    try scratch.edit("places.toml", "code = \"mcp\"", "code = \"mog\"")
    #expect(
      scratch.faults() == [
        fault("places.toml", "place[mog].code", .duplicate(found: "mog"))
      ])
  }

  @Test func `an agency and a school cannot share a code`() throws {
    try scratch.edit("places.toml", "code = \"sman-1\"", "code = \"dinkes\"")
    #expect(
      scratch.faults() == [
        fault("places.toml", "school[dinkes].code", .duplicate(found: "dinkes"))
      ])
  }

  @Test func `a service code and an exemption code stand once`() throws {
    try scratch.edit("services.toml", "code = \"kia\"", "code = \"kk\"")
    try scratch.edit("policy.toml", "code = \"B\"", "code = \"A\"")
    #expect(
      scratch.faults() == [
        fault("services.toml", "service[kk].code", .duplicate(found: "kk")),
        fault("policy.toml", "exemption[A].code", .duplicate(found: "A")),
      ])
  }

  @Test func `the catalogue without IKD itself is refused`() throws {
    try scratch.edit("services.toml", "code = \"ikd\"\n", "code = \"ikd-baru\"\n")
    #expect(
      scratch.faults() == [
        fault("services.toml", "service[ikd]", .missingKey(expected: .table))
      ])
  }

  @Test func `a place names a kelurahan of the home region and an agency of the list`() throws {
    try scratch.edit("places.toml", "3573031011", "3507011001")
    try scratch.edit(
      "places.toml", "kind = \"mall\" }", "kind = \"agency\", agency = \"dinks\" }")
    #expect(
      scratch.faults() == [
        fault(
          "places.toml", "place[mog].agency",
          .impossible(found: "dinks", expected: .knownAgency, didYouMean: "dinkes")),
        fault(
          "places.toml", "place[kantor].kelurahan",
          .impossible(found: "3507011001", expected: .kelurahan, didYouMean: nil)),
      ])
  }

  @Test func `a mall has no school`() throws {
    try scratch.edit("places.toml", "kind = \"mall\" }", "kind = \"mall\", school = \"sman-1\" }")
    #expect(
      scratch.faults().map(\.kind) == [
        .impossible(found: "sman-1", expected: .onlyFor(.school), didYouMean: nil)
      ])
  }

  @Test(arguments: ["3599", "35", "3507", "357301", "Malang"])
  func `the home region is a kabupaten or kota with kelurahan`(home: String) throws {
    try scratch.edit("loket.toml", "home = \"3573\"", "home = \"\(home)\"")
    #expect(
      scratch.faults().first
        == fault(
          "loket.toml", "home",
          .impossible(found: home, expected: .homeRegion, didYouMean: nil)))
  }

  @Test func `rows of regions are refused with their line and column`() throws {
    try scratch.edit("regions.tsv", "11\tAceh\n", "11 Aceh\n")
    try scratch.edit("regions.tsv", "1102\tKabupaten Aceh Tenggara\n", "1102\n")
    try scratch.edit("regions.tsv", "Kota Tarakan\tretired\t6571", "Kota Tarakan\tlama")
    try scratch.edit("regions.tsv", "\tretired\t9301", "\tretired\t9399")
    #expect(
      scratch.faults().map { "\($0.key) \($0.line.map(String.init) ?? "-")" }.prefix(2)
        == ["code 6", "name 8"])
    #expect(scratch.faults().map(\.key) == ["code", "name", "status", "successor"])
  }

  @Test func `progress may be missing as a whole, but each figure has its day`() throws {
    try scratch.edit("loket.toml", "[progress]", "[progres]")
    #expect(scratch.faults().map(\.key) == ["progres"])
    try scratch.edit("loket.toml", "[progres]", "[progress]")
    try scratch.edit("loket.toml", "day = \"2024-04-23\" }", "day = \"2024-02-30\" }")
    try scratch.edit("loket.toml", "count = 663178, day = \"2024-09-19\"", "count = 0")
    try scratch.edit("loket.toml", "growthPerYear = 0", "growthPerYear = \"banyak\"")
    try scratch.edit("loket.toml", "smallestShown = 5\n", "")
    #expect(
      scratch.faults().map(\.key) == [
        "progress.baseline.day", "progress.base[#1].day", "progress.growthPerYear",
        "progress.smallestShown",
      ])
    let said = scratch.faults().map(Wording(.english).config.sentence)
    #expect(said[0].hasSuffix("\"2024-02-30\" cannot be; expected a day such as \"2024-04-23\""))
  }

  @Test func `someone must be on duty`() throws {
    try scratch.edit("loket.toml", "petugas = [", "petugas = []\nspare = [")
    #expect(
      scratch.faults().map(\.key) == ["spare", "petugas"])
  }

  @Test(arguments: [
    "host=h password=rahasia", "host=h PASSWORD = rahasia", "postgresql://u:rahasia@h/db",
    "postgres://h/db?password=rahasia",
  ])
  func `a password does not belong into the configuration`(conninfo: String) throws {
    try scratch.edit("loket.toml", "conninfo = \"\"", "conninfo = \"\(conninfo)\"")
    #expect(scratch.faults().map(\.key) == ["pusat.conninfo"])
    #expect(!scratch.faults().map(Wording(.english).config.sentence).joined().contains("rahasia"))
  }

  @Test(arguments: [
    "host=h passfile=/root/x", "postgresql://u@h:5432/db", "postgresql://[::1]:5432",
  ])
  func `a connection without a password is taken as it is`(conninfo: String) throws {
    try scratch.edit("loket.toml", "conninfo = \"\"", "conninfo = \"\(conninfo)\"")
    #expect(try BoothConfig.load(from: scratch.directory).get().conninfo == conninfo)
  }

  @Test func `a printer's name is no option`() throws {
    try scratch.edit("loket.toml", "printer = \"\"", "printer = \"-oraw\"")
    #expect(scratch.faults().map(\.key) == ["printer"])
  }
}
