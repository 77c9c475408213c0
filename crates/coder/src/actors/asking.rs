//! What the words of a phrase tell in their document: its own words, the name of its owner, the words behind it; then where it plays and
//! which state the document is about.

use std::ops::Range;

use onrecord_actors::{Actor, Code, Context, Reason, Sector, Token, resolve};
use onrecord_record::{EntityType, MentionKind};

use super::{Actors, Who, home, tokens, who};

/// Sectors of those who bear a state's arms.
const FORCES: [&str; 3] = ["MIL", "COP", "PRM"];

/// What armies do and have, beside the bodies of the tables.
const ARMS: [&str; 23] = [
    "advance",
    "aircraft",
    "airstrike",
    "artillery",
    "assault",
    "bomb",
    "bombardment",
    "bombing",
    "boot",
    "fire",
    "incursion",
    "invasion",
    "missile",
    "offensive",
    "onslaught",
    "raid",
    "rocket",
    "shell",
    "shelling",
    "strike",
    "gunfire",
    "blitz",
    "siege",
];

impl<'a> Actors<'a> {
    /// The forces of a state, where an adjective tells whose arms are at work: "Turkish warplanes", "the Turkish offensive".
    pub(super) fn in_arms(&self, words: &Range<usize>) -> Option<Who> {
        // By what stands next to it: adjectives and nouns up to the one that tells.
        let sentence = self.reading.sentence_of(words.start);
        let near = (words.end..sentence.end).take(3);
        let near = near.take_while(|&word| matches!(self.reading.word(word).upos, "ADJ" | "NOUN"));
        let mut near = near.filter(|_| words.len() == 1 && self.reading.word(words.start).upos != "NOUN");
        let head = near.find(|&word| {
            let body = self.asked(&(words.start..word + 1)).sectors.first().copied();
            ARMS.contains(&&*self.reading.word(word).lemma)
                || body.is_some_and(|first| FORCES.contains(&first.as_str()))
        })?;
        let mut own = who(self.asked(words));
        let body = self.asked(&(words.start..head + 1));
        let forces = body.sectors.first().is_some_and(|first| FORCES.contains(&first.as_str()));
        if own.country.is_none() || own.sectors.first().is_none_or(|first| first.as_str() != "GOV") {
            return None;
        }
        own.sectors = if forces { body.sectors } else { Sector::parse("MIL").into_iter().collect() };
        let entry = self.reading.form(head).to_owned();
        own.reasons.push(Reason { table: "context", entry, words: 0..0, gave: format!("sector {}", own.sectors[0]) });
        Some(own)
    }

    /// The state that some words name or are an adjective of.
    pub(crate) fn state_of(&self, words: &Range<usize>) -> Option<Code> {
        let actor = resolve(&tokens(self.reading, words), &Context { date: self.date, ..Context::default() });
        actor.country.filter(|_| actor.reasons.iter().any(|reason| reason.table == "states"))
    }

    pub(super) fn asked(&self, words: &Range<usize>) -> Actor {
        let tokens = self.in_owners_name(words).unwrap_or_else(|| tokens(self.reading, words));
        let place = |name: &str| self.places.country(name).and_then(Code::parse);
        let about = |homes: &[Code]| self.most_spoken_of(homes);
        let context = |home| Context { date: self.date, home, about: &about, known: &|_| None, place: &place };
        let ask = |home| resolve(&tokens, &context(home));
        // Where those are of whom the phrase itself does not tell it comes before where the document is.
        let alone = ask(None);
        let of = |country, reason| {
            let reasons = alone.reasons.iter().cloned().chain([reason]).collect();
            Actor { country: Some(country), reasons, ..alone.clone() }
        };
        if let Some((country, reason)) = self.beyond(words, &alone, &context(None)) {
            return of(country, reason);
        }
        if alone.country.is_none() && !alone.of_no_state {
            let fled = flees(&alone);
            let sought = alone.sectors.first().is_some_and(|first| first.as_str() == "REF") && !fled;
            if sought || self.of_armed_across_borders(words, &alone) {
                return Actor { of_no_state: true, ..alone };
            }
            if let Some(country) = self.scene.or(self.home).filter(|_| fled) {
                let gave = format!("country {country}");
                return of(country, Reason { table: "context", entry: "home".to_owned(), words: 0..0, gave });
            }
        }
        let Some(home) = self.home else { return alone };
        // "His parents" are of where he is from.
        let owned = words.clone().any(|word| self.reading.word(word).xpos == "PRP$");
        let locals = words.clone().any(|word| self.reading.form(word).eq_ignore_ascii_case("local"));
        let locals = locals || self.is_place(words);
        let there = || self.scene.filter(|_| (local(&alone) || locals) && !owned);
        let home = self.spoken_for(words).or_else(|| self.elsewhere(words, home)).or_else(there).unwrap_or(home);
        ask(Some(home))
    }

