import Intake
package import Ports

/// What a flush did; counts are entries.
package struct FlushReport: Hashable, Sendable {
  package var sent = 0
  package var acknowledged = 0
  package var alreadyThere = 0
  package var quarantined = 0
  /// All that was ever set aside on this laptop; a person has to look.
  package var aside = 0
  /// Not yet acknowledged on this laptop.
  package var left = 0
  /// Sent again because the centre had lost them.
  package var reopened = 0
  /// Sealed bodies that the retention took.
  package var emptied = 0
  /// How many entries of this booth the centre holds, and the newest shift's hash there.
  package var held = 0
  package var head: [UInt8] = []
  /// Whether the centre holds exactly what this laptop has, to the last hash, with nothing aside.
  package var isReconciled = false
  /// Whether every acknowledgement stands in the trail.
  package var isNoted = true
  package var alarms: [Alarm] = []
  /// Why it ended early; nil: it did not.
  package var stopped: CentreError?

  package init() {}

  package struct Alarm: Hashable, Sendable {
    /// Its number; for `.otherLaptop` how many shifts there are.
    package let shift: Int
    package let kind: FlushPlan.Alarm
  }

  /// 0 done, 2 partly done, else what stopped it says.
  package var exitStatus: Int32 {
    stopped?.exitStatus ?? (left + aside == 0 && alarms.isEmpty ? 0 : 2)
  }
}

extension CentreError {
  /// 69 centre unreachable, 77 the centre will not have this booth.
  package var exitStatus: Int32 {
    switch self {
    case .unreachable, .untrusted, .libraryMissing, .failed: 69
    case .rejectedUs, .otherVersion: 77
    }
  }
}
