//! What the forms in the tables can mean, and how they must be written to mean it.

use std::sync::Arc;

use crate::keys::all_capitals;
use crate::times::Period;
use crate::{Code, Sector};

/// One form of one entry of a table.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The table's file name, without its ending.
    pub table: &'static str,
    /// The form as the table writes it.
    pub form: &'static str,
    /// How the words of a phrase must be written to be it.
    pub case: Case,
    /// What it means.
    pub meaning: Arc<Meaning>,
}

/// How a form is written where it means what the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Anyhow.
    Any,
    /// With a capital first: "Turkey" is a state, "turkey" is not.
    Capital,
    /// In capitals throughout: "WHO".
    Capitals,
}

impl Case {
    /// For a proper name. Acronyms keep their capitals: "Arena" is no ARENA. Those also written as words ("Nato") stand as
    /// such in the tables beside their capitals.
    pub fn of_name(form: &str) -> Self {
        if all_capitals(form) {
            Self::Capitals
        } else if form.chars().next().is_some_and(char::is_uppercase) {
            Self::Capital
        } else {
            Self::Any
        }
    }
}

/// What a form means.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// A state, its people or its government's seat.
    State {
        /// The state.
        code: Code,
        /// Its first name in the table.
        name: &'static str,
        /// Which of these.
        form: StateForm,
    },
    /// A place within a state.
    Place {
        /// The state.
        code: Code,
        /// Which kind of place.
        kind: PlaceKind,
    },
    /// A part of the world, or what is of no one state.
    Region {
        /// Name, adjective or people.
        form: StateForm,
    },
    /// A people that is not a state's.
    People {
        /// The states that news of them is about, that of which it is most often first.
        homes: Vec<Code>,
        /// Where they rule or fight for themselves, as what, and when.
        own: Option<(Code, Sector, Period)>,
    },
    /// A body with a name.
    Body {
        /// Its state, if it is of one.
        country: Option<Code>,
        /// Its sectors.
        sectors: Vec<Sector>,
        /// When it is that.
        period: Period,
    },
    /// A party.
    Party {
        /// Its state.
        country: Code,
        /// When it governed; none where the table does not say.
        governs: Option<Vec<Period>>,
    },
    /// A common noun for a body.
    Institution {
        /// Its sectors.
        sectors: Vec<Sector>,
    },
    /// A title or noun for people.
    Role {
        /// How it gets its sector.
        kind: RoleKind,
        /// The one it has by itself.
        sector: Option<Sector>,
    },
    /// A person of the news.
    Person {
        /// The person's state.
        country: Option<Code>,
        /// What the person has been.
        terms: Vec<Term>,
    },
    /// A word that turns what the rest says.
    Modifier(ModifierKind),
}

/// The homes of a people as its state, where it is one, or as those of which the document must tell which is meant.
pub(crate) fn one_or_several(homes: &[Code]) -> (Option<Code>, Option<&[Code]>) {
    match homes {
        [] => (None, None),
        [home] => (Some(*home), None),
        _ => (None, Some(homes)),
    }
}

/// How a form stands for a state or a part of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateForm {
    /// "Kenya"
    Name,
    /// "Kenyan"
    Adjective,
    /// "Kenyans"
    People,
    /// "Nairobi"
    Seat,
}

/// Kinds of places within a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    /// One with a government of its own.
    Division,
    /// "Texan"
    Adjective,
    /// A town.
    City,
}

/// How a noun for people gets its sector; see the head of `roles.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleKind {
    /// By itself; ELI afterwards.
    Office,
    /// By itself, unless a body is named.
    Chair,
    /// By itself.
    Agent,
    /// By itself, unless armed people are named.
    Force,
    /// From a party, else by itself.
    Follower,
    /// From the body it speaks for.
    Voice,
    /// It counts what follows.
    Quantity,
}

/// Kinds of modifiers; see the head of `modifiers.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ModifierKind {
    /// "former"
    Former,
    /// "late"
    Gone,
    /// "ruling"
    Ruling,
    /// "-backed"
    Sponsor,
    /// "-based"
    Seated,
    /// "anti-"
    Against,
    /// "pro-"
    Favour,
    /// "northern"
    Compass,
    /// Places that are names of people as often.
    Given,
    /// "Mr."
    Honorific,
}

/// A stretch of a person's public life.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// As what.
    pub sector: Sector,
    /// Under which title.
    pub role: &'static str,
    /// When.
    pub period: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_and_names_by_their_writing() {
        assert_eq!(Case::of_name("WHO"), Case::Capitals);
        assert_eq!(Case::of_name("U.S."), Case::Capitals);
        assert_eq!(Case::of_name("Unicef"), Case::Capital);
        assert_eq!(Case::of_name("Turkey"), Case::Capital);
        assert_eq!(Case::of_name("al-Qaeda"), Case::Any);
    }
}
