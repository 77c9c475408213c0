//! From a phrase to an actor: its pieces, its parts, and what the document adds.
//!
//! ```text
//! tokens ──items──▶ matches, names, words ──parts──▶ head part, of-phrases, appositions ──head──▶ findings ──join──▶ actor
//! ```
//!
//! Parts are cut by position, at commas and prepositions, so that poor tags do no harm. The head part decides what the actor
//! is; a possessor, an of-phrase or a place gives the country where the head part has none, and the body that a spokesman
//! speaks for; an apposition fills what is still open. The document's country comes last, for bare roles only.

use std::ops::Range;

use crate::actor::{Actor, Context, Reason, Token};
use crate::finding::{Finding, Kind};
use crate::head;
use crate::items::{self, Item, Phrase};
use crate::meaning::{ModifierKind, RoleKind};
use crate::parts::{self, Link, Part};
use crate::{Code, Sector};

/// Who a phrase means.
///
/// The phrase may be the words of a mention in a parsed document, with heads within the phrase, or bare words.
#[must_use]
pub fn resolve(phrase: &[Token<'_>], context: &Context<'_>) -> Actor {
    let phrase = items::read(phrase);
    let mut found = Reader { phrase: &phrase, context }.read(0..phrase.items.len());
    at_one_of_its_homes(&mut found, context);
    self_rule(&mut found, context);
    at_home(&mut found, context);
    actor(&phrase, found)
}

/// What all steps need.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'p, 'a> {
    /// The phrase.
    pub phrase: &'p Phrase<'a>,
    /// What is known around it.
    pub context: &'p Context<'p>,
}

impl Reader<'_, '_> {
    /// Understands a stretch of items: the first chunk, then its appositions.
    pub fn read(self, items: Range<usize>) -> Finding {
        let mut chunks = parts::chunks(self.phrase, items).into_iter();
        let Some(first) = chunks.next() else { return Finding::default() };
        let mut found = self.chunk(first);
        for chunk in chunks {
            if !found.sectors.is_empty() && found.country.is_some() && found.kind != Kind::Name && found.name.is_some()
            {
                break;
            }
            let start = chunk.start;
            let other = self.chunk(chunk);
            // "Envoys of Peru, Chile and Bolivia": of no single one.
            if self.more_behind(start) && of_several(&mut found, &other) {
                continue;
            }
            apposed(&mut found, other);
        }
        found
    }

    /// Understands what stands between two commas: the head part and what hangs on it.
    fn chunk(self, items: Range<usize>) -> Finding {
        let mut parts = parts::parts(self.phrase, items).into_iter();
        let mut found = match parts.next() {
            Some(part) => head::understand(self, part.items),
            None => return Finding::default(),
        };
        for part in parts {
            // "hundreds of protesters": what is counted is the actor.
            let team =
                found.kind == Kind::Institution && found.country.is_none() && found.sectors == [Sector::CivilSociety];
            let counted = found.kind == Kind::Role(RoleKind::Quantity);
            if (counted || team) && part.link == Link::Of {
                let inner = head::understand(self, part.items.clone());
                if team && !matches!(inner.kind, Kind::Role(_) | Kind::People) {
                    hang(&mut found, inner, &part);
                    continue;
                }
                let outer = found;
                found = inner;
                found.country = found.country.or(outer.country);
                found.plural = true;
                found.reasons.splice(0..0, outer.reasons);
                continue;
            }
            if part.link == Link::Stop {
                break;
            }
            if part.link == Link::And {
                if found.placed.is_some() {
                    of_several(&mut found, &head::understand(self, part.items.clone()));
                }
                continue;
            }
            let other = head::understand(self, part.items.clone());
            hang(&mut found, other, &part);
        }
        found
    }

    /// Whether "and" comes behind an item.
    fn more_behind(self, item: usize) -> bool {
        self.phrase.items[item..].iter().any(|item| self.phrase.key(item) == "and")
    }

