extension ConfigFault: CustomStringConvertible {
  /// `policy.toml: minimumAge: 9 cannot be; expected a whole number from 12 to 21`, for logs.
  package var description: String {
    [line.map { "\(file):\($0)" } ?? file, key, kind.description]
      .filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

import Intake
extension ConfigFaults: CustomStringConvertible {
  /// One fault a line.
  package var description: String { all.map(\.description).joined(separator: "\n") }
}

extension ConfigFault.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingFile: "the file is missing"
    case .unreadable(let errno): "the file cannot be read (errno \(errno))"
    case .tooLarge(let bytesMax): "the file is larger than \(bytesMax) bytes"
    case .notUTF8: "not UTF-8 text; save the file as UTF-8"
    case .syntax(let column, let detail): "column \(column): \(detail)"
    case .unknownKey(let near): "unknown key" + Self.question(near)
    case .missingKey(let expected): "missing; expected \(expected)"
    case .wrongType(let found, let expected): "is \(found); expected \(expected)"
    case .impossible(let found, let expected, let near):
      "\"\(found)\" cannot be; expected \(expected)" + Self.question(near)
    case .duplicate(let found): "\"\(found)\" stands here more than once"
    }
  }

  private static func question(_ near: String?) -> String {
    near.map { "; did you mean \"\($0)\"?" } ?? ""
  }
}

extension ConfigFault.ValueType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .text: "a text"
    case .wholeNumber: "a whole number"
    case .fraction: "a number with a fraction"
    case .yesOrNo: "true or false"
    case .time: "a date or time"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

extension ConfigFault.Expected: CustomStringConvertible {
  package var description: String {
    switch self {
    case .text: "a text in quotes, one line of 1 to \(ConfigFault.textLengthMax) characters"
    case .wholeNumber(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .yesOrNo: "true or false"
    case .list: "a list"
    case .table: "a table"
    case .oneOf(let names): "one of " + names.joined(separator: ", ")
    case .boothCode: "a booth code such as \"L01\""
    case .staffCode: "a name code such as \"sari\": lower-case letters, digits, dashes"
    case .placeCode: "a code such as \"sman-1\": lower-case letters, digits, dashes"
    case .serviceCode: "a service code such as \"cetak\": lower-case letters, digits, dashes"
    case .exemptionCode: "one capital letter"
    case .regionCode: "a region code of 2, 4, 6 or 10 digits"
    case .homeRegion: "a four-digit code in regions.tsv that has kelurahan there"
    case .kelurahan: "the ten-digit code of a kelurahan of the home region"
    case .regionInForce: "a code in force in the same file"
    case .knownService: "a code in services.toml"
    case .grants: "\"all\" or a list of service codes"
    case .knownAgency: "the code of an agency in places.toml"
    case .knownSchool: "the code of a school in places.toml"
    case .onlyFor(let kind): "nothing here: only places of kind \"\(kind.rawValue)\" have it"
    case .neverGated: "false: IKD itself needs this service"
    case .notDeclined: "a reason other than declined"
    case .noPassword: "no password here: put it in ~/.pgpass"
    case .printer: "a printer's name, not beginning with a dash"
    case .atLeastOne: "at least one entry"
    }
  }
}
