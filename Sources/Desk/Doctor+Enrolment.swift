package import Intake
import Ports
import Wording

extension Doctor.Machine {
  /// What this laptop has of its enrolment.
  package struct Enrolment: Hashable, Sendable {
    package var assignment: Assignment
    package var password: Password

    package enum Assignment: Hashable, Sendable {
      case missing, unreadable
      case until(Moment)
    }

    /// The file of the booth's password at the centre; libpq passes by one that others may read.
    package enum Password: Hashable, Sendable {
      /// No connection is configured, or the password comes from elsewhere.
      case notNeeded
      case missing
      case openToOthers(path: String)
      /// With it the centre would take this booth's tickets for that one's.
      case ofAnother(booth: String)
      case fine
    }

    package init(assignment: Assignment, password: Password) {
      self.assignment = assignment
      self.password = password
    }
  }
}

extension Doctor {
  /// A renewal has to be fetched from the office, so it is said two weeks before.
  private static let endingDays: Int64 = 14

  /// Whether the office's assignment and the password at the centre are there and hold.
  func enrolment(_ machine: Machine) -> [Finding] {
    guard let enrolment = machine.enrolment else { return [] }
    let words = world.words.doctor
    let password: [Finding] =
      switch enrolment.password {
      case .notNeeded, .fine: []
      case .missing: [Finding(grade: .attention, sentence: words.passwordMissing)]
      case .openToOthers(let path):
        [Finding(grade: .attention, sentence: words.passwordOpen(path))]
      case .ofAnother(let booth):
        [Finding(grade: .broken, sentence: words.passwordOfAnother(booth))]
      }
    return [finding(enrolment.assignment)] + password
  }

  private func finding(_ assignment: Machine.Enrolment.Assignment) -> Finding {
    let words = world.words
    switch assignment {
    case .missing: return Finding(grade: .broken, sentence: words.delivery.assignmentMissing)
    case .unreadable: return Finding(grade: .broken, sentence: words.doctor.assignmentUnreadable)
    case .until(let end):
      let day = words.time.long(end.day)
      let left = end.seconds - world.clock.now().seconds
      if left <= 0 { return Finding(grade: .broken, sentence: words.delivery.expired(day)) }
      return left <= Doctor.endingDays * 86_400
        ? Finding(grade: .attention, sentence: words.doctor.assignmentEnding(day))
        : Finding(grade: .fine, sentence: words.doctor.assignmentUntil(day))
    }
  }
}
