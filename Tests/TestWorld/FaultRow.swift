import Glibc

/// One row of the table that `scripts/faults` prints: how often a trial was made, and what came
/// of what people had been told.
package struct FaultRow: Sendable {
  package let trial: String
  package var runs = 0
  /// Records that were acknowledged in all runs.
  package var acknowledged = 0
  /// Of these, how many were not there afterwards.
  package var lost = 0
  /// Of these, how many were there more than once.
  package var twice = 0
  /// Faults that nobody was told of by name.
  package var unnamed = 0

  package init(_ trial: String) {
    self.trial = trial
  }

  /// Appends the row, separated by tabs, to the file that `LOKET_FAULTS` names; else nothing.
  package func report() {
    guard let path = getenv("LOKET_FAULTS") else { return }
    let cells = [trial] + [runs, acknowledged, lost, twice, unnamed].map(String.init)
    let line = Array((cells.joined(separator: "\t") + "\n").utf8)
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    precondition(file >= 0 && write(file, line, line.count) == line.count)
    close(file)
  }
}
