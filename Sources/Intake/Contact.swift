/// An Indonesian mobile number, kept as `62…`, shown as `08…`.
package struct Phone: Hashable, Sendable {
  /// Digits from the country code on: `6281234567890`.
  package let international: String

  /// `081234567890`, the way people say it.
  package var local: String { "0" + international.dropFirst(2) }
}

extension Phone {
  package enum Fault: Error, Hashable, Sendable {
    case unreadable
    /// A fixed line, such as (0341) …, on which no activation code arrives.
    case landline
    /// Digits counted from the 0 on; 10 to 13 exist (domain.md section 6).
    case length(count: Int)
  }

  /// Reads `08…`, `62 8…`, `+62 812-…` and the mixed `+62 0812 …`.
  package static func parse(_ text: String) -> Result<Phone, Fault> {
    let bare = text.filter { !" .-()".contains($0) }
    var digits = Substring(bare.hasPrefix("+") ? String(bare.dropFirst()) : bare)
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit),
      !bare.hasPrefix("+") || digits.hasPrefix("62")
    else { return .failure(.unreadable) }
    if digits.hasPrefix("62") { digits = digits.dropFirst(2) }
    if digits.hasPrefix("0") { digits = digits.dropFirst() }
    guard digits.hasPrefix("8") else {
      return .failure(digits.count >= 7 ? .landline : .unreadable)
    }
    guard (9...12).contains(digits.count) else { return .failure(.length(count: digits.count + 1)) }
    return .success(Phone(international: "62" + digits))
  }
}

/// An e-mail address; IKD's activation code comes only by mail (domain.md section 1.4).
package struct Email: Hashable, Sendable {
  package let address: String
}

extension Email {
  package enum Fault: Error, Hashable, Sendable {
    /// With the address that was probably meant, if there is one.
    case unreadable(suggestion: String?)
    case tooLong
  }

  /// Reads an address; never changes it beyond blanks at its ends and the case of the domain.
  package static func parse(_ text: String) -> Result<Email, Fault> {
    let trimmed = text.trimmingBlanks
    guard trimmed.utf8.count <= 254 else { return .failure(.tooLong) }
    let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, isLocalPart(parts[0]), isDomain(parts[1]) else {
      return .failure(.unreadable(suggestion: repaired(trimmed)))
    }
    return .success(Email(address: "\(parts[0])@\(parts[1].lowercased())"))
  }

  private static func isLocalPart(_ text: String) -> Bool {
    let allowed = "!#$%&'*+/=?^_`{|}~-."
    return !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix(".") && !text.hasSuffix(".")
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || allowed.contains($0)) }
  }

  private static func isDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && (labels.last?.count ?? 0) >= 2
      && labels.allSatisfy { label in
        !label.isEmpty && label.count <= 63 && label.first != "-" && label.last != "-"
          && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      }
  }

  /// The slips that dot, comma and a missing @ make, undone; nil if that does not help either.
  private static func repaired(_ text: String) -> String? {
    var guess = text.replacingAll(",", with: ".").filter { $0 != " " }
    while guess.hasSuffix(".") { guess.removeLast() }
    if !guess.contains("@"), let domain = commonDomains.first(where: { guess.hasSuffix($0) }) {
      guess = "\(guess.dropLast(domain.count))@\(domain)"
    }
    guard guess != text, case .success(let email) = parse(guess) else { return nil }
    return email.suggestion ?? email.address
  }

  /// Domains whose misspellings lists are full of (domain.md section 6).
  private static let commonDomains = [
    "gmail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "icloud.com", "outlook.com",
    "hotmail.com",
  ]

  /// The address that was probably meant when the domain is one or two slips from a common one.
  package var suggestion: String? {
    let parts = address.split(separator: "@").map(String.init)
    guard parts.count == 2, !Email.commonDomains.contains(parts[1]) else { return nil }
    let near = Email.commonDomains
      .map { (domain: $0, slips: parts[1].editDistance(to: $0)) }
      .min { $0.slips < $1.slips }
    guard let near, near.slips <= 2 else { return nil }
    return "\(parts[0])@\(near.domain)"
  }
}

extension String {
  /// Without spaces and tabs at the ends.
  package var trimmingBlanks: String {
    var rest = self[...]
    while let first = rest.first, " \t\r".contains(first) { rest = rest.dropFirst() }
    while let last = rest.last, " \t\r".contains(last) { rest = rest.dropLast() }
    return String(rest)
  }

  /// Every `old` becomes `new`.
  package func replacingAll(_ old: Character, with new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }

  /// How many single-letter slips (missing, extra, other, swapped) lie between two words.
  package func editDistance(to other: String) -> Int {
    let left = Array(self)
    let right = Array(other)
    var rows = [Array(0...right.count)]
    for i in 1..<(left.count + 1) {
      var row = [i]
      for j in 1..<(right.count + 1) {
        let change = left[i - 1] == right[j - 1] ? 0 : 1
        var best = Swift.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + change)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          best = Swift.min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
