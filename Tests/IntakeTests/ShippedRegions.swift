import Foundation
import Intake
import Testing

/// The regions of the shipped `config/regions.tsv`, read without the room that checks that file.
enum ShippedRegions {
  static func load() throws -> Regions {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "config/regions.tsv"), encoding: .utf8)
    var names: [RegionCode: String] = [:]
    var retired: [RegionCode: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let code = try #require(RegionCode(cells[0]))
      if cells.count > 2, cells[2] == "retired" {
        retired[code] = cells[1]
      } else {
        names[code] = cells[1]
      }
    }
    return Regions(home: try #require(RegionCode("3573")), names: names, retired: retired)
  }
}
