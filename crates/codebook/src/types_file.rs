//! One file of `types/`: a type with its lexicon, patterns and examples.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;

use crate::act_type::{ActType, Contrast, Effect, Example, Mode, Rule};
use crate::marked::Marked;
use crate::mistake::{Mistake, Notes};
use crate::pattern::{Clause, Pattern};
use crate::phrase::{Classes, Kind, PhraseError, clause, lemmas, phrase, with_classes};
use crate::raw;
use crate::relation::{Place, Relation};

/// What an entry counts that does not say it.
const USUAL_WEIGHT: f32 = 0.8;

/// Actor and recipient of a verb that says nothing of them.
pub(crate) const USUAL_OF_VERBS: (&str, &str) = ("subject", "object");
/// The same of a noun.
pub(crate) const USUAL_OF_NOUNS: (&str, &str) = ("+by, possessor, subject, modifier", "+of, +on, +against");

/// So many examples a type must have whose acts are told by likeness to them.
const NEAR_NEEDS: usize = 2;

type Read = (ActType, Vec<Rule>);

/// Reads a type's file; `index` is where the type will stand among all.
pub(crate) fn read(file: &str, text: &str, name: &str, index: usize, classes: &Classes) -> Result<Read, Vec<Mistake>> {
    let mut notes = Notes::new(file, text);
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()) {
        notes.note(&(0..0), format!("`{name}` is no name of a type; name the file in capitals, such as LOOTING.toml"));
    }
    let Some(raw) = notes.read::<raw::Type>() else { return Err(notes.mistakes) };
    let mut reader = Reader { notes, name, index, classes, rules: Vec::new() };
    for entry in raw.lexicon {
        let bytes = entry.span();
        reader.entry(&bytes, &entry.into_inner());
    }
    let entries = reader.rules.len();
    for rule in raw.patterns {
        let bytes = rule.span();
        reader.pattern(&bytes, rule.into_inner());
    }
    let (cameo, mut of_modes) = raw.cameo.map_or_else(Default::default, |it| (it.code.into_inner(), it.modes));
    let modes: BTreeMap<String, Mode> = raw
        .modes
        .into_iter()
        .map(|(mode, it)| {
            let cameo = of_modes.remove(&mode).map(toml::Spanned::into_inner).unwrap_or_default();
            (mode, Mode { definition: it.definition, score: it.score, cameo })
        })
        .collect();
    for (mode, code) in of_modes {
        reader.notes.note(&code.span(), format!("there is no mode `{mode}` here"));
    }
    let contrasts = raw
        .contrasts
        .into_iter()
        .map(|contrast| {
            let line = reader.notes.line(&contrast.span());
            let contrast = contrast.into_inner();
            Contrast { with: contrast.with, when: contrast.when, line }
        })
        .collect();
    let examples: Vec<Example> = raw.examples.into_iter().filter_map(|it| reader.example(it)).collect();
    if raw.near && examples.len() < NEAR_NEEDS {
        reader.notes.note(&raw.quad.span(), format!("`near` needs {NEAR_NEEDS} examples or more"));
    }
    let non_events = raw.non_events.into_iter().filter_map(|it| reader.example(it)).collect();
    let Reader { notes, rules, .. } = reader;
    if !notes.mistakes.is_empty() {
        return Err(notes.mistakes);
    }
    let kind = ActType {
        name: name.to_owned(),
        definition: raw.definition,
        quad: raw.quad.into_inner(),
        score: raw.score,
        recipient_required: raw.recipient_required,
        near: raw.near,
        modes,
        cameo,
        contrasts,
        examples,
        non_events,
        entries,
        patterns: rules.len() - entries,
        file: file.to_owned(),
    };
    Ok((kind, rules))
}

struct Reader<'f> {
    notes: Notes<'f>,
    name: &'f str,
    index: usize,
    classes: &'f Classes,
    rules: Vec<Rule>,
}

/// What entries and patterns share, before it is checked.
struct Common<'r> {
    actor: &'r str,
    recipient: &'r str,
    mode: Option<String>,
    contexts: Vec<String>,
    weight: Option<f32>,
}

