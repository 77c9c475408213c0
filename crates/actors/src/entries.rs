//! What a head says that stands in the tables, and what can be told of a noun that does not.

use crate::finding::{Finding, Kind};
use crate::head::{Part, take};
use crate::items::Item;
use crate::meaning::{Entry, Meaning, ModifierKind, PlaceKind, RoleKind, StateForm, one_or_several};
use crate::modifiers::Modifiers;
use crate::resolve::is_modifier;
use crate::{Sector, persons};

impl Part<'_, '_, '_> {
    pub(crate) fn of_entry(&self, last: usize, modifiers: &Modifiers) -> Finding {
        let item = self.item(last);
        let Item::Match(matched) = item else { return Finding::default() };
        let Some(entry) = self.chosen(item, modifiers.country) else { return Finding::default() };
        // "The Vatican" is the seat, not a person from there.
        let seat = |entry: &&&'static Entry| {
            matches!(*entry.meaning, Meaning::State { form: StateForm::Name | StateForm::Seat, .. })
        };
        let entry = matched.entries.iter().find(seat).copied().unwrap_or(entry);
        let mut found = Finding { country: modifiers.country, plural: matched.plural, ..Finding::default() };
        let words = self.reader.phrase.tokens(&item.words());
        let mut gave = Vec::new();
        let mut say = |what: String| gave.push(what);
        match &*entry.meaning {
            Meaning::State { code, name, form } => {
                found.country = Some(*code);
                say(format!("country {code}"));
                let person = *form == StateForm::People || (*form == StateForm::Adjective && modifiers.article);
                found.kind = if person { Kind::People } else { Kind::State };
                if person {
                    found.sectors = vec![Sector::Civilians];
                } else {
                    found.called = Some(name);
                    // A part of a state is a place, not its government.
                    if modifiers.compass {
                        found.kind = Kind::Place;
                    } else {
                        found.sectors = vec![Sector::Government];
                    }
                }
            }
            Meaning::Place { code, kind } => {
                found.country = Some(*code);
                say(format!("country {code}"));
                found.kind = Kind::Place;
                found.sectors = match kind {
                    _ if modifiers.compass => Vec::new(),
                    PlaceKind::Division => vec![Sector::Government],
                    PlaceKind::Adjective | PlaceKind::City => vec![Sector::Civilians],
                };
                if *kind == PlaceKind::Adjective {
                    found.kind = Kind::People;
                }
            }
            // Dr. West is no part of the world.
            Meaning::Region { .. }
                if last > self.items.start && is_modifier(Some(self.item(last - 1)), ModifierKind::Honorific) =>
            {
                found.kind = Kind::Name;
            }
            Meaning::Region { form } => {
                found.kind = Kind::Region;
                found.abroad = true;
                found.sectors = vec![if *form == StateForm::People { Sector::Civilians } else { Sector::Government }];
            }
            Meaning::People { homes, own } => {
                found.kind = Kind::People;
                let (home, several) = one_or_several(homes);
                found.country = found.country.or(home);
                found.homes = several;
                if let (Some(home), None) = (home, modifiers.country) {
                    say(format!("country {home}"));
                }
                found.sectors = vec![Sector::Civilians];
                found.self_rule = *own;
            }
            Meaning::Body { country, sectors, .. } => {
                found.kind = Kind::Body;
                found.own = true;
                let above = sectors.iter().any(|sector| sector.above_states());
                // A body that the tables give no state works across borders.
                found.abroad = country.is_none();
                // The German Foreign Office is not the one that is called so without more words.
                let of_state = sectors.first().is_some_and(|first| first.holds_office());
                let spoken = modifiers.country.or(self.owner.and_then(|owner| owner.country));
                found.country = match spoken {
                    _ if above => None,
                    Some(spoken) if of_state => Some(spoken),
                    spoken => country.or(spoken),
                };
                if let (Some(country), false) = (country, above) {
                    say(format!("country {country}"));
                }
                found.sectors.clone_from(sectors);
            }
            Meaning::Party { country, governs } => {
                found.kind = Kind::Body;
                found.own = true;
                let other = modifiers.country.is_some_and(|spoken| spoken != *country);
                found.country = modifiers.country.or(Some(*country));
                say(format!("country {country}"));
                found.sectors = vec![Sector::Party];
                if let (Some(governs), false) = (governs, other) {
                    let now = governs.iter().any(|period| period.holds(self.reader.context.date));
                    found.sectors.push(if now { Sector::Government } else { Sector::Opposition });
                }
            }
            Meaning::Institution { sectors } => {
                found.kind = Kind::Institution;
                found.own = true;
                found.sectors.clone_from(sectors);
                found.abroad = matched.plural && (is_polity(entry.form) || self.are_opposite(last));
                self.belongs(&mut found, modifiers);
            }
            Meaning::Role { kind, sector } => {
                found.kind = Kind::Role(*kind);
                found.own = !matches!(kind, RoleKind::Voice);
                found.sectors = sector.iter().copied().collect();
                if matches!(kind, RoleKind::Office | RoleKind::Chair | RoleKind::Voice) && !matched.plural {
                    found.role = Some(self.first_word(self.items.start)..item.words().end);
                }
                found.companion = is_companion(entry.form);
                // A state has one of them: several are of several states.
                found.abroad |= matched.plural && (is_single(entry.form) || self.are_opposite(last));
                let own = found.own;
                let body = self.body(modifiers);
                if matches!(kind, RoleKind::Chair | RoleKind::Force | RoleKind::Follower) {
                    found.own = false;
                }
                take(&mut found, *kind, &body);
                if !body.is_empty() && body.iter().any(|sector| sector.above_states()) && found.own {
                    found.abroad = true;
                }
                found.own |= own && !matches!(kind, RoleKind::Chair | RoleKind::Force | RoleKind::Follower);
            }
            Meaning::Person { .. } => {
                if let Some(person) = persons::person(self.reader, item) {
                    found = person;
                }
            }
            Meaning::Modifier(_) => return self.of_noun(last, modifiers),
        }
        for sector in &found.sectors {
            gave.push(format!("sector {sector}"));
        }
        if !gave.is_empty() && found.kind != Kind::Person {
            found.reasons.push(crate::Reason {
                table: entry.table,
                entry: entry.form.to_owned(),
                words,
                gave: gave.join(", "),
            });
        }
        found
    }

    /// "The two leaders", "both groups": those who face each other, of whom each is of its own state.
    fn are_opposite(&self, last: usize) -> bool {
        let words = &self.reader.phrase.words;
        let head = self.item(last).words();
        let before = |word: &usize| matches!(words[*word].key.as_str(), "two" | "both" | "three" | "rival" | "warring");
        let all = words[head.clone()].last().and_then(|word| crate::keys::singular(&word.key));
        let start = self.item(self.items.start).words().start;
        all.is_some_and(|noun| {
            matches!(
                noun.as_ref(),
                "leader" | "side" | "group" | "camp" | "faction" | "neighbour" | "neighbor" | "people"
            )
        }) && (start..head.start).any(|word| before(&word))
    }

    /// An institution of a body above states is that body's; a militia that is for the government is no rebel's.
    fn belongs(&self, found: &mut Finding, modifiers: &Modifiers) {
        let body = self.body(modifiers);
        let own = found.sectors.first().copied();
        if let Some(&first) = body.first() {
            if first.above_states() && first != Sector::InternationalArmed {
                let own = std::mem::replace(&mut found.sectors, vec![first]);
                found.sectors.extend(
                    own.into_iter().filter(|sector| *sector == Sector::Judiciary || *sector == Sector::Legislature),
                );
                found.country = None;
                found.abroad = true;
            } else if (first.has_forces()
                && matches!(own, Some(Sector::Military | Sector::CivilSociety | Sector::UnidentifiedArmed)))
                || (first == Sector::Opposition && matches!(own, Some(Sector::CivilSociety | Sector::Government)))
            {
                found.sectors = vec![first];
            } else if own == Some(Sector::Party) && first == Sector::Opposition {
                found.sectors.push(first);
            }
        }
        if modifiers.favoured && matches!(found.sectors.first(), Some(Sector::UnidentifiedArmed | Sector::Rebels)) {
            found.sectors = vec![Sector::Paramilitary];
        }
    }

    /// The sectors of the nearest body before the head, else those of the possessor.
    fn body(&self, modifiers: &Modifiers) -> Vec<Sector> {
        if !modifiers.body.is_empty() {
            return modifiers.body.clone();
        }
        match self.owner {
            Some(owner) if owner.is_body() => owner.sectors.clone(),
            _ => Vec::new(),
        }
    }

    /// A noun that no table has: whose it is, is all that can be told.
    pub(crate) fn of_noun(&self, last: usize, modifiers: &Modifiers) -> Finding {
        let item = self.item(last);
        let mut found = Finding { kind: Kind::Noun, country: modifiers.country, ..Finding::default() };
        let body = self.body(modifiers);
        if let Item::Word(word) = item
            && (last == self.items.start || !self.reader.phrase.words[*word].is_word())
            && body.is_empty()
            && modifiers.country.is_none()
        {
            found.kind = Kind::Nothing;
        }
        if body.is_empty() {
            let plural = matches!(item, Item::Word(word) if crate::keys::singular(&self.reader.phrase.words[*word].key).is_some());
            if modifiers.country.is_some() && plural {
                found.sectors = vec![Sector::Civilians];
            }
        } else {
            found.sectors = body;
            if found.above_states() {
                found.country = None;
                found.abroad = true;
            }
        }
        found
    }
}

/// Offices that a state has once.
fn is_single(form: &str) -> bool {
    matches!(
        form,
        "president"
            | "prime minister"
            | "head of state"
            | "head of government"
            | "foreign minister"
            | "monarch"
            | "defence minister"
            | "defense minister"
            | "finance minister"
            | "interior minister"
            | "premier"
    )
}

/// Who is beside somebody else: of states, never of the one whose friend or foe it is.
fn is_companion(form: &str) -> bool {
    matches!(
        form,
        "ally" | "backer" | "friend" | "partner" | "foe" | "enemy" | "rival" | "adversary" | "neighbour" | "neighbor"
    )
}

/// Institutions that are states: in the plural no single one's government.
fn is_polity(form: &str) -> bool {
    matches!(
        form,
        "country" | "nation" | "state" | "government" | "republic" | "kingdom" | "parliament" | "central bank"
    )
}
