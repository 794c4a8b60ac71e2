/// A Kemendagri region code without dots: 2, 4, 6 or 10 digits. Never a BPS code, which has other
/// kecamatan numbers (domain.md section 3.1).
package struct RegionCode: Hashable, Comparable, Sendable {
  package let digits: String

  package init?(_ text: String) {
    let bare = text.utf8.filter { $0 != UInt8(ascii: ".") }
    guard [2, 4, 6, 10].contains(bare.count), bare.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    digits = String(decoding: bare, as: UTF8.self)
  }

  init(unchecked digits: String) { self.digits = digits }

  package static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }

  /// Whether this code lies in `other`, or is it.
  package func isWithin(_ other: RegionCode) -> Bool { digits.hasPrefix(other.digits) }

  /// Province, kabupaten/kota, kecamatan: the first `count` digits.
  package func prefix(_ count: Int) -> RegionCode {
    RegionCode(unchecked: String(digits.prefix(count)))
  }
}

/// Where a person is registered as living now (domisili), as asked or read off the card.
///
/// Never inferred from the NIK (domain.md section 0.3). Targets count by it: an activation counts
/// for the region of residence, not for the booth's (section 0.2).
package enum Residence: Hashable, Sendable {
  /// A kelurahan of the home region, ten digits.
  case home(RegionCode)
  /// Another region: four or six digits, or nil for "luar", which says only that it is another.
  case elsewhere(RegionCode?)

  package var isResident: Bool {
    switch self {
    case .home: true
    case .elsewhere: false
    }
  }

  /// The contract's value: a code, or `luar`.
  package var code: String {
    switch self {
    case .home(let kelurahan): kelurahan.digits
    case .elsewhere(let region): region?.digits ?? "luar"
    }
  }
}

/// The region names and codes in force, and those no longer in force that old NIKs still carry.
package struct Regions: Sendable {
  /// The office's own kabupaten or kota, four digits.
  package let home: RegionCode
  package let names: [RegionCode: String]
  /// Codes that decrees have replaced, with the name they had.
  package let retired: [RegionCode: String]
  private let byKey: [String: [RegionCode]]
  /// The kelurahan of the home region, in order of their codes.
  package let kelurahan: [RegionCode]
  private let outside: [RegionCode]

  package init(home: RegionCode, names: [RegionCode: String], retired: [RegionCode: String]) {
    self.home = home
    self.names = names
    self.retired = retired
    kelurahan = names.keys.filter { $0.digits.count == 10 && $0.isWithin(home) }.sorted()
    outside = names.keys
      .filter { [4, 6].contains($0.digits.count) && !$0.isWithin(home) }.sorted()
    byKey = Dictionary(grouping: kelurahan + outside) { Regions.placeKey(names[$0] ?? "") }
  }

  /// What a name is compared by: letters and digits only, in lower case.
  ///
  /// So `oro oro dowo`, `Oro-oro Dowo` and `ORO'ORO DOWO` are one (domain.md section 3.4).
  package static func key(_ name: String) -> String {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    // Hundreds of names at every start: without asking Unicode about each letter.
    return String(
      decoding: name.utf8.compactMap { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
      }, as: UTF8.self)
  }
}

extension Regions {
  /// What the name of a place is found by: the cities of Jakarta, whose mayors are appointed, are
  /// called a Kota like all others.
  private static func placeKey(_ name: String) -> String {
    let key = key(name)
    for kind in kinds where key.hasPrefix(kind + appointed) {
      return kind + key.dropFirst(kind.count + appointed.count)
    }
    return key
  }

  /// What a regency's name begins with and a person leaves out.
  private static let kinds = ["kota", "kabupaten"]
  private static let appointed = "administrasi"
}

extension Regions {
  /// What a code stands for in words: `Blimbing, Kota Malang`; nil for an unknown code.
  package func title(of code: RegionCode) -> String? {
    guard let name = names[code] else { return nil }
    guard code.digits.count > 4, let regency = names[code.prefix(4)] else { return name }
    return "\(name), \(regency)"
  }

  /// Whether a person's answer "Blimbing" may as well mean the kecamatan of that name.
  package func sharesNameWithDistrict(_ kelurahan: RegionCode) -> Bool {
    guard let own = names[kelurahan], let district = names[kelurahan.prefix(6)] else {
      return false
    }
    return Regions.key(own) == Regions.key(district)
  }