impl Reader<'_> {
    fn entry(&mut self, bytes: &Range<usize>, raw: &raw::Entry) {
        let given = [("verb", &raw.verb), ("noun", &raw.noun), ("light", &raw.light), ("word", &raw.word)];
        let mut given = given.into_iter().filter_map(|(sort, text)| Some((sort, text.as_deref()?)));
        let (Some((sort, text)), None) = (given.next(), given.next()) else {
            self.notes.note(bytes, "an entry has just one of verb, noun, light, word");
            return;
        };
        let (actor, recipient) = match sort {
            "verb" => USUAL_OF_VERBS,
            "light" => ("subject", "+against, +on, +to, +with"),
            "word" => ("subject, possessor", "object"),
            _ => USUAL_OF_NOUNS,
        };
        let common = Common {
            actor: raw.actor.as_deref().unwrap_or(actor),
            recipient: raw.recipient.as_deref().unwrap_or(recipient),
            mode: raw.mode.clone(),
            contexts: raw.contexts.clone(),
            weight: raw.weight,
        };
        let asked = self.conditions(bytes, &raw.needs, false);
        let unless = self.conditions(bytes, &raw.not, false);
        let phrases = self.phrases(sort, text);
        let Some(phrases) = self.notes.keep(bytes, phrases) else { return };
        for (id, mut pattern) in phrases {
            pattern.clauses.extend(asked.iter().cloned());
            let id = format!("{}/{id}", self.name);
            self.rule(bytes, id, Effect::Adds, None, pattern, unless.clone(), &common);
        }
    }

    /// All phrases of an entry with their ids. A phrase gives as many words as `,` parts.
    fn phrases(&self, sort: &str, text: &str) -> Result<Vec<(String, Pattern)>, PhraseError> {
        let (kind, carriers, list) = match sort {
            "verb" => (Kind::Verb, None, text),
            "noun" => (Kind::Noun, None, text),
            "word" => (Kind::Any, None, text),
            _ => {
                let (verbs, nouns) = text.split_once('>').ok_or_else(|| PhraseError::Light(text.to_owned()))?;
                (Kind::Noun, Some(lemmas(verbs, ',', self.classes)?), nouns)
            }
        };
        let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
        items
            .map(|item| {
                let mut pattern = phrase(item, kind, self.classes)?;
                let carried = carriers.clone().map(|verbs| clause(false, Relation::Governor, verbs));
                pattern.clauses.extend(carried);
                let sign = match sort {
                    "verb" => "",
                    "noun" => " (noun)",
                    "word" => " (word)",
                    _ => " (light)",
                };
                Ok((format!("{item}{sign}"), pattern))
            })
            .collect()
    }

    fn pattern(&mut self, bytes: &Range<usize>, raw: raw::Rule) {
        let given = [(Effect::Adds, &raw.adds), (Effect::Forbids, &raw.forbids), (Effect::Retypes, &raw.retypes)];
        let mut given = given.into_iter().filter_map(|(effect, text)| Some((effect, text.as_deref()?)));
        let (Some((effect, text)), None) = (given.next(), given.next()) else {
            self.notes.note(bytes, "a pattern has just one of adds, forbids, retypes");
            return;
        };
        let with_words = with_classes(text, self.classes);
        let Some(text) = self.notes.keep(bytes, with_words) else { return };
        let Some(pattern) = self.notes.keep(bytes, Pattern::parse(&text)) else { return };
        if raw.from.is_some() && effect != Effect::Retypes {
            self.notes.note(bytes, "`from` stands only beside `retypes`");
        }
        let common = Common {
            actor: raw.actor.as_deref().unwrap_or("-"),
            recipient: raw.recipient.as_deref().unwrap_or("-"),
            mode: raw.mode,
            contexts: raw.contexts,
            weight: raw.weight,
        };
        let id = format!("{}#{}", self.name, raw.id);
        self.rule(bytes, id, effect, raw.from, pattern, Vec::new(), &common);
        if let Some(rule) = self.rules.last_mut() {
            rule.from_lexicon = false;
        }
    }

    fn conditions(&mut self, bytes: &Range<usize>, given: &BTreeMap<String, String>, negated: bool) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for (way, words) in given {
            let Some(relation) = Relation::parse(way) else {
                self.notes.note(bytes, PhraseError::Relation(way.clone()));
                continue;
            };
            let words = if words.trim() == "*" { "" } else { words };
            if let Some(words) = self.notes.keep(bytes, lemmas(words, ',', self.classes)) {
                clauses.push(clause(negated, relation, words));
            }
        }
        clauses
    }

    #[expect(clippy::too_many_arguments, reason = "each is one field of a rule")]
    fn rule(
        &mut self,
        bytes: &Range<usize>,
        id: String,
        effect: Effect,
        from: Option<String>,
        pattern: Pattern,
        unless: Vec<Clause>,
        common: &Common<'_>,
    ) {
        let place = |text: &str| Place::parse(text).map_err(PhraseError::Relation);
        let actor = self.notes.keep(bytes, place(common.actor));
        let recipient = self.notes.keep(bytes, place(common.recipient));
        let weight = common.weight.unwrap_or(USUAL_WEIGHT);
        if !(0.0..=1.0).contains(&weight) {
            self.notes.note(bytes, format!("the weight {weight} is not between 0 and 1"));
        }
        let (Some(actor), Some(recipient)) = (actor, recipient) else { return };
        self.rules.push(Rule {
            id,
            effect,
            kind: self.index,
            from,
            pattern,
            unless,
            actor,
            recipient,
            mode: common.mode.clone(),
            contexts: common.contexts.clone(),
            weight,
            file: self.notes.file.to_owned(),
            line: self.notes.line(bytes),
            from_lexicon: true,
        });
    }

    fn example(&mut self, raw: toml::Spanned<raw::Example>) -> Option<Example> {
        let bytes = raw.span();
        let raw = raw.into_inner();
        let known = ["actual", "historical", "future", "hypothetical", "negated"];
        if let Some(status) = raw.status.as_deref().filter(|status| !known.contains(status)) {
            self.notes.note(&bytes, format!("`{status}` is no status; there are: {}", listed(&known)));
        }
        let marked = self.notes.keep(&bytes, Marked::parse(&raw.text))?;
        Some(Example { marked, mode: raw.mode, status: raw.status, why: raw.why, line: self.notes.line(&bytes) })
    }
}

fn listed<T: Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
