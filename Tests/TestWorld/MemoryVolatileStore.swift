package import Ports

/// Volatile memory that is truly memory; can be told to fail.
package final class MemoryVolatileStore {
  package private(set) var pieces: [String: [UInt8]] = [:]
  /// Thrown by every call while it is set.
  package var fault: VolatileError?
  /// Nothing more goes in; what is there can be read and taken away.
  package var isFull = false
  /// Nothing can be taken away.
  package var isStuck = false

  package init() {}

  package var store: VolatileStore {
    VolatileStore(save: save, load: load, remove: remove, names: names)
  }

  private func save(_ name: String, _ bytes: [UInt8]) throws(VolatileError) {
    try failIfTold()
    if isFull { throw .full }
    pieces[name] = bytes
  }

  private func load(_ name: String) throws(VolatileError) -> [UInt8]? {
    try failIfTold()
    return pieces[name]
  }

  private func remove(_ name: String) throws(VolatileError) {
    try failIfTold()
    if isStuck, pieces[name] != nil { throw .failed(errno: 16) }
    pieces[name] = nil
  }

  private func names() throws(VolatileError) -> [String] {
    try failIfTold()
    return pieces.keys.sorted()
  }

  private func failIfTold() throws(VolatileError) {
    if let fault { throw fault }
  }
}
