//! What has been found out about a part of a phrase, on the way to an [`Actor`](crate::Actor).

use std::ops::Range;

use crate::actor::Reason;
use crate::meaning::RoleKind;
use crate::times::Period;
use crate::{Code, Sector};

/// What kind of thing a part of a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// Nothing that the tables know.
    #[default]
    Nothing,
    /// Somebody or something with a name that no table has.
    Name,
    /// A person of the news.
    Person,
    /// A state or its government.
    State,
    /// A place within a state.
    Place,
    /// A part of the world.
    Region,
    /// People of a state or a people.
    People,
    /// A body with a name, or a party.
    Body,
    /// A common noun for a body.
    Institution,
    /// A title or noun for people.
    Role(RoleKind),
    /// Another noun.
    Noun,
}

/// A part of a phrase, understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Finding {
    /// What it names.
    pub kind: Kind,
    /// Its state.
    pub country: Option<Code>,
    /// Its sectors.
    pub sectors: Vec<Sector>,
    /// The sectors are those of the words themselves, not of a body that they speak for or a mere default.
    pub own: bool,
    /// The document's country is not to step in: the words tell that it is another or none.
    pub abroad: bool,
    /// A phrase behind the head has told that it is of no one country.
    pub settled: bool,
    /// The state of a place behind the head, which tells whence it is.
    pub placed: Option<Code>,
    /// It belongs to a body or officer of whom only the document tells the state: "the government's flag project".
    pub owned_at_home: bool,
    /// It stands beside another: an ally or a foe is of another state than whose he is.
    pub companion: bool,
    /// The head is in the plural.
    pub plural: bool,
    /// Where and when the people it is of rules itself, and as what.
    pub self_rule: Option<(Code, Sector, Period)>,
    /// The states of a people that lives in several.
    pub homes: Option<&'static [Code]>,
    /// Words of the name.
    pub name: Option<Range<usize>>,
    /// A name to be used instead of the words: that of the state.
    pub called: Option<&'static str>,
    /// Words of the title.
    pub role: Option<Range<usize>>,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Finding {
    /// Whether its body stands above states.
    pub fn above_states(&self) -> bool {
        self.sectors.iter().any(|sector| sector.above_states())
    }

    /// Whether somebody can speak for it.
    pub fn is_body(&self) -> bool {
        !self.sectors.is_empty()
            && matches!(
                self.kind,
                Kind::Body | Kind::Institution | Kind::Person | Kind::Role(_) | Kind::Noun | Kind::Name
            )
    }
}
