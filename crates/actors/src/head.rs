//! What one part of a phrase says: its head, the modifiers before it, its possessor.
//!
//! The last piece decides: a role, a body, a state, a people, a name. Modifiers are read from the head leftwards, so that the
//! nearest country counts; a country joined to "backed" or "led" is somebody else's. A spokesman takes the sector of the body
//! before him, a soldier only that of rebels and their like.

use std::ops::Range;

use crate::finding::{Finding, Kind};
use crate::items::Item;
use crate::meaning::{Entry, Meaning, ModifierKind, RoleKind};
use crate::parts::is_determiner;
use crate::persons;
use crate::resolve::{Reader, gazetteer, is_modifier};
use crate::{Code, Sector};

/// Understands a part.
pub(crate) fn understand(reader: Reader<'_, '_>, items: Range<usize>) -> Finding {
    let phrase = reader.phrase;
    let possessive = items.clone().rev().skip(1).find(
        |&at| matches!(&phrase.items[at], Item::Word(word) if matches!(phrase.words[*word].key.as_str(), "'s" | "'")),
    );
    let (owner, items) = match possessive {
        Some(at) if at > items.start => (Some(understand(reader, items.start..at)), at + 1..items.end),
        _ => (None, items),
    };
    let mut found = Part { reader, items, owner: owner.as_ref() }.understand();
    if let Some(owner) = owner {
        if found.companion && owner.kind == Kind::State {
            found.abroad = true;
        } else if found.country.is_none() && !found.above_states() {
            found.country = owner.country;
        }
        let officer = matches!(owner.kind, Kind::Role(_) | Kind::Institution)
            && owner.sectors.first().is_some_and(|first| first.holds_office());
        found.owned_at_home =
            officer && owner.country.is_none() && !owner.abroad && matches!(found.kind, Kind::Name | Kind::Noun);
        found.abroad |= owner.abroad && found.country.is_none();
        found.self_rule = found.self_rule.or(owner.self_rule);
        found.homes = found.homes.or(owner.homes);
        found.reasons.splice(0..0, owner.reasons);
    }
    found
}

/// Gives a voice, a follower, a chair or nameless forces the sectors of the body named with them.
pub(crate) fn take_sectors(found: &mut Finding, body: &Finding) {
    let kind = if let Kind::Role(kind) = found.kind { kind } else { RoleKind::Voice };
    take(found, kind, &body.sectors);
}

pub(crate) fn take(found: &mut Finding, kind: RoleKind, body: &[Sector]) {
    let Some(&first) = body.first() else { return };
    let takes = match kind {
        RoleKind::Voice => true,
        // The president of a bank is of the bank; that of a government or a state remains what he is.
        RoleKind::Chair => {
            let party = matches!(first, Sector::Party | Sector::Opposition)
                && found.sectors.first() == Some(&Sector::Legislature);
            !party && !matches!(first, Sector::Government | Sector::Civilians | Sector::Refugees)
        }
        RoleKind::Force => first.has_forces() || first.above_states() || first == Sector::Opposition,
        RoleKind::Follower => matches!(first, Sector::Party | Sector::Opposition),
        RoleKind::Office => first.above_states() && found.sectors.first() != Some(&Sector::Elites),
        RoleKind::Agent => {
            let works = [Sector::Military, Sector::Labour, Sector::Police, Sector::Education, Sector::Health];
            let own = found.sectors.first();
            let works = first.above_states()
                && first != Sector::InternationalArmed
                && own.is_some_and(|own| works.contains(own));
            works || (first == Sector::NonGovernmental && own == Some(&Sector::CivilSociety))
        }
        RoleKind::Quantity => found.sectors.is_empty(),
    };
    if !takes {
        // A Republican senator is of the legislature first and of the party second.
        if matches!(kind, RoleKind::Office | RoleKind::Chair | RoleKind::Agent)
            && matches!(first, Sector::Party | Sector::Opposition)
            && found.sectors.first() != Some(&first)
        {
            found.sectors.push(first);
        }
        return;
    }
    let own = std::mem::take(&mut found.sectors);
    found.sectors =
        if kind == RoleKind::Force && first == Sector::Opposition { vec![Sector::Rebels] } else { body.to_vec() };
    if kind == RoleKind::Office {
        found.sectors.extend(own);
    }
    found.own = true;
}

/// A part under reading.
pub(crate) struct Part<'r, 'p, 'a> {
    /// What all steps need.
    pub reader: Reader<'p, 'a>,
    /// Its items, without the possessor.
    pub items: Range<usize>,
    /// The possessor, understood.
    pub owner: Option<&'r Finding>,
}

