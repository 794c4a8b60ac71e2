/// Everything that is wrong with a configuration; never empty.
package struct ConfigFaults: Error, Hashable, Sendable {
  package let all: [ConfigFault]

  package init(all: [ConfigFault]) { self.all = all }
}

/// One thing that is wrong with one file; a fact, not a sentence.
///
/// Texts from the file are cut to 60 characters and hold no control characters.
package struct ConfigFault: Hashable, Sendable {
  /// The name within the directory, `policy.toml`.
  package let file: String
  /// From 1; nil where the file's reader gives no line.
  package let line: Int?
  /// The path of the key: `minimumAge`, `place[mog].kind`, `service[#3].code` for the third entry
  /// where it has no code; in `regions.tsv` the column; empty for a whole file.
  package let key: String
  package let kind: Kind

  package init(file: String, line: Int? = nil, key: String, kind: Kind) {
    self.file = file
    self.line = line
    self.key = key
    self.kind = kind
  }
}

extension ConfigFault {
  package enum Kind: Hashable, Sendable {
    case missingFile
    /// With the system's error number.
    case unreadable(errno: Int32)
    case tooLarge(bytesMax: Int)
    case notUTF8
    /// With what the TOML library says, in English.
    case syntax(column: Int, detail: String)
    case unknownKey(didYouMean: String?)
    case missingKey(expected: Expected)
    case wrongType(found: ValueType, expected: Expected)
    /// The right type, but a value that cannot be.
    case impossible(found: String, expected: Expected, didYouMean: String?)
    case duplicate(found: String)
  }

  /// What a value in a file is.
  package enum ValueType: Hashable, Sendable {
    case text, wholeNumber, fraction, yesOrNo, time, list, table
  }

  /// What should stand there: the hint of a fault.
  package enum Expected: Hashable, Sendable {
    /// One line of 1 to `ConfigFault.textLengthMax` characters without control characters.
    case text
    case wholeNumber(ClosedRange<Int>)
    case yesOrNo
    case list
    case table
    case oneOf([String])
    /// A day of the calendar, `2024-04-23`.
    case day
    case boothCode, staffCode, placeCode, serviceCode, exemptionCode, regionCode
    /// A kabupaten or kota of `regions.tsv`, four digits, with its kelurahan.
    case homeRegion
    /// A kelurahan of the home region, ten digits.
    case kelurahan
    /// A region code in force, as the successor of a retired one.
    case regionInForce
    /// Codes of `services.toml`.
    case knownService
    /// `"all"`, or a list of at least one service code.
    case grants
    /// Codes of `agency` and of `school` in `places.toml`.
    case knownAgency, knownSchool
    /// Nothing: the key belongs only to places of that kind.
    case onlyFor(ServicePoint.Kind)
    /// `false`: IKD needs `rekam`, so neither can need IKD.
    case neverGated
    /// Any reason but `declined`.
    case notDeclined
    /// A libpq string without a password.
    case noPassword
    /// What `pusat koordinator` writes.
    case coordinatorLock
    /// A printer's name, which never begins with a dash.
    case printer
    /// At least one entry.
    case atLeastOne
  }

  /// The most characters of a text in the configuration.
  package static let textLengthMax = 200
}
