import Intake

/// What `places.toml` says.
struct Places {
  let points: [ServicePoint]
  let agencies: [Institution]
  let schools: [Institution]
}

extension Places {
  /// Nil only with a fault noted; `home` and `regions` are nil where they could not be had.
  static func read(
    from directory: String, _ home: RegionCode?, _ regions: RegionTable?, _ log: FaultLog
  ) -> Places? {
    let keys = ["place", "agency", "school"]
    guard let top = Section(file: "places.toml", in: directory, keys: keys, log) else {
      return nil
    }
    let isKelurahan = { (code: RegionCode) in
      guard let home, let regions else { return code.digits.count == 10 }
      return regions.isKelurahan(code, of: home)
    }
    let reader = PlaceReader(isKelurahan: isKelurahan)
    let agencies = reader.institutions(in: top, "agency", taken: [])
    let schools = reader.institutions(in: top, "school", taken: agencies.map(\.code))
    let points = reader.points(in: top, agencies, schools)
    return Places(points: points, agencies: agencies, schools: schools)
  }
}

/// Reads the entries of the three lists.
private struct PlaceReader {
  let isKelurahan: (RegionCode) -> Bool

  func institutions(in top: Section, _ key: String, taken: [PlaceCode]) -> [Institution] {
    top.sections(key, keys: ["code", "name", "kelurahan"]).compactMap { entry in
      let code = entry.value("code", .placeCode, make: PlaceCode.init)
      let name = entry.text("name")
      let kelurahan = kelurahan(of: entry)
      guard let code, let name else { return nil }
      if taken.contains(code) { entry.note("code", .duplicate(found: code.text)) }
      return Institution(code: code, name: name, kelurahan: kelurahan)
    }
  }

  private func kelurahan(of entry: Section) -> RegionCode? {
    entry.optionalValue("kelurahan", .kelurahan) { text in
      RegionCode(text).flatMap { isKelurahan($0) ? $0 : nil }
    }
  }

  /// The listed places, then the agencies and schools whose codes are not among them.
  func points(
    in top: Section, _ agencies: [Institution], _ schools: [Institution]
  ) -> [ServicePoint] {
    let keys = ["code", "name", "kind", "kelurahan", "agency", "school"]
    let listed = top.sections("place", keys: keys)
      .compactMap { point($0, agencies.map(\.code.text), schools.map(\.code.text)) }
    let codes = Set(listed.map(\.code))
    let derived = agencies.map { $0.asPoint(.agency) } + schools.map { $0.asPoint(.school) }
    return listed + derived.filter { !codes.contains($0.code) }
  }

  private func point(
    _ entry: Section, _ agencies: [String], _ schools: [String]
  ) -> ServicePoint? {
    let code = entry.value("code", .placeCode, make: PlaceCode.init)
    let name = entry.text("name")
    let kind: ServicePoint.Kind? = entry.choice("kind")
    let kelurahan = kelurahan(of: entry)
    guard let kind else { return nil }
    let agency = institution(of: entry, "agency", .agency, kind, .knownAgency, agencies)
    let school = institution(of: entry, "school", .school, kind, .knownSchool, schools)
    guard let code, let name else { return nil }
    return ServicePoint(
      code: code, name: name, kind: kind, institution: agency ?? school, kelurahan: kelurahan)
  }

  /// The key must stand where the place is of that kind, and nowhere else.
  private func institution(
    of entry: Section, _ key: String, _ wanted: ServicePoint.Kind, _ kind: ServicePoint.Kind,
    _ expected: ConfigFault.Expected, _ known: [String]
  ) -> PlaceCode? {
    if kind == wanted {
      return entry.value(key, expected, names: known) {
        known.contains($0) ? PlaceCode($0) : nil
      }
    }
    _ = entry.optionalValue(key, .onlyFor(wanted)) { _ in PlaceCode?.none }
    return nil
  }
}

extension Institution {
  /// The institution as a place where the booth stands.
  fileprivate func asPoint(_ kind: ServicePoint.Kind) -> ServicePoint {
    ServicePoint(code: code, name: name, kind: kind, institution: code, kelurahan: kelurahan)
  }
}
