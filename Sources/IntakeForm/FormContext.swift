package import Intake

/// What the form knows of its place and of the rules while it asks.
package struct FormContext: Sendable {
  /// The WIB day of the shift.
  package let today: Day
  /// When the form is filled in; the rest is the same for a whole shift.
  package var now: Moment
  package let regions: Regions
  package let rules: FormRules
  /// Numbered lists, in the screen's language.
  package let choices: [Field: [Choice]]
  /// The agencies and the schools, for whichever segment is asked about.
  package let agencies: [Choice]
  package let schools: [Choice]
  package let defaults: FormDefaults

  package init(
    today: Day, now: Moment, regions: Regions, rules: FormRules, choices: [Field: [Choice]],
    agencies: [Choice], schools: [Choice], defaults: FormDefaults
  ) {
    self.today = today
    self.now = now
    self.regions = regions
    self.rules = rules
    self.choices = choices
    self.agencies = agencies
    self.schools = schools
    self.defaults = defaults
  }

  /// The numbered list of a field, empty for fields of free text.
  package func choices(_ field: Field, _ draft: Draft) -> [Choice] {
    switch field {
    case .institution:
      switch draft.segment ?? defaults.segment {
      case .public: return []
      case .civilServant: return agencies
      case .student: return schools
      }
    case .results:
      let asked = draft.services ?? []
      return (choices[.results] ?? []).filter { choice in
        asked.contains { choice.code.hasPrefix($0.text + "=") }
      }
    default: return choices[field] ?? []
    }
  }
}

/// What the form must know of the policy to ask no needless question; the gate itself decides.
package struct FormRules: Hashable, Sendable {
  package let minimumAge: Int
  package let gatedServices: Set<ServiceCode>
  /// Proposed with Enter for a reason, by the reason.
  package let suggestedExemptions: [IKDReason: ExemptionCode]

  package init(
    minimumAge: Int, gatedServices: Set<ServiceCode>,
    suggestedExemptions: [IKDReason: ExemptionCode]
  ) {
    self.minimumAge = minimumAge
    self.gatedServices = gatedServices
    self.suggestedExemptions = suggestedExemptions
  }
}

/// What Enter means: by the place, and learned from the applicants before.
package struct FormDefaults: Hashable, Sendable {
  package var segment: Segment
  package var institution: PlaceCode?
  package var residence: Residence?
  package var services: [ServiceCode]
  /// Whether they were asked for by somebody from whom IKD is due: children ask for other things.
  package var servicesOfDue: Bool?
  /// Of the family member who was served before.
  package var contact = Contact()

  package init(
    segment: Segment = .public, institution: PlaceCode? = nil, residence: Residence? = nil,
    services: [ServiceCode] = []
  ) {
    self.segment = segment
    self.institution = institution
    self.residence = residence
    self.services = services
  }
}
