import GRDB
import Intake
import Ports

extension QueueError {
  /// What an error of SQLite means for the caller; `place` is what was being stored, if anything.
  ///
  /// Only SQLite's code and its own words go into a detail, never the statement or its values.
  init(_ error: any Error, storing place: EntryID? = nil) {
    switch error {
    case let error as QueueError: self = error
    case let error as DatabaseError: self = QueueError.meaning(of: error, storing: place)
    default: self = .damaged("\(type(of: error))")
    }
  }

  private static func meaning(of error: DatabaseError, storing place: EntryID?) -> QueueError {
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_CHECK: return .damaged(detail(of: error))
    case .SQLITE_READONLY_DBMOVED: return .gone
    default: break
    }
    switch error.resultCode {
    case .SQLITE_FULL: return .diskFull
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .notWritable
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
    case .SQLITE_IOERR where place != nil: return .unconfirmed
    case .SQLITE_CONSTRAINT: return place.map(QueueError.conflict) ?? .damaged(detail(of: error))
    default: return .damaged(detail(of: error))
    }
  }

  private static func detail(of error: DatabaseError) -> String {
    "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
  }
}

extension Error {
  /// The disk failed under SQLite; what was being stored may be there.
  var isDiskFailure: Bool { (self as? DatabaseError)?.resultCode == .SQLITE_IOERR }

  /// A program died while storing: its journal must be played back before anyone can read.
  var needsRecovery: Bool {
    (self as? DatabaseError)?.extendedResultCode == .SQLITE_READONLY_ROLLBACK
  }

  /// After anything else SQLite's connection is not to be trusted and is opened anew.
  var leavesConnectionSound: Bool {
    guard let error = self as? DatabaseError else { return true }
    return [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CONSTRAINT].contains(error.resultCode)
  }
}
