/// What a receipt printer may be given as text: the letters it knows, and nothing it could take for
/// a command.
package enum PrinterText {
  /// Only 0x20 to 0x7E: letters lose their marks, signs become the nearest ones, a control
  /// character goes, anything else becomes `?`.
  package static func ascii(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7e: plain.unicodeScalars.append(scalar)
      case 0x09, 0xa0, 0x2000...0x200a, 0x202f: plain += " "
      case 0...0x1f, 0x7f...0x9f, 0x0300...0x036f, 0x200b...0x200f, 0x2028...0x202e,
        0x2060...0x206f, 0xfe00...0xfe0f, 0xfeff:
        break
      default: plain += nearest[Character(scalar)] ?? "?"
      }
    }
    return plain
  }

  /// Groups that share a nearest letter or sign.
  private static let groups: [(String, String)] = [
    ("A", "ÀÁÂÃÄÅĀĂĄ"), ("a", "àáâãäåāăą"), ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"), ("D", "ĎĐÐ"),
    ("d", "ďđð"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"), ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"),
    ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("i", "ìíîïĩīĭįı"), ("J", "Ĵ"), ("j", "ĵ"),
    ("K", "Ķ"), ("k", "ķ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"), ("N", "ÑŃŅŇ"), ("n", "ñńņň"),
    ("O", "ÒÓÔÕÖØŌŎŐ"), ("o", "òóôõöøōŏő"), ("R", "ŔŖŘ"), ("r", "ŕŗř"), ("S", "ŚŜŞŠȘ"),
    ("s", "śŝşšș"), ("T", "ŢŤŦȚ"), ("t", "ţťŧț"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("u", "ùúûüũūŭůűų"),
    ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
    ("-", "·•‐‑‒–—―−"), ("'", "‘’‚‛′ʻʼ`´"), ("\"", "“”„‟″«»"), ("...", "…"), ("x", "×"),
    ("/", "÷⁄"), ("+-", "±"), ("<=", "≤"), (">=", "≥"), ("->", "→"), ("<-", "←"), ("ss", "ß"),
    ("AE", "Æ"), ("ae", "æ"), ("OE", "Œ"), ("oe", "œ"), ("#", "█▀▄"), ("(c)", "©"), ("No", "№"),
    ("1/2", "½"), ("1/4", "¼"), ("3/4", "¾"), ("Rp", "₨"), ("EUR", "€"), ("deg", "°"),
    ("TM", "™"),
  ]

  private static let nearest: [Character: String] = {
    var nearest: [Character: String] = [:]
    for (plain, letters) in groups { for letter in letters { nearest[letter] = plain } }
    return nearest
  }()
}

extension Sheet {
  /// The sheet as a printer that knows only ASCII can show it.
  var inASCII: Sheet {
    let plain = PrinterText.ascii
    return Sheet(
      blocks.map { block in
        switch block {
        case .title(let text): .title(plain(text))
        case .mark(let text): .mark(plain(text))
        case .big(let text): .big(plain(text))
        case .heading(let text): .heading(plain(text))
        case .text(let text): .text(plain(text))
        case .pairs(let pairs): .pairs(pairs.map { Pair(plain($0.label), plain($0.value)) })
        case .table(let table):
          .table(
            Table(
              header: table.header.map(plain), short: table.short.map(plain),
              rows: table.rows.map { $0.map(plain) },
              isNumeric: table.isNumeric))
        case .bars(let bars, let title):
          .bars(bars.map { Bar(plain($0.label), $0.count) }, title: plain(title))
        case .sample(let lines): .sample(lines.map(plain))
        case .signatures(let signatures):
          .signatures(
            signatures.map { Signature(role: plain($0.role), under: plain($0.under)) })
        case .qr(let text): .qr(plain(text))
        case .rule: .rule
        case .blank: .blank
        }
      })
  }
}
