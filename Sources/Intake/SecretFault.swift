/// Why a passphrase file is not taken.
package enum SecretFault: Error, Hashable, Sendable {
  case missing
  /// No file of bytes, or not ours to read.
  case unreadable(errno: Int32)
  /// Group or others may read or write it: `chmod 600`.
  case openToOthers(mode: UInt32)
  /// Its first line is empty.
  case empty
  case tooLong(max: Int)
  case notUTF8
}
