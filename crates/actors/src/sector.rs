//! The sectors of PLOVER.

use std::fmt;

macro_rules! sectors {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// What an actor is in the society it belongs to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Sector { $($(#[$doc])* $name,)* }

        impl Sector {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in the record.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

sectors! {
    /// Executive and governing parties.
    Government = "GOV";
    /// Legislature.
    Legislature = "LEG";
    /// Courts.
    Judiciary = "JUD";
    /// Military.
    Military = "MIL";
    /// Police.
    Police = "COP";
    /// Intelligence.
    Intelligence = "SPY";
    /// Party.
    Party = "PTY";
    /// Opposition.
    Opposition = "OPP";
    /// Armed opposition.
    Rebels = "REB";
    /// Paramilitaries on the government's side.
    Paramilitary = "PRM";
    /// Armed actors of whom no more is known.
    UnidentifiedArmed = "UAF";
    /// Actors of whom nothing is known.
    Unidentified = "UNK";
    /// Criminals.
    Criminals = "CRM";
    /// Business.
    Business = "BUS";
    /// Organised labour.
    Labour = "LAB";
    /// Farm labour.
    Agriculture = "AGR";
    /// Education.
    Education = "EDU";
    /// Health.
    Health = "MED";
    /// Journalists and media.
    Media = "JRN";
    /// Religious bodies.
    Religion = "REL";
    /// Refugees.
    Refugees = "REF";
    /// Former officials.
    Elites = "ELI";
    /// Other civil society.
    CivilSociety = "SOC";
    /// Civilians.
    Civilians = "CVL";
    /// Bodies of several states.
    International = "IGO";
    /// The United Nations.
    UnitedNations = "UNO";
    /// The European Union.
    EuropeanUnion = "EUR";
    /// Non-governmental organisations.
    NonGovernmental = "NGO";
    /// Multinational companies.
    Multinational = "MNC";
    /// International social movements.
    InternationalMovement = "ISM";
    /// Armed groups across borders.
    InternationalArmed = "IMG";
    /// Partially recognised entities.
    PartlyRecognised = "PRE";
}

impl Sector {
    /// The sector of a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sector| sector.as_str() == code)
    }

    /// Whether its bodies stand above states, so that a place named beside them is not their country.
    #[must_use]
    pub fn above_states(self) -> bool {
        matches!(self, Self::International | Self::UnitedNations | Self::EuropeanUnion | Self::InternationalArmed)
    }

    /// Whether it is one of the powers of a state: government, parliament, courts, army, police, spies.
    #[must_use]
    pub fn of_a_state(self) -> bool {
        self.holds_office() && !self.above_states()
    }

    /// Whether somebody who has left an office of this sector is one of the former elites.
    pub(crate) fn holds_office(self) -> bool {
        use Sector::{
            EuropeanUnion, Government, Intelligence, International, Judiciary, Legislature, Military, Police,
            UnitedNations,
        };
        matches!(
            self,
            Government
                | Legislature
                | Judiciary
                | Military
                | Police
                | Intelligence
                | EuropeanUnion
                | International
                | UnitedNations
        )
    }

    /// Whether its people bear arms without or against the state, or keep its order: whom "forces" can belong to.
    pub(crate) fn has_forces(self) -> bool {
        use Sector::{
            Criminals, InternationalArmed, Paramilitary, PartlyRecognised, Police, Rebels, UnidentifiedArmed,
        };
        matches!(
            self,
            Rebels | Paramilitary | UnidentifiedArmed | InternationalArmed | Police | Criminals | PartlyRecognised
        )
    }
}

impl fmt::Display for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_sectors() {
        assert_eq!(Sector::parse("LEG"), Some(Sector::Legislature));
        assert_eq!(Sector::parse("XYZ"), None);
        assert!(Sector::ALL.iter().all(|&sector| Sector::parse(sector.as_str()) == Some(sector)));
    }
}
