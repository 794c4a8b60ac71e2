import Gate
import IntakeForm
import Paper
import Sealing
package import Intake
package import Ports
package import RosterFile
package import Wording

/// Why the desk cannot do what it was asked; `exitStatus` is a promise of the contract.
package enum DeskError: Error, Hashable, Sendable {
  case queue(QueueError)
  case noShiftOpen
  case shiftOpenAlready(number: Int)
  /// The program or the machine ended and the key went with it; the shift can only be closed.
  case keyGone(number: Int)
  case wrongPassphrase
  /// Not the coordinator's own passphrase.
  case notTheCoordinator
  case wrongPIN(triesLeft: Int)
  /// Volatile memory did not take what has to be there first; nothing was done.
  case volatile(VolatileError)
  /// The shift is closed, and something of it is still in volatile memory.
  case notWiped
  /// Without a copy of the key in volatile memory nothing could unlock.
  case cannotLock
  /// The PIN is gone after too many wrong ones.
  case lockedOut
  /// Its passphrase was not given, so the open shift is still locked.
  case notResumed(number: Int)
  case passphraseTooShort(min: Int)
  /// Neither a file nor a terminal gives the passphrase.
  case passphraseMissing
  /// scrypt found no memory, to lock a key or to open it, or the office's key is no key.
  case keyNotMade
  /// The clock shows a time that no entry can hold.
  case clockImpossible
  case unknownPoint(String)
  case unknownStaff(String)
  case noSuchTicket
  case voidedAlready(ticket: String, at: Moment)
  case noSuchShift(Int)
  case draftsWaiting(Int)
  /// A closing without the passphrase would lose what the lists count.
  case rostersSealed
  case counter(String, CounterFault)
  case roster(RosterFile.Fault)
  /// Nowhere to keep a list sealed: volatile memory is full, or there is none.
  case rosterNotKept(isFull: Bool)
  case noInstitution
  /// The laptop is enrolled or has served, and its identity is not there.
  case identityGone
  /// The identity is not the one that the office named last.
  case identityOutdated
  /// The identity or the queue of a training laptop is not there.
  case trainingIncomplete
  /// Another laptop wrote the queue that lies here.
  case queueOfAnother(BoothCode)
  /// A file that was named cannot be read, and why.
  case file(path: String, why: String)
}

extension DeskError {
  package var exitStatus: Int32 {
    switch self {
    case .queue(let error): error.exitStatus
    case .noShiftOpen, .shiftOpenAlready, .keyGone, .wrongPassphrase, .notTheCoordinator,
      .notResumed, .wrongPIN, .lockedOut:
      77
    case .passphraseMissing, .unknownPoint, .unknownStaff, .noSuchTicket, .noSuchShift,
      .counter, .passphraseTooShort, .noInstitution, .rostersSealed:
      64
    case .roster, .file: 65
    case .rosterNotKept, .volatile, .notWiped: 74
    case .keyNotMade, .clockImpossible, .draftsWaiting, .voidedAlready, .cannotLock,
      .identityGone, .identityOutdated, .trainingIncomplete, .queueOfAnother:
      1
    }
  }

  /// What happened, what is safe, what to do next.
  package func sentence(_ words: Wording) -> String {
    let trouble = words.trouble
    return switch self {
    case .queue(let error): error.sentence(words)
    case .noShiftOpen: trouble.noShiftOpen
    case .shiftOpenAlready(let number): trouble.shiftOpenAlready(number)
    case .keyGone(let number): trouble.keyGone(number)
    case .wrongPassphrase: trouble.wrongPassphrase
    case .notTheCoordinator: trouble.notTheCoordinator
    case .wrongPIN(let left): trouble.wrongPIN(left)
    case .volatile(let error): trouble.volatile(error == .full)
    case .notWiped: trouble.notWiped
    case .cannotLock: trouble.cannotLock
    case .lockedOut: trouble.lockedOut
    case .notResumed(let number): trouble.notResumed(number)
    case .passphraseTooShort(let min): trouble.passphraseTooShort(min)
    case .passphraseMissing: trouble.passphraseMissing
    case .keyNotMade: trouble.keyNotMade
    case .clockImpossible: trouble.clockImpossible
    case .unknownPoint(let text): trouble.unknownPoint(text)
    case .unknownStaff(let text): trouble.unknownStaff(text)
    case .noSuchTicket: trouble.noSuchTicket
    case .voidedAlready(let ticket, let at): trouble.voidedAlready(ticket, at.clock)
    case .noSuchShift(let number): trouble.noSuchShift(number)
    case .draftsWaiting(let count): trouble.draftsWaiting(count)
    case .rostersSealed: words.roster.sealedAtClosing
    case .counter(let text, let fault): trouble.counter(text, fault)
    case .roster(.unreadable): words.roster.unreadable
    case .roster(.noHeading): words.roster.noHeading
    case .roster(.nobody): words.roster.nobody
    case .roster(.tooMany(let max)): words.roster.tooMany(max)
    case .rosterNotKept(let isFull): words.roster.notKept(isFull)
    case .noInstitution: words.roster.noInstitution
    case .identityGone: trouble.identityGone
    case .identityOutdated: trouble.identityOutdated
    case .trainingIncomplete: trouble.trainingIncomplete
    case .queueOfAnother(let booth): trouble.queueOfAnother(booth.text)
    case .file(let path, let why): trouble.inputUnreadable(path, why)
    }
  }
}

extension DeskError {
  /// Whether another try may do.
  var isWrongSecret: Bool {
    switch self {
    case .wrongPassphrase, .notTheCoordinator, .wrongPIN, .lockedOut, .volatile: true
    default: false
    }
  }
}

extension QueueError {
  package var exitStatus: Int32 {
    switch self {
    case .diskFull: 73
    case .notWritable, .unconfirmed: 74
    case .busy: 75
    case .conflict, .damaged, .newer, .gone: 1
    }
  }

  package func sentence(_ words: Wording) -> String {
    switch self {
    case .diskFull: words.trouble.diskFull
    case .notWritable: words.trouble.notWritable
    case .unconfirmed: words.trouble.unconfirmed
    case .busy: words.trouble.busy
    case .conflict(let id): words.trouble.conflict(Int(id.sequence))
    case .damaged(let detail): words.trouble.damaged(detail)
    case .newer: words.trouble.newer
    case .gone: words.trouble.queueGone
    }
  }
}

/// Runs a call of the queue inside a function that throws the desk's errors.
func queued<Value>(_ call: () throws(QueueError) -> Value) throws(DeskError) -> Value {
  do { return try call() } catch { throw .queue(error) }
}
