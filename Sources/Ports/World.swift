package import Intake

/// The time; it may be wrong, so nothing is ever ordered by it.
package struct Clock {
  package let now: () -> Moment

  package init(now: @escaping () -> Moment) { self.now = now }
}

/// Chance from the system, for keys, nonces and identities.
package struct Entropy {
  package let bytes: (_ count: Int) -> [UInt8]

  package init(bytes: @escaping (Int) -> [UInt8]) { self.bytes = bytes }
}

extension Entropy {
  package func word() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// 128 bits of chance.
  package func identity<Subject>() -> Identity<Subject> { Identity(high: word(), low: word()) }
}

/// Memory in named pieces that outlives the program but no power cut: tmpfs.
///
/// The locked shift key and the sealed drafts lie here and nowhere else.
package struct VolatileStore {
  /// Replaces the piece as a whole.
  package let save: (_ name: String, [UInt8]) throws(VolatileError) -> Void
  package let load: (_ name: String) throws(VolatileError) -> [UInt8]?
  /// Overwrites the piece, then takes it away; nothing happens if it is not there.
  package let remove: (_ name: String) throws(VolatileError) -> Void
  /// In alphabetical order.
  package let names: () throws(VolatileError) -> [String]

  package init(
    save: @escaping (String, [UInt8]) throws(VolatileError) -> Void,
    load: @escaping (String) throws(VolatileError) -> [UInt8]?,
    remove: @escaping (String) throws(VolatileError) -> Void,
    names: @escaping () throws(VolatileError) -> [String]
  ) {
    self.save = save
    self.load = load
    self.remove = remove
    self.names = names
  }
}

/// How volatile memory fails.
package enum VolatileError: Error, Hashable, Sendable {
  /// No tmpfs here: the program works, but a crash of it cannot be resumed.
  case unavailable
  /// Nothing more fits in; what is there stays as it was.
  case full
  /// The system's error number.
  case failed(errno: Int32)
}

/// Room on the booth's disk that nothing but the closing of a shift may use.
package struct Reserve {
  /// Sees to it that it is there; false: the disk has no room left for it.
  package let keep: () -> Bool
  /// Gives it back to the disk.
  package let release: () -> Void

  package init(keep: @escaping () -> Bool, release: @escaping () -> Void) {
    self.keep = keep
    self.release = release
  }

  package static var none: Reserve { Reserve(keep: { true }, release: {}) }
}
