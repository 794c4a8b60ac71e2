// SQLiteQueue: the queue over one SQLite file. It may touch that file and its journal, nothing
// else; no other room knows SQLite.

package import Ports

/// Opens the queue (antrean) in its file.
package enum SQLiteQueue {
  /// The queue at `path` for the counter, created with mode 0600 if there is none yet; `.gone` if
  /// there must be one.
  ///
  /// One writer at a time: the caller holds the kiosk's lock. The folder must exist. A full disk
  /// matters only when the file has to be made (`.diskFull`); a kept queue opens and can be sent.
  package static func open(path: String, mayCreate: Bool = true) throws(QueueError) -> Queue {
    try Store(path: path, access: .writer, mayCreate: mayCreate).queue
  }

  /// The queue at `path` for a delivery beside the kiosk: marks and notes may be stored, entries
  /// not. Its commits are short, so a registration waits for one at most a moment.
  package static func openForDelivery(path: String) throws(QueueError) -> Queue? {
    do {
      return try Store(path: path, access: .writer, mayCreate: false).queue.withoutStoringEntries
    } catch .gone {
      return nil
    }
  }

  /// The queue at `path` for looking at beside the kiosk; nil: nothing was ever stored there.
  ///
  /// Each call sees one state between two commits. Every storing call fails with `.notWritable`.
  package static func openReadOnly(path: String) throws(QueueError) -> Queue? {
    guard try QueueFile.exists(path) else { return nil }
    let store = try Store(path: path, access: .reader, mayCreate: false)
    return try store.isEmpty() ? nil : store.queue
  }
}

extension Store {
  /// The port, made of references to this store's methods.
  var queue: Queue {
    Queue(
      latestShift: latestShift, shift: shift(number:), shifts: shifts, open: open,
      append: append, close: close, entries: entries, places: places, tagged: tagged,
      ticket: ticket, duty: duty, custodies: custodies,
      delivery: Queue.Delivery(
        markInDoubt: markInDoubt, acknowledge: acknowledge(_:noting:), setAside: setAside,
        asideList: asideList, reopen: reopen, marks: marks, note: note, lastNote: lastNote,
        empty: empty),
      deeds: Queue.Deeds(note: note(deed:), after: deeds(after:)), integrity: integrity)
  }
}

extension Queue {
  /// The same queue, but whoever holds it cannot store an entry.
  fileprivate var withoutStoringEntries: Queue {
    Queue(
      latestShift: latestShift, shift: shift, shifts: shifts,
      open: Queue.nothing.open, append: Queue.nothing.append, close: Queue.nothing.close,
      entries: entries, places: places, tagged: tagged, ticket: ticket, duty: duty,
      custodies: custodies, delivery: delivery, deeds: deeds, integrity: integrity)
  }
}
