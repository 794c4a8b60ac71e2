import ArgumentParser
import BoothConfig
import Gate
import Intake
import IntakeForm
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat rekap`.
struct TallyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rekap", abstract: "Rekap dari baris pusat, dicocokkan per sesi (tally).",
    aliases: ["tally"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Hari, YYYY-MM-DD (day).")
  var tanggal: String?

  @Option(name: .long, help: "Kode loket (booth code).")
  var loket: String?

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try OfficeDoor.open(options)
    let filter = try filter(door)
    let (shifts, field, alarms) = try door.asking {
      let registry = try door.store().registry
      return (
        try registry.shifts(filter),
        try registry.field().filter { filter.booth == nil || $0.booth == filter.booth },
        try registry.alarms()
      )
    }
    let order = door.config.policy.services.map(\.code)
    try door.emit(
      json
        ? [OfficeReports.json(shifts, field, alarms, order: order)]
        : sheet(shifts, field, alarms, door.words).lines(columns: 80))
    if !shifts.isEmpty, !OfficeReports.isReconciled(shifts) { throw ExitCode(2) }
  }

  private func filter(_ door: OfficeDoor) throws -> ShiftFilter {
    let booth = try loket.map { text in
      guard let code = BoothCode(text) else {
        throw door.fail(door.words.office.badBoothCode(text), 64)
      }
      return code
    }
    return ShiftFilter(day: try door.day(tanggal), booth: booth)
  }

  private func sheet(
    _ shifts: [RegisteredShift], _ field: [FieldShift], _ alarms: [RegisteredAlarm],
    _ words: Wording
  ) -> Sheet {
    let outside = field.map {
      Sheet.Block.text(
        words.office.inField("\($0.booth.text)/\($0.number)", $0.announced, $0.arrived))
    }
    if shifts.isEmpty { return Sheet([.text(words.office.noShifts)] + outside) }
    let rows = shifts.map { shift in
      [
        "\(shift.booth.text)/\(shift.number)", shift.openedAt.day.iso, shift.servicePoint.text,
        words.figure(shift.recount[.people]),
        words.figure(shift.recount[.lines]),
        words.office.standing(shift.standing),
      ]
    }
    let sum = OfficeReports.sum(shifts)
    let differences = shifts.flatMap(OfficeReports.differences).map {
      Sheet.Block.text(words.office.difference($0.figure, $0.booth, $0.centre))
    }
    return Sheet(
      [
        .table(
          Sheet.Table(header: words.office.tallyHeader, rows: rows, isNumeric: false)),
        .pairs([
          Sheet.Pair(words.office.peopleByShift, words.figure(sum[.people])),
          Sheet.Pair(words.tally.lines, words.figure(sum[.lines])),
        ]),
      ] + differences + shifts.flatMap { aside($0, words) }
        + shifts.flatMap { shift in
          OfficeReports.clockAlarms(alarms, of: shift).map {
            .text(words.office.clock($0, "\(shift.booth.text)/\(shift.number)"))
          }
        } + outside)
  }

  /// What of a shift was set aside, a line each reason.
  private func aside(_ shift: RegisteredShift, _ words: Wording) -> [Sheet.Block] {
    Dictionary(grouping: shift.setAside, by: \.reason).sorted { $0.key < $1.key }
      .map { reason, entries in
        .text(
          words.office.aside(
            "\(shift.booth.text)/\(shift.number)",
            OfficeReports.ranges(entries.map(\.id.sequence)), reason))
      }
  }
}