impl Part<'_, '_, '_> {
    pub(crate) fn item(&self, at: usize) -> &Item {
        &self.reader.phrase.items[at]
    }

    fn understand(&self) -> Finding {
        let mut end = self.items.end;
        // Possessive ending, closing signs.
        while end > self.items.start && self.is_trailing(end - 1) {
            end -= 1;
        }
        if end == self.items.start {
            return Finding::default();
        }
        let last = end - 1;
        let name = matches!(self.item(last), Item::Name(_))
            || matches!(self.item(last).meaning(), Some(Meaning::Person { .. }));
        if name { self.named(last) } else { self.headed(last) }
    }

    fn is_trailing(&self, at: usize) -> bool {
        let Item::Word(word) = self.item(at) else { return false };
        let word = &self.reader.phrase.words[*word];
        !word.is_word()
            || matches!(
                word.key.as_str(),
                "'s" | "himself" | "herself" | "itself" | "themselves" | "alike" | "together" | "also"
            )
    }

    /// A part that ends in a name: a title before it says most.
    fn named(&self, last: usize) -> Finding {
        let name = self.item(last).words();
        let mut title = last;
        while title > self.items.start && is_modifier(Some(self.item(title - 1)), ModifierKind::Honorific) {
            title -= 1;
        }
        let has_title = title > self.items.start
            && matches!(
                self.item(title - 1).meaning(),
                Some(Meaning::Role { .. } | Meaning::Institution { .. } | Meaning::Body { .. } | Meaning::Party { .. })
            );
        let person = persons::person(self.reader, self.item(last));
        let mut found = if has_title {
            let mut found = Part { items: self.items.start..title, ..*self }.headed(title - 1);
            let start = self.first_word(self.items.start);
            found.role = Some(start..self.item(title - 1).words().end).filter(|words| !words.is_empty());
            if let Some(person) = person {
                found.country = found.country.or(person.country.filter(|_| !found.above_states()));
                // The prosecutor of an international court is of no state and no state's judiciary.
                let above = person.above_states() && found.country.is_none() && !found.above_states();
                if found.sectors.is_empty() || (!found.own && matches!(found.kind, Kind::Role(RoleKind::Voice))) {
                    found.sectors = person.sectors;
                } else if above {
                    found.sectors.splice(0..0, person.sectors);
                    found.abroad = true;
                }
                found.reasons.extend(person.reasons);
            }
            found
        } else {
            let modifiers = self.modifiers(last);
            let mut found = person.unwrap_or_else(|| Finding { kind: Kind::Name, ..Finding::default() });
            if found.kind == Kind::Name {
                found.country = found.country.or(modifiers.country);
                if found.country.is_none() {
                    found.country = gazetteer(self.reader, name.clone());
                }
            }
            if modifiers.former && found.sectors.first().is_some_and(|sector| sector.holds_office()) {
                found.sectors = vec![Sector::Elites];
            }
            found.reasons.splice(0..0, modifiers.reasons);
            found
        };
        if found.kind == Kind::Nothing {
            found.kind = Kind::Name;
        }
        found.called = None;
        found.name = Some(name);
        found
    }

    /// A part whose last piece is no name.
    fn headed(&self, last: usize) -> Finding {
        let modifiers = self.modifiers(last);
        let item = self.item(last);
        let mut found = match item {
            Item::Match(_) => self.of_entry(last, &modifiers),
            _ => self.of_noun(last, &modifiers),
        };
        if modifiers.two_countries && modifiers.country.is_none() {
            found.abroad = true;
        }
        found.abroad |= modifiers.abroad && found.country.is_none();
        found.self_rule = found.self_rule.or(modifiers.self_rule);
        found.homes = found.homes.or(modifiers.homes);
        if modifiers.ruling && found.sectors.first() == Some(&Sector::Party) {
            found.sectors.truncate(1);
            found.sectors.push(Sector::Government);
        }
        if modifiers.former {
            let office =
                matches!(found.kind, Kind::Role(RoleKind::Office | RoleKind::Chair | RoleKind::Voice) | Kind::Person);
            match found.sectors.first() {
                Some(sector) if sector.holds_office() && office => found.sectors = vec![Sector::Elites],
                Some(sector)
                    if (sector.holds_office() || sector.has_forces()) && matches!(found.kind, Kind::Role(_)) =>
                {
                    found.sectors = vec![Sector::Civilians];
                }
                _ => {}
            }
        }
        found.reasons.splice(0..0, modifiers.reasons);
        found
    }

    pub(crate) fn first_word(&self, from: usize) -> usize {
        let words = self.item(from).words().start;
        let phrase = self.reader.phrase;
        (words..phrase.words.len()).find(|&word| !is_determiner(&phrase.words[word].key)).unwrap_or(words)
    }

    /// The entry that is meant, of those with the same words: that of the country spoken of before the tables' first.
    pub(crate) fn chosen(&self, item: &Item, country: Option<Code>) -> Option<&'static Entry> {
        let Item::Match(found) = item else { return None };
        let date = self.reader.context.date;
        let now = |entry: &&&'static Entry| match &*entry.meaning {
            Meaning::Body { period, .. } => period.holds(date),
            _ => true,
        };
        let of = |entry: &&&'static Entry| match &*entry.meaning {
            Meaning::Body { country, .. } => *country,
            Meaning::Party { country, .. } => Some(*country),
            _ => None,
        };
        let spoken_of = country.or(self.owner.and_then(|owner| owner.country));
        let wanted = spoken_of.or(self.reader.context.home);
        let general =
            |entry: &&&'static Entry| matches!(*entry.meaning, Meaning::Institution { .. } | Meaning::Role { .. });
        let entries = || found.entries.iter();
        wanted
            .and_then(|wanted| {
                let exact = entries().filter(now).find(|entry| of(entry) == Some(wanted));
                // The document's country makes no national council of the one in New York.
                let above = entries().any(|entry| matches!(&*entry.meaning, Meaning::Body { country: None, .. }));
                let general = entries().find(general).filter(|_| found.entries.len() > 1);
                exact.or(general.filter(|_| spoken_of.is_some() || !above))
            })
            .or_else(|| entries().find(now))
            .or_else(|| entries().last())
            .copied()
    }
}