    /// A reason for what an item gave.
    pub fn reason(self, item: &Item, gave: String) -> Option<Reason> {
        let entry = item.entry()?;
        let words = self.phrase.tokens(&item.words());
        Some(Reason { table: entry.table, entry: entry.form.to_owned(), words, gave })
    }
}

/// Takes the state away from who is of several: "officials from Britain and France". Says whether that is so.
fn of_several(found: &mut Finding, other: &Finding) -> bool {
    let place = matches!(other.kind, Kind::State | Kind::Place);
    let several = place && found.placed.zip(other.country).is_some_and(|(one, other)| one != other);
    if several {
        found.country = None;
        found.abroad = true;
        found.settled = true;
        found.reasons.retain(|reason| !reason.gave.starts_with("country"));
    }
    several
}

/// Adds what a part behind the head says: where, whose, for whom.
fn hang(found: &mut Finding, other: Finding, part: &Part) {
    let voice = match found.kind {
        Kind::Role(RoleKind::Voice | RoleKind::Follower | RoleKind::Chair | RoleKind::Force) => !found.own,
        Kind::Noun | Kind::Nothing => found.sectors.is_empty(),
        _ => false,
    };
    // "A motion by the senator": the deed is nobody, the doer is.
    let deed = part.link == Link::By && matches!(found.kind, Kind::Noun | Kind::Nothing) && found.sectors.is_empty();
    let speaks = match part.link {
        Link::By => deed,
        Link::Of | Link::For | Link::At | Link::With => true,
        // An adviser to the president, not the ambassador to Turkey.
        Link::To => found.kind == Kind::Role(RoleKind::Voice) && other.is_body(),
        _ => false,
    };
    let places = match part.link {
        Link::Of | Link::In | Link::From | Link::At => true,
        Link::For | Link::With => voice,
        Link::To => speaks && voice,
        Link::By => deed,
        Link::Verb | Link::And | Link::Stop => false,
    };
    let above = other.above_states() && other.kind != Kind::Person;
    // Officers are of the police, unless they are of an army.
    let officer = found.reasons.iter().any(|reason| reason.entry == "officer")
        && found.sectors.first() == Some(&Sector::Police)
        && other.sectors.first() == Some(&Sector::Military)
        && matches!(part.link, Link::Of | Link::In | Link::From);
    if deed || officer {
        found.sectors.clone_from(&other.sectors);
    } else if voice && speaks && other.is_body() {
        head::take_sectors(found, &other);
        if above && found.country.is_none() {
            found.abroad = true;
        }
    } else if part.link == Link::From && other.kind == Kind::Body {
        // A lawmaker from a party.
        found.sectors.extend(other.sectors.iter().filter(|s| !found.sectors.contains(s)).copied().collect::<Vec<_>>());
    }
    if places && found.companion && other.kind == Kind::State {
        found.abroad = true;
    } else if places && !found.above_states() && found.country.is_none() && !found.settled {
        // "Of global trade" tells of no state, and of no other one either.
        let abroad = other.abroad && !matches!(other.kind, Kind::Noun | Kind::Nothing);
        found.settled = abroad;
        found.country = other.country;
        if matches!(other.kind, Kind::State | Kind::Place) {
            found.placed = other.country;
        }
        found.abroad |= abroad;
        if other.country.is_some() {
            found.reasons.extend(other.reasons.iter().filter(|reason| reason.gave.starts_with("country")).cloned());
        }
    }
    if found.kind == Kind::Nothing && found.sectors.is_empty() && part.link == Link::Of {
        found.kind = other.kind;
    }
}

/// A people that lives in several states: in the one of which the document speaks, where the phrase names none.
fn at_one_of_its_homes(found: &mut Finding, context: &Context<'_>) {
    if found.country.is_some() || found.abroad || found.above_states() {
        return;
    }
    found.country = found.homes.and_then(context.about);
    if let Some(country) = found.country {
        let gave = format!("country {country}");
        found.reasons.push(Reason { table: "peoples", entry: format!("a home in {country}"), words: 0..0, gave });
    }
}

