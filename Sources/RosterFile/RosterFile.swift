// RosterFile: a list as schools and agencies send it (XLSX, or CSV of any make) becomes people.
// Imports Intake and zlib; touches nothing, for the bytes are handed in.

package import Intake

/// Reads the people of a list, whatever program wrote it.
package enum RosterFile {
  /// Larger files are no list of a school.
  package static let bytesMax = 16 * 1024 * 1024
  package static let peopleMax = 20_000

  /// Why a file is no list.
  package enum Fault: Error, Hashable, Sendable {
    /// Neither a spreadsheet nor lines of text, or damaged.
    case unreadable
    /// No line names a column of names (nama) beside another that is known.
    case noHeading
    case nobody
    case tooMany(max: Int)
  }

  /// What a list gave.
  package struct Reading: Hashable, Sendable {
    package let people: [Roster.Person]
    /// Lines, counted from 1, whose name cannot be one or is missing beside a NIK; nothing of them
    /// was taken.
    package let refused: [Int]
    /// People whose NIK cannot be one, or was kept as a number, which loses its 16th digit: taken
    /// without.
    package let withoutNIK: Int
    /// People whose birth date cannot be read: taken without.
    package let withoutDate: Int
    /// Lines that name a person once more: taken into the first one.
    package let doubles: Int
    /// Lines that give a NIK another name than a line before: not taken.
    package let disputes: [Dispute]

    /// Whether something that stands on the list was not taken.
    package var isPartial: Bool { !refused.isEmpty || !disputes.isEmpty }
  }

  /// A line, counted from 1, whose NIK an earlier one has under another name.
  package struct Dispute: Hashable, Sendable {
    package let row: Int
    package let with: Int
  }

  package static func read(_ bytes: [UInt8]) -> Result<Reading, Fault> {
    guard bytes.count <= bytesMax else { return .failure(.tooMany(max: peopleMax)) }
    let grids = Zip.isOne(bytes) ? Workbook.grids(bytes) : DelimitedText.grids(bytes)
    guard let grids, !grids.isEmpty else { return .failure(.unreadable) }
    let headed = grids.compactMap { rows in Columns.find(in: rows).map { (rows, $0) } }
    guard let (rows, columns) = headed.max(by: { $0.1.count < $1.1.count })
    else { return .failure(.noHeading) }
    guard rows.count <= peopleMax else { return .failure(.tooMany(max: peopleMax)) }
    let reading = columns.reading(of: rows)
    return reading.people.isEmpty ? .failure(.nobody) : .success(reading)
  }
}

/// A cell of a table.
enum Cell: Hashable {
  case text(String)
  /// As a spreadsheet keeps numbers and days.
  case number(Double)

  var text: String {
    switch self {
    case .text(let text): text.trimmingBlanks
    case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
    }
  }
}