    /// The words of a phrase with the possessor called by its name: "the group's leader", "its leader" is Hezbollah's leader. None where
    /// nobody owns it or the possessor has no other name.
    fn in_owners_name(&self, words: &Range<usize>) -> Option<Vec<Token<'a>>> {
        let mark = words.clone().find(|&word| matches!(self.reading.word(word).xpos, "PRP$" | "POS"))?;
        let pronoun = self.reading.word(mark).xpos == "PRP$";
        let owner = if pronoun { mark..mark + 1 } else { words.start..mark };
        let whole = if pronoun { mark == words.start } else { owner.len() > 1 };
        // His allies are of another state than he is.
        let beside = words
            .clone()
            .any(|word| matches!(self.reading.lemma(word).as_str(), "ally" | "backer" | "partner" | "rival" | "foe"));
        let entity = self.entities.index_at(self.reading.tops(&owner).next()?).filter(|_| whole && !beside)?;
        let phrases = self.entities.phrases(entity);
        let said = phrases.iter().find(|phrase| owner.contains(&phrase.head) && phrase.kind != MentionKind::Name)?;
        let names = phrases.iter().filter(|phrase| phrase.kind == MentionKind::Name);
        let name = names.max_by_key(|phrase| phrase.bare.len()).filter(|name| !words.contains(&name.head))?;
        if said.words.contains(&name.head) {
            return None;
        }
        let mut tokens = tokens(self.reading, &name.bare);
        tokens.push(Token::bare("'s"));
        let rest = mark + 1..words.end;
        let shift = tokens.len();
        tokens.extend(
            self::tokens(self.reading, &rest)
                .into_iter()
                .map(|token| Token { head: token.head.map(|head| head + shift), ..token }),
        );
        Some(tokens)
    }

    /// The country that the words behind a phrase tell, which a parser may have hung on something else: "(evacuated) civilians from
    /// Aleppo", "the director of the British agency". An official is not of the country that he is in.
    fn beyond(&self, words: &Range<usize>, alone: &Actor, context: &Context<'_>) -> Option<(Code, Reason)> {
        const FAR: usize = 12;
        let above = alone.sectors.first().is_some_and(|first| first.above_states());
        if alone.country.is_some() || above || words.is_empty() {
            return None;
        }
        let end = self.reading.sentence_of(words.start).end.min(words.end + FAR);
        let people = words.clone().any(|word| self.reading.word(word).xpos == "NNS") && local(alone);
        let link = (words.end < end).then(|| self.reading.form(words.end).to_lowercase())?;
        let leads_there = match link.as_str() {
            "of" => true,
            "from" | "in" => people,
            _ => false,
        };
        if !leads_there {
            return None;
        }
        let stop = |&word: &usize| match self.reading.word(word).upos {
            "ADP" => !matches!(self.reading.form(word), "of" | "in"),
            upos => matches!(upos, "VERB" | "AUX" | "PUNCT" | "SCONJ" | "CCONJ" | "PRON"),
        };
        let end = (words.end + 1..end).find(stop).unwrap_or(end);
        let wider = resolve(&tokens(self.reading, &(words.start..end)), context);
        let reason = wider.reasons.into_iter().find(|reason| reason.gave.starts_with("country"))?;
        Some((wider.country?, reason))
    }

    /// Whether somebody is of an armed group that knows no borders: "its commanders", "the terrorist group" where the document speaks of one.
    fn of_armed_across_borders(&self, words: &Range<usize>, alone: &Actor) -> bool {
        const NOUNS: [&str; 4] = ["terror", "terrorist", "jihadist", "extremist"];
        let across = |entity: usize| self.who[entity].sectors.iter().any(|sector| sector.as_str() == "IMG");
        let owner =
            |word: usize| self.reading.word(word).xpos == "PRP$" && self.entities.index_at(word).is_some_and(across);
        let named = |word: usize| NOUNS.contains(&self.reading.form(word).to_lowercase().as_str());
        // What it holds lies in a state.
        if self.is_place(words) {
            return false;
        }
        let rebels = alone.sectors.first().is_some_and(|first| first.as_str() == "REB");
        words.clone().take(3).any(owner) || rebels && words.clone().any(named) && (0..self.who.len()).any(across)
    }

    fn is_place(&self, words: &Range<usize>) -> bool {
        let of_place =
            |word| self.entities.index_at(word).is_some_and(|it| self.entities.kind_of(it) == EntityType::Place);
        self.reading.tops(words).any(of_place)
    }

    /// Of some states the first of which the document speaks not much less than of the others.
    fn most_spoken_of(&self, homes: &[Code]) -> Option<Code> {
        const MUCH_LESS: usize = 3;
        let often = |home: Code| home::often(&self.spoken, home);
        let most = homes.iter().copied().map(often).max().filter(|most| *most > 0)?;
        homes.iter().copied().find(|&home| often(home) * MUCH_LESS >= most)
    }

    /// The state in which a paragraph plays that says nothing of the document's own: "In Uganda, soldiers …".
    fn elsewhere(&self, words: &Range<usize>, home: Code) -> Option<Code> {
        const WITHIN: [&str; 5] = ["in", "across", "inside", "throughout", "within"];
        let first = words.clone().next()?;
        let sentence = self.reading.sentence_of(first);
        // The paragraph so far, but no farther back than this: there are texts without paragraphs.
        const FAR: usize = 150;
        let begin = self.reading.paragraph_of(first).start.max(first.saturating_sub(FAR));
        let end = sentence.end.min(first + FAR);
        let place = |word: usize| {
            let entity = self.entities.index_at(word)?;
            let phrases = self.entities.phrases(entity);
            let head = self.entities.kind_of(entity) == EntityType::Place && phrases.iter().any(|it| it.head == word);
            head.then(|| self.places.country_of(entity).and_then(Code::parse)).flatten()
        };
        if (begin..end).any(|word| place(word) == Some(home)) {
            return None;
        }
        // By what stands before it: a parser takes "In" at the head of a sentence for many things.
        let lies_within = |word: &usize| {
            let mut before = (begin..*word).rev();
            let first = before.find(|&word| !matches!(self.reading.word(word).upos, "ADJ" | "DET" | "PROPN"));
            // What opened a sentence before holds for this one too.
            let holds = |&word: &usize| word >= sentence.start || self.reading.sentence_of(word).start == word;
            let first = first.filter(holds);
            first.is_some_and(|word| WITHIN.contains(&self.reading.form(word).to_lowercase().as_str()))
        };
        (begin..words.end.min(end)).rev().filter(lies_within).find_map(place)
    }

    /// Whom a spokesman speaks for of whom no more is said: the state of the body that spoke or acted in the sentence before.
    fn spoken_for(&self, words: &Range<usize>) -> Option<Code> {
        const SPOKESMEN: [&str; 3] = ["spokesman", "spokeswoman", "spokesperson"];
        let first = words.clone().next().filter(|&word| {
            let word = if self.reading.word(word).upos == "DET" { word + 1 } else { word };
            words.contains(&word) && SPOKESMEN.contains(&self.reading.form(word).to_lowercase().as_str())
        })?;
        let before = self.reading.sentence_of(self.reading.sentence_of(first).start.checked_sub(1)?);
        let subject = before.filter(|&word| self.reading.word(word).deprel == "nsubj");
        let bodies = subject.filter_map(|word| self.entities.index_at(word));
        let mut bodies = bodies.filter(|&entity| self.entities.kind_of(entity) != EntityType::Person);
        bodies.find_map(|entity| self.who[entity].country)
    }
}

/// Whether people are of where they are, if nothing else is said: not soldiers, officials or reporters.
fn local(actor: &Actor) -> bool {
    const LOCAL: [&str; 9] = ["CVL", "REB", "OPP", "LAB", "AGR", "REL", "MED", "EDU", "CRM"];
    actor.sectors.first().is_none_or(|first| LOCAL.contains(&first.as_str()))
}

/// Whether they left their homes, of which nothing is said: refugees, not those who come to seek asylum or work.
fn flees(actor: &Actor) -> bool {
    let said = |word: &str| actor.reasons.iter().any(|reason| reason.entry.contains(word));
    actor.sectors.first().is_some_and(|first| first.as_str() == "REF") && (said("refugee") || said("displaced"))
}
