//! What stands before a head: countries, bodies, "former" and "northern", read from the head leftwards.
//!
//! The nearest country counts; two joined by "and" are no single one. A country joined to "backed" or "led" is somebody else's,
//! one joined to "based" counts where no other is named.

use crate::head::Part;
use crate::items::Item;
use crate::meaning::{Meaning, ModifierKind, RoleKind, one_or_several};
use crate::parts::is_determiner;
use crate::times::Period;
use crate::{Code, Reason, Sector, persons};

/// What stands before a head.
#[derive(Default)]
pub(crate) struct Modifiers {
    /// The nearest state.
    pub country: Option<Code>,
    /// The sectors of the nearest body.
    pub body: Vec<Sector>,
    /// A word tells that it is of no one country, or of another.
    pub abroad: bool,
    /// "former"
    pub former: bool,
    /// "ruling"
    pub ruling: bool,
    /// Only a part of the country: "northern".
    pub compass: bool,
    /// "pro-government"
    pub favoured: bool,
    /// Two states are joined by "and".
    pub two_countries: bool,
    /// An article or number stands before.
    pub article: bool,
    /// The head is an institution that bears names of people from anywhere.
    pub named_after: bool,
    /// A people that rules itself: where, as what, when.
    pub self_rule: Option<(Code, Sector, Period)>,
    /// The states of a people that lives in several.
    pub homes: Option<&'static [Code]>,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Part<'_, '_, '_> {
    /// Reads what stands before the head, from it leftwards.
    pub(crate) fn modifiers(&self, last: usize) -> Modifiers {
        let phrase = self.reader.phrase;
        let named_after = match self.item(last).meaning() {
            Some(Meaning::Institution { sectors }) => {
                sectors.first().is_some_and(|first| !first.holds_office() && *first != Sector::Party)
            }
            _ => false,
        };
        let mut modifiers = Modifiers { named_after, ..Modifiers::default() };
        let mut seated = None;
        for at in (self.items.start..last).rev() {
            let item = self.item(at);
            let next = phrase.items.get(at + 1);
            let joined_next = next.is_some_and(|next| phrase.joined(next));
            match item.modifier() {
                Some(ModifierKind::Former | ModifierKind::Gone) if !phrase.joined(item) => {
                    modifiers.former |= item.modifier() == Some(ModifierKind::Former);
                    continue;
                }
                Some(ModifierKind::Ruling) => modifiers.ruling = true,
                Some(ModifierKind::Compass) => modifiers.compass |= at + 1 == last,
                _ => {}
            }
            if let Item::Word(word) = item {
                let key = phrase.words[*word].key.as_str();
                modifiers.article |= is_determiner(key) || is_number(key);
                continue;
            }
            // A government led by a person of the news is of that person's country; a coalition led by a state is not.
            let led = matches!(item.meaning(), Some(Meaning::Person { .. }));
            if joined_next && !led && next.is_some_and(|next| next.modifier() == Some(ModifierKind::Sponsor)) {
                // Kurdish-led forces are the Kurds'.
                if let Some(Meaning::People { own, .. }) = item.meaning() {
                    modifiers.self_rule = modifiers.self_rule.or(*own);
                }
                modifiers.abroad |= next.is_some_and(|next| phrase.key(next) == "led") && self.is_alliance(last);
                continue;
            }
            if phrase.joined(item) && at > self.items.start {
                let before = self.item(at - 1).modifier();
                if before == Some(ModifierKind::Against) {
                    continue;
                }
                if before == Some(ModifierKind::Favour) {
                    modifiers.favoured |= matches!(item.meaning(), Some(Meaning::Institution { .. }));
                    continue;
                }
            }
            let weak = joined_next && next.is_some_and(|next| matches!(next.modifier(), Some(ModifierKind::Seated)));
            self.modifier(item, at, weak, &mut seated, &mut modifiers);
        }
        if modifiers.country.is_none() && !modifiers.two_countries {
            modifiers.country = seated;
        }
        modifiers
    }

    /// Whether a head is a body of several states or groups: who leads a coalition is not all of it.
    fn is_alliance(&self, head: usize) -> bool {
        let words = self.item(head).words();
        let last = self.reader.phrase.words[words].last();
        last.is_some_and(|word| matches!(word.key.as_str(), "coalition" | "alliance"))
    }

    fn modifier(&self, item: &Item, at: usize, weak: bool, seated: &mut Option<Code>, modifiers: &mut Modifiers) {
        let Some(entry) = self.chosen(item, modifiers.country) else { return };
        let country = match &*entry.meaning {
            Meaning::State { code, .. } | Meaning::Place { code, .. } => Some(*code),
            Meaning::People { homes, own } => {
                modifiers.self_rule = modifiers.self_rule.or(*own);
                // "Iraqi Kurdish forces": of those who live in several states another word may tell which.
                let (home, homes) = one_or_several(homes);
                modifiers.homes = homes.or(modifiers.homes);
                home
            }
            Meaning::Region { .. } => {
                modifiers.abroad = true;
                None
            }
            Meaning::Body { country, sectors, .. } => {
                if modifiers.body.is_empty() {
                    modifiers.body.clone_from(sectors);
                }
                *country
            }
            Meaning::Party { country, .. } => {
                if modifiers.body.is_empty() {
                    modifiers.body = vec![Sector::Party];
                }
                Some(*country)
            }
            Meaning::Institution { sectors } => {
                if modifiers.body.is_empty() {
                    modifiers.body.clone_from(sectors);
                }
                None
            }
            Meaning::Role { kind, sector } => {
                // An elite unit is not the elite, nor is a civilian official any civilian.
                let tells = !matches!(kind, RoleKind::Voice | RoleKind::Quantity | RoleKind::Follower)
                    && !matches!(sector, Some(Sector::Elites | Sector::Civilians));
                if let (true, true, Some(sector)) = (modifiers.body.is_empty(), tells, sector) {
                    modifiers.body = vec![*sector];
                }
                None
            }
            // Peace centres bear names of people from anywhere.
            Meaning::Person { .. } if modifiers.named_after => None,
            Meaning::Person { .. } => persons::person(self.reader, item).and_then(|person| {
                if modifiers.body.is_empty() {
                    modifiers.body = person.sectors;
                }
                person.country
            }),
            Meaning::Modifier(_) => None,
        };
        let Some(country) = country else { return };
        if weak {
            *seated = seated.or(Some(country));
            return;
        }
        match modifiers.country {
            None if !modifiers.two_countries => {
                modifiers.country = Some(country);
                modifiers.reasons.extend(self.reader.reason(item, format!("country {country}")));
            }
            Some(nearer) if nearer != country && self.beside_and(at) => {
                modifiers.country = None;
                modifiers.two_countries = true;
            }
            _ => {}
        }
    }

    /// Whether "and" or a comma follows an item directly: "French and German officials".
    fn beside_and(&self, at: usize) -> bool {
        match self.reader.phrase.items.get(at + 1) {
            Some(Item::Word(word)) => matches!(self.reader.phrase.words[*word].key.as_str(), "and" | "or" | "&" | "/"),
            _ => false,
        }
    }
}

fn is_number(key: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several",
        "many", "few",
    ];
    NUMBERS.contains(&key)
}
