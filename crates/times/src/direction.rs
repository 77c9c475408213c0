//! On which side of the publication date a bare "Monday" or "March" lies.
//!
//! The rule, in this order:
//! 1. in a row ("on Monday and Tuesday") a day follows the one before;
//! 2. going back from the expression, at most [`REACH`] words and not past the expression before, a semicolon or a quotation
//!    mark, the nearest cue decides (`tables/clauses.tsv`): *will, due, planned, are to* speak of what is to come,
//!    *was, had, met*, and a word in -ed right before, of what has been; *said*, *who* and *because* part clauses, and of the
//!    other one nothing is said;
//!    *ahead of*, and *starting* right before, speak of what is to come;
//! 3. where nothing but small words stands before it ("On Tuesday, the king will …"), the nearest cue behind it decides;
//! 4. otherwise nothing is said, and a report speaks of what has been.
//!
//! `may have`, `would have`, `could not` and `due to the storm` are no cues.

use jiff::civil::Date;

use crate::sentence::Sentence;
use crate::token::{Marks, Sense};

/// How many words the search for a cue goes.
const REACH: usize = 16;

/// How near an expression a word in -ed must stand to say what has been.
const NEAR: usize = 3;

/// How many words may stand before an expression that opens its sentence: "The first week of …".
const FRONT: usize = 6;

/// On which side to look for the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Before publication or on that day, whatever else.
    Past,
    /// The clause speaks of what has been.
    Been,
    /// The clause speaks of what is to come.
    Coming,
    /// On or after a day.
    From(Date),
    /// Nothing is said.
    Unsaid,
}

impl Sentence<'_> {
    /// The side that the clause around `start..end` speaks of.
    pub fn way(&self, start: usize, end: usize) -> Way {
        if let Some(day) = self.coordinated(start) {
            return Way::From(day);
        }
        if self.left(start).sense == Sense::To {
            return Way::Unsaid; // "was put off to June 12"
        }
        let border = self.before.map_or(0, |before| before.end).max(start.saturating_sub(REACH));
        for at in (border..start).rev() {
            if let Some(way) = self.cue(at) {
                return way;
            }
            let ahead = self.sense(at + 1) == Sense::Of && self.form(at) == "ahead";
            let starting = start - at <= 2 && self.form(at).eq_ignore_ascii_case("starting");
            if ahead || starting {
                return Way::Coming;
            }
            if start - at <= NEAR && self.is_past_form(at) {
                return Way::Been;
            }
            if self.token(at).has(Marks::BREAK) || self.opens_clause(at) {
                return Way::Unsaid;
            }
        }
        let fronted = start <= FRONT
            && (0..start).all(|at| {
                let token = self.token(at);
                !token.has(Marks::LETTERS) || token.has(Marks::FUNCTION) || token.sense != Sense::Other
            });
        if fronted {
            for at in end..end + REACH {
                if let Some(way) = self.cue(at) {
                    return way;
                }
                if self.is_past_form(at) {
                    return Way::Been;
                }
                if self.token(at).has(Marks::BREAK) {
                    break;
                }
            }
        }
        Way::Unsaid
    }

    fn cue(&self, at: usize) -> Option<Way> {
        let token = self.token(at);
        let next = self.token(at + 1);
        let before_verb = matches!(next.sense, Sense::To) && {
            let behind = self.token(at + 2);
            !behind.has(Marks::DETERMINER) && !behind.has(Marks::CAPITAL)
        };
        let before_for = next.sense == Sense::For;
        if token.has(Marks::COMING_TO) && (before_verb || before_for) {
            return Some(Way::Coming);
        }
        if token.has(Marks::COMING) {
            let perfect = self.form(at + 1) == "have" && self.sense(at + 2) != Sense::To;
            let could_not = self.form(at) == "could" && matches!(self.form(at + 1), "not" | "n't" | "n’t");
            let because = next.sense == Sense::To && !before_verb;
            return (!perfect && !could_not && !because).then_some(Way::Coming);
        }
        if token.has(Marks::SAID) {
            return Some(Way::Unsaid);
        }
        (token.has(Marks::BEEN) && next.sense != Sense::Until && !self.is_participle(at)).then_some(Way::Been)
    }

    /// Whether a word of no table looks like a verb of the past: "filed on Sunday"; not "the besieged town", "be released".
    fn is_past_form(&self, at: usize) -> bool {
        self.token(at).is_open()
            && self.form(at).len() > 4
            && self.form(at).ends_with("ed")
            && !self.left(at).has(Marks::DETERMINER)
            && !self.is_participle(at)
    }

    /// Whether a clause of its own begins at `at`, of which the cues before say nothing.
    fn opens_clause(&self, at: usize) -> bool {
        matches!(self.form(at), "because" | "who" | "whose" | "which" | "while")
    }

    /// Whether a form of "to be" stands before the verb at `at`, so that it says nothing of the tense: "will be held".
    fn is_participle(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|at| matches!(self.form(at), "be" | "been" | "being" | "is" | "are"))
    }
}
