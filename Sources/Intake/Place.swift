/// A service point (titik layanan): where a shift is held.
package struct ServicePoint: Hashable, Sendable {
  package let code: PlaceCode
  package let name: String
  package let kind: Kind
  /// The agency or school that this place is, if it is one.
  package let institution: PlaceCode?
  package let kelurahan: RegionCode?

  package init(
    code: PlaceCode, name: String, kind: Kind, institution: PlaceCode? = nil,
    kelurahan: RegionCode? = nil
  ) {
    self.code = code
    self.name = name
    self.kind = kind
    self.institution = institution
    self.kelurahan = kelurahan
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case mall, school, agency, office, event
  }

  /// Who is expected here: Enter keeps it, a correction at the summary changes it.
  package var segment: Segment {
    switch kind {
    case .school: .student
    case .agency: .civilServant
    case .mall, .office, .event: .public
    }
  }
}

/// An agency (OPD) or a school, from which people are counted.
package struct Institution: Hashable, Sendable {
  package let code: PlaceCode
  package let name: String
  package let kelurahan: RegionCode?

  package init(code: PlaceCode, name: String, kelurahan: RegionCode? = nil) {
    self.code = code
    self.name = name
    self.kelurahan = kelurahan
  }
}

/// Someone on duty at booths.
package struct Staff: Hashable, Sendable {
  package let code: StaffCode
  package let name: String
  package let role: Role
  /// A coordinator's: the box that only their own passphrase opens; nil: the office made none.
  package let lock: [UInt8]?

  package init(code: StaffCode, name: String, role: Role, lock: [UInt8]? = nil) {
    self.code = code
    self.name = name
    self.role = role
    self.lock = lock
  }

  package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Petugas.
    case officer
    /// Koordinator: may decide to serve although the gate is closed.
    case coordinator
  }
}

/// The office (dinas) that the booth belongs to.
package struct Office: Hashable, Sendable {
  package let name: String
  package let address: String
  package let phone: String
  package let hours: String

  package init(name: String, address: String, phone: String, hours: String) {
    self.name = name
    self.address = address
    self.phone = phone
    self.hours = hours
  }
}