/// A people that rules or fights for itself in the country that was found ("the Kurds in Syria").
fn self_rule(found: &mut Finding, context: &Context<'_>) {
    let Some((country, sector, period)) = found.self_rule else { return };
    let there = found.country.or(context.home) == Some(country);
    let speaks = match found.kind {
        Kind::People | Kind::Institution => true,
        Kind::Role(RoleKind::Quantity) => found.sectors.is_empty(),
        Kind::Role(kind) => matches!(kind, RoleKind::Voice | RoleKind::Force | RoleKind::Chair),
        _ => false,
    };
    if there && speaks && period.holds(context.date) {
        found.country = Some(country);
        found.sectors = vec![sector];
        let gave = format!("country {country}, sector {sector}");
        found.reasons.push(Reason { table: "peoples", entry: format!("self-rule in {country}"), words: 0..0, gave });
    }
}

/// Adds what an apposition says.
fn apposed(found: &mut Finding, other: Finding) {
    if found.sectors.is_empty() && !other.sectors.is_empty() && found.kind != Kind::Place {
        found.sectors.clone_from(&other.sectors);
        found.own = other.own;
        if !matches!(found.kind, Kind::Name | Kind::Person) {
            found.kind = other.kind;
        }
        found.role = found.role.take().or_else(|| other.role.clone());
    }
    if found.country.is_none() && !found.above_states() {
        found.country = other.country;
    }
    if found.role.is_none() && matches!(found.kind, Kind::Name | Kind::Person) {
        found.role.clone_from(&other.role);
    }
    if found.name.is_none() && matches!(other.kind, Kind::Name | Kind::Person) {
        found.name.clone_from(&other.name);
    }
    found.abroad |= other.abroad;
    found.reasons.extend(other.reasons);
}

/// The document's country for roles and bodies that the phrase places nowhere.
fn at_home(found: &mut Finding, context: &Context<'_>) {
    let Some(home) = context.home else { return };
    let bare = matches!(found.kind, Kind::Role(_) | Kind::Institution);
    // Refugees are from elsewhere, gunmen and rights groups from anywhere.
    let anywhere = [Sector::Refugees, Sector::UnidentifiedArmed, Sector::NonGovernmental, Sector::Unidentified];
    let elsewhere =
        found.abroad || found.above_states() || found.sectors.first().is_some_and(|first| anywhere.contains(first));
    let at_home = bare && !found.sectors.is_empty() || found.owned_at_home;
    if !at_home || elsewhere || found.country.is_some() {
        return;
    }
    found.country = Some(home);
    found.reasons.push(Reason {
        table: "context",
        entry: "home".to_owned(),
        words: 0..0,
        gave: format!("country {home}"),
    });
}

/// The actor from all that was found.
fn actor(phrase: &Phrase<'_>, found: Finding) -> Actor {
    let name = match (&found.name, found.called) {
        (Some(words), _) => phrase.text(words.clone()),
        (None, Some(called)) => called.to_owned(),
        (None, None) => {
            let start = phrase.words.iter().position(|word| !parts::is_determiner(&word.key)).unwrap_or(0);
            phrase.text(start..phrase.words.len())
        }
    };
    let role = found.role.map(|words| phrase.text(words)).filter(|role| !role.is_empty());
    let mut sectors = found.sectors;
    let mut seen = Vec::new();
    sectors.retain(|sector| {
        !seen.contains(sector) && {
            seen.push(*sector);
            true
        }
    });
    let of_no_state = found.country.is_none() && found.abroad;
    Actor { country: found.country, of_no_state, sectors, name, role, reasons: found.reasons }
}

/// Whether a modifier stands at an item.
pub(crate) fn is_modifier(item: Option<&Item>, kind: ModifierKind) -> bool {
    item.and_then(Item::modifier) == Some(kind)
}

/// The country of a place by the gazetteer, for names behind "in", "from" and "of".
pub(crate) fn gazetteer(reader: Reader<'_, '_>, words: Range<usize>) -> Option<Code> {
    (reader.context.place)(&reader.phrase.text(words))
}
