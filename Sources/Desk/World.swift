// Desk: what staff do at the counter. Touches only the ports and values that the door hands in.

import IntakeForm
package import Paper
package import Gate
package import Intake
package import Ports
package import Sealing
package import Wording

/// What the office has laid down for its booths.
package struct Setting: Sendable {
  package let office: Office
  package let points: [ServicePoint]
  package let agencies: [Institution]
  package let schools: [Institution]
  package let staff: [Staff]
  package let policy: Policy
  package let regions: Regions
  /// Seconds without a key until the kiosk locks itself; 0: never.
  package let idleSeconds: Int

  package init(
    office: Office, points: [ServicePoint], agencies: [Institution], schools: [Institution],
    staff: [Staff], policy: Policy, regions: Regions,
    idleSeconds: Int = 0
  ) {
    self.office = office
    self.points = points
    self.agencies = agencies
    self.schools = schools
    self.staff = staff
    self.policy = policy
    self.regions = regions
    self.idleSeconds = idleSeconds
  }

  package func point(_ code: PlaceCode) -> ServicePoint? { points.first { $0.code == code } }

  /// The service point's name, or its code if the configuration no longer has it.
  package func name(of code: PlaceCode) -> String { point(code)?.name ?? code.text }

  /// The office's own region by name.
  package var homeName: String { regions.title(of: regions.home) ?? regions.home.digits }

  /// Somebody's name, or the code if the configuration no longer has it.
  package func name(of code: StaffCode) -> String {
    staff.first { $0.code == code }?.name ?? code.text
  }
}

/// Why a file cannot be read, in the system's words.
package struct FileFault: Error, Hashable, Sendable {
  package let why: String

  package init(why: String) { self.why = why }
}

/// A small text in the booth's home about its lists; see `RosterNote`.
package struct RosterNoteFile {
  package let save: ([UInt8]) -> Void
  package let load: () -> [UInt8]?

  package init(save: @escaping ([UInt8]) -> Void, load: @escaping () -> [UInt8]?) {
    self.save = save
    self.load = load
  }

  package static var none: RosterNoteFile { RosterNoteFile(save: { _ in }, load: { nil }) }
}

/// Everything that the counter can reach.
package struct World {
  package let setting: Setting
  package let words: Wording
  package let identity: BoothIdentity
  /// The keys that this booth signed with before its assignment was renewed.
  package let formerSigners: [BoothVerifier]
  package let queue: Queue
  package let clock: Clock
  package let entropy: Entropy
  package let volatile: VolatileStore
  package let reserve: Reserve
  package let printer: Printer
  /// What slips are laid out for.
  package let receipt: ReceiptPaper
  /// Room for the queue, in megabytes; nil if nobody knows.
  package let freeMegabytes: () -> Int?
  /// A file that staff name, whole; why not, else.
  package let readFile: (_ path: String) -> Result<[UInt8], FileFault>
  package let rosterNote: RosterNoteFile
  /// What the doctor sees of the machine; asking takes the time that the centre takes to answer.
  package let machine: () -> Doctor.Machine?

  package init(
    setting: Setting, words: Wording, identity: BoothIdentity,
    formerSigners: [BoothVerifier] = [], queue: Queue, clock: Clock, entropy: Entropy,
    volatile: VolatileStore, reserve: Reserve = .none, printer: Printer = .none,
    receipt: ReceiptPaper = ReceiptPaper(columns: 32),
    freeMegabytes: @escaping () -> Int? = { nil },
    readFile: @escaping (String) -> Result<[UInt8], FileFault> = { _ in
      .failure(FileFault(why: ""))
    }, rosterNote: RosterNoteFile = .none,
    machine: @escaping () -> Doctor.Machine? = { nil }
  ) {
    self.setting = setting
    self.words = words
    self.identity = identity
    self.formerSigners = formerSigners
    self.queue = queue
    self.clock = clock
    self.entropy = entropy
    self.volatile = volatile
    self.reserve = reserve
    self.printer = printer
    self.receipt = receipt
    self.freeMegabytes = freeMegabytes
    self.readFile = readFile
    self.rosterNote = rosterNote
    self.machine = machine
  }

  /// Every key whose signature this booth's entries may carry.
  var signers: [BoothVerifier] { [identity.verifier] + formerSigners }

  /// The time for what is stored: nothing is sealed with one that nobody could read back.
  package func now() throws(DeskError) -> Moment {
    let now = clock.now()
    guard now.isStorable else { throw .clockImpossible }
    return now
  }

  /// A fresh identity for a visit.
  func newVisit() -> VisitID { newVisit(chance: (entropy.word(), entropy.word())) }

  /// The same with these bits for its chance.
  func newVisit(chance: (UInt64, UInt64)) -> VisitID {
    VisitID(milliseconds: UInt64(max(0, clock.now().seconds)) * 1000, chance: chance)
  }
}