  /// How well a code is known.
  package enum Standing: Hashable, Sendable { case known, retired, unknown }

  /// Of a NIK's first six digits: unknown or retired is a thing to confirm, never an error.
  package func standing(of nik: NIK) -> Standing {
    if names[nik.district] != nil { return .known }
    if retired[nik.regency] != nil { return .retired }
    guard names[nik.regency] != nil else { return .unknown }
    return nik.regency == home ? .unknown : .known
  }

  /// The places a typed name may mean: exact matches first, else those it begins.
  ///
  /// `Kab.` and `Kabupaten` are one word here; a bare name also finds `Kota …` and `Kabupaten …`,
  /// and so does its beginning where it begins nothing else.
  package func matches(_ text: String) -> [RegionCode] {
    let key = Regions.key(Regions.spelledOut(text))
    guard !key.isEmpty else { return [] }
    let homeKey = Regions.placeKey(names[home] ?? "")
    let regencies = Regions.kinds.flatMap { kind in
      (homeKey == kind + key ? [home] : []) + (byKey[kind + key] ?? [])
    }
    let exact = byKey[key] ?? []
    // A kelurahan here and a kabupaten elsewhere may share a name: never one of them in silence.
    if exact.contains(where: { $0.isWithin(home) }) || exact.isEmpty, !regencies.isEmpty {
      return exact + regencies
    }
    if !exact.isEmpty { return exact }
    let begun = begun(by: [key], among: kelurahan + outside)
    guard begun.isEmpty, key.utf8.count >= Regions.beginningMin else { return begun }
    return self.begun(by: Regions.kinds.map { $0 + key }, among: [home] + outside)
  }

  /// The shortest beginning of a bare name that is looked up.
  private static let beginningMin = 4

  private func begun(by keys: [String], among codes: [RegionCode]) -> [RegionCode] {
    codes.filter { code in
      let name = Regions.placeKey(names[code] ?? "")
      return keys.contains(where: name.hasPrefix)
    }
  }

  private static func spelledOut(_ text: String) -> String {
    var words = text.split { $0 == " " || $0 == "." }.map(String.init)
    if ["kab", "kabupaten"].contains(words.first?.lowercased()) { words[0] = "Kabupaten" }
    if words.count > 2, kinds.contains(words[0].lowercased()),
      ["adm", "administrasi", "administratif"].contains(words[1].lowercased())
    {
      words.remove(at: 1)
    }
    return words.joined(separator: " ")
  }

  /// Names for Tab: kelurahan first, then the neighbours.
  package var completions: [String] { (kelurahan + outside).compactMap { names[$0] } }
}

extension Regions {
  /// Why a typed residence is none.
  package enum Fault: Error, Hashable, Sendable {
    case unknown
    /// A kecamatan or the whole city, where the kelurahan is wanted.
    case kelurahanNeeded
    /// Several places have this name.
    case ambiguous([RegionCode])
  }

  /// A code, a name, or `luar` as a residence.
  package func residence(_ text: String) -> Result<Residence, Fault> {
    if ["luar", "luarkota", "luardaerah", "outside"].contains(Regions.key(text)) {
      return .success(.elsewhere(nil))
    }
    if let code = RegionCode(text.filter { $0 != " " }) { return residence(code: code) }
    let found = matches(text)
    if found.count > 1 { return .failure(.ambiguous(found)) }
    guard let only = found.first else {
      let key = Regions.key(Regions.spelledOut(text))
      let isDistrict = names.contains { code, name in
        code.isWithin(home) && code.digits.count <= 6 && Regions.placeKey(name) == key
      }
      return .failure(isDistrict ? .kelurahanNeeded : .unknown)
    }
    return only.isWithin(home) ? residence(code: only) : .success(.elsewhere(only))
  }

  private func residence(code: RegionCode) -> Result<Residence, Fault> {
    if code.isWithin(home) {
      guard code.digits.count == 10 else { return .failure(.kelurahanNeeded) }
      return names[code] == nil ? .failure(.unknown) : .success(.home(code))
    }
    guard [4, 6].contains(code.digits.count), names[code.prefix(4)] != nil else {
      return .failure(.unknown)
    }
    return .success(.elsewhere(code))
  }
}
