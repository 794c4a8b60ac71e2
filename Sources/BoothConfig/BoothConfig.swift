// BoothConfig: files become values, all faults at once. Imports Intake, Gate and TOMLKit; reads
// the configuration directory once and touches nothing else.

package import Gate
package import Intake
package import Wording

/// What the configuration directory (`config/`) says, checked; nothing in it is a raw text that
/// another room would have to check again.
package struct BoothConfig: Sendable {
  package let booth: BoothCode
  package let office: Office
  /// Nil: the flag or the system's locale decides.
  package let language: Language?
  /// The people on duty (petugas).
  package let operators: [Staff]
  /// Those who may decide otherwise than the gate (koordinator).
  package let coordinators: [Staff]
  /// The printer as CUPS names it; nil: none.
  package let printer: String?
  /// Letters a line on its paper: 32 on 58 mm, which fits every paper, up to 48 on 80 mm.
  package let printerColumns: Int
  /// It draws no QR symbols itself.
  package let printerDots: Bool
  package let goal: Goal
  /// The centre as a libpq string, never with a password; nil: only USB bundles.
  package let conninfo: String?
  /// Seconds without a key until the kiosk locks itself; 0: never.
  package let idleSeconds: Int
  package let policy: Policy
  package let regions: Regions
  /// Service points (titik layanan) in the order of the file, then the agencies and schools.
  package let places: [ServicePoint]
  package let agencies: [Institution]
  package let schools: [Institution]

  /// Ten minutes.
  static let idleUsual = 600

  /// The office's own kabupaten or kota.
  package var home: RegionCode { regions.home }
}

extension BoothConfig {
  package func servicePoint(_ code: PlaceCode) -> ServicePoint? {
    places.first { $0.code == code }
  }

  package func agency(_ code: PlaceCode) -> Institution? { agencies.first { $0.code == code } }

  package func school(_ code: PlaceCode) -> Institution? { schools.first { $0.code == code } }

  /// An operator or coordinator.
  package func staff(_ code: StaffCode) -> Staff? {
    (operators + coordinators).first { $0.code == code }
  }

  package func isCoordinator(_ code: StaffCode) -> Bool {
    coordinators.contains { $0.code == code }
  }
}

extension BoothConfig {
  /// Reads the five files of a directory, each once.
  ///
  /// - Returns: the configuration, or every fault of every file, in the order of the files.
  package static func load(from directory: String) -> Result<BoothConfig, ConfigFaults> {
    let log = FaultLog()
    let table = RegionTable.read(from: directory, log)
    let booth = BoothSettings.read(from: directory, table, log)
    let services = Catalogue.read(from: directory, log)
    let policy = Policy.read(from: directory, services, log)
    let places = Places.read(from: directory, booth?.home, table, log)
    guard log.faults.isEmpty, let table, let booth, let policy, let places else {
      precondition(!log.faults.isEmpty, "a configuration file was refused without a reason")
      return .failure(ConfigFaults(all: log.faults))
    }
    return .success(BoothConfig(booth, policy, places, table))
  }

  private init(
    _ booth: BoothSettings, _ policy: Policy, _ places: Places, _ table: RegionTable
  ) {
    self.booth = booth.code
    self.office = booth.office
    self.language = booth.language
    self.operators = booth.operators
    self.coordinators = booth.coordinators
    self.printer = booth.printer
    self.printerColumns = booth.printerColumns ?? 32
    self.printerDots = booth.printerDots ?? false
    self.goal = booth.goal
    self.conninfo = booth.conninfo
    self.idleSeconds = booth.idleSeconds
    self.policy = policy
    self.regions = Regions(home: booth.home, names: table.names, retired: table.retired)
    self.places = places.points
    self.agencies = places.agencies
    self.schools = places.schools
  }
}
