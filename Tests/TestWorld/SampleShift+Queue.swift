package import Intake
package import Ports
package import Sealing

extension SampleShift {
  /// Stores the opening.
  package mutating func open(in queue: Queue) throws {
    try queue.open(shift, opening(), chainStart)
  }

  /// Stores a visit.
  @discardableResult
  package mutating func add(to queue: Queue, nik: NIK? = nil) throws -> SealedEntry {
    let entry = visit(nik: nik)
    try queue.append(entry, tally)
    return entry
  }

  @discardableResult
  package mutating func amend(_ former: SealedEntry, nik: NIK? = nil, in queue: Queue) throws
    -> SealedEntry
  {
    let entry = amend(former, nik: nik)
    try queue.append(entry, tally)
    return entry
  }

  @discardableResult
  package mutating func void(_ former: SealedEntry, in queue: Queue) throws -> SealedEntry {
    let entry: SealedEntry = void(former)
    try queue.append(entry, tally)
    return entry
  }

  package mutating func close(in queue: Queue, _ state: ShiftState = .closed) throws {
    let (entry, end) = closing(state)
    try queue.close(entry, end)
  }
}
