import BoothConfig
import Gate
import Intake
import Wording
import Testing

struct ShippedConfigTests {
  let config: BoothConfig

  init() throws { config = try BoothConfig.load(from: shipped).get() }

  @Test func `the booth, its office and its people are there`() throws {
    #expect(config.booth.text == "L01")
    #expect(config.home.digits == "3573")
    #expect(config.language == .indonesian)
    #expect(config.office.phone == "(0341) 751535")
    #expect(config.operators.map(\.code.text) == ["sari", "budi"])
    #expect(config.coordinators.map(\.code.text) == ["dahlia"])
    #expect(config.staff(config.coordinators[0].code)?.name == "Dahlia Prameswari")
    #expect(config.isCoordinator(config.coordinators[0].code))
    #expect(!config.isCoordinator(config.operators[0].code))
    #expect(config.printer == nil && config.conninfo == nil)
    #expect(config.printerColumns == 32 && !config.printerDots)
    #expect(config.goal.target == 160_000 && config.goal.share.english.hasPrefix("25%"))
    #expect(config.goal.by == Day(year: 2024, month: 12, day: 31))
    #expect(config.goal.baseline?.count == 54_000 && config.goal.baseline?.day.iso == "2024-04-23")
    #expect(config.goal.bases.map(\.size.count) == [663_178] && config.goal.smallestShown == 5)
  }

  @Test func `38 provinces, 514 kabupaten and kota, 57 kelurahan`() {
    let lengths = config.regions.names.keys.map(\.digits.count)
    #expect(lengths.count { $0 == 2 } == 38)
    #expect(lengths.count { $0 == 4 } == 514)
    #expect(config.regions.kelurahan.count == 57)
  }

  @Test func `Tarakan under its old number is a retired code`() throws {
    let old = try #require(RegionCode("6473"))
    #expect(config.regions.names[old] == nil)
    #expect(config.regions.retired[old] == "Kota Tarakan")
    #expect(config.regions.retired.count == 38)
  }

  @Test func `five kelurahan share the name of their kecamatan`() {
    let regions = config.regions
    let shared = regions.kelurahan.filter(regions.sharesNameWithDistrict)
    let names = shared.compactMap { regions.names[$0] }.sorted()
    #expect(names == ["Blimbing", "Kedungkandang", "Klojen", "Lowokwaru", "Sukun"])
  }

  @Test func `the catalogue has the contract's services in its order`() {
    let codes = config.policy.services.map(\.code.text)
    let contract = """
      ikd ikd-ulang rekam cetak kia kk akta-lahir akta-mati pindah-keluar pindah-masuk \
      bantu-pindah-masuk konsolidasi legalisir lain
      """
    #expect(codes.joined(separator: " ") == contract)
    let free = config.policy.services.filter { !$0.needsIKD }.map(\.code.text)
    #expect(free == ["ikd", "ikd-ulang", "rekam"])
    let changing = config.policy.services.filter(\.changesData).map(\.code.text)
    #expect(changing == ["kk", "akta-lahir", "akta-mati", "pindah-keluar", "konsolidasi"])
  }

  @Test func `each exemption opens every service`() {
    #expect(config.policy.exemptions.map(\.code.text) == ["A", "B", "C"])
    #expect(config.policy.exemptions.allSatisfy { $0.grants == nil })
    #expect(config.policy.minimumAge == 17 && config.policy.coordinatorsOverride)
    #expect(!config.policy.outsidersGetDataChanges)
  }

  @Test(arguments: [
    ("mog", Segment.public, nil), ("kantor", .public, nil), ("mcc", .public, nil),
    ("sman-1", .student, "sman-1"), ("bapenda", .civilServant, "bapenda"),
    ("kec-sukun", .public, nil), ("kel-tasik-madu", .public, nil),
  ])
  func `a service point knows whom it is for`(
    code: String, segment: Segment, institution: String?
  ) throws {
    let point = try #require(PlaceCode(code).flatMap(config.servicePoint))
    #expect(point.segment == segment)
    #expect(point.institution?.text == institution)
  }

  @Test func `no two service points share a code, and every kelurahan has one`() {
    #expect(Set(config.places.map(\.code)).count == config.places.count)
    let visited = Set(config.places.compactMap(\.kelurahan))
    #expect(visited == Set(config.regions.kelurahan))
  }

  @Test func `loading it takes no time that a person would notice`() {
    let time = ContinuousClock().measure { _ = BoothConfig.load(from: shipped) }
    #expect(time < .milliseconds(500))
  }
}
