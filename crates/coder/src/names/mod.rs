//! The model's names, mended by what it could not see from one window: the tree, and the rest of the document.
//!
//! - A name begins and ends where a name can ([`edges`]); a title in the plural ("Senators") is none.
//! - One word, one sense: the same name in a document is of one kind, that for which its mentions speak most.
//! - Neighbours that the tree holds to be parts of one name are one ("K." + flat "Michael Stevens").
//! - A single noun takes its "of" with it: "Emperor" + "of the United States"; places do not.
//! - Its last noun may say the kind outright (a "University" is an organization: `name_heads.tsv`), or the whole name does
//!   (a state or its people: `known_names.tsv`); such a place is also a name where the model marked none.
//! - No part of such a whole name is a name instead of it: not "Union" of "African Union".
//! - A name found somewhere is a name wherever the same proper nouns stand again, also inside of longer names.

mod edges;

use std::collections::HashMap;
use std::ops::Range;

use onrecord_actors::{Actor, Context, resolve};
use onrecord_model::{MentionKind, NameKind};

use crate::actors::tokens;
use crate::reading::Reading;
use crate::tables::{GENDERS, KNOWN_NAMES, NAME_HEADS};

/// A name after mending.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) words: Range<usize>,
    pub(crate) kind: NameKind,
    confidence: f32,
}

/// A name must be so sure to be looked for in the rest of the document.
const SURE: f32 = 0.7;

/// How much the table of whole names weighs against the model's word for each mention.
const WHOLE_NAME: f32 = 4.0;
/// How much the kind of the name's mention weighs against it.
const MENTION: f32 = 1.2;
/// How much a head noun's word on the kind weighs against the model's.
const HEAD_NOUN: f32 = 4.0;
/// How much a given name speaks for a person.
const GIVEN_NAME: f32 = 1.0;

/// The names of a document, by their first word, outer before inner ones; no two with the same words.
pub(crate) fn names(reading: &Reading<'_>) -> Vec<Found> {
    let taken = covered(reading, reading.analysis.names.iter().map(|name| &name.words));
    let mut names: Vec<Found> = reading
        .analysis
        .names
        .iter()
        .filter_map(|name| {
            let words = edges::name(reading, &taken, &name.words)?;
            if is_plural_title(reading, &words) || !has_capital(reading, &words) {
                return None;
            }
            Some(Found { words, kind: name.kind, confidence: name.confidence })
        })
        .collect();
    in_order(&mut names);
    join_parts(reading, &mut names);
    for name in &mut names {
        name.words = with_of_phrase(reading, name);
    }
    make_whole(reading, &mut names);
    in_order(&mut names);
    one_kind_each(reading, &mut names);
    find_again(reading, &mut names);
    in_order(&mut names);
    drop_cores(reading, &mut names);
    names
}

/// Whether words are a title in the plural, of a party or state or not, capitals or not: "Senators" and "Republican Senators" are no name.
fn is_plural_title(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    if words.len() > 2 || !matches!(reading.word(last).xpos, "NNS" | "NNPS") {
        return false;
    }
    let asked = |words: Range<usize>| resolve(&tokens(reading, &words), &Context::default());
    let of_table = |actor: &Actor, tables: &[&str]| actor.reasons.iter().any(|reason| tables.contains(&reason.table));
    let title = asked(last..words.end);
    let office = title.sectors.first().is_some_and(|first| matches!(first.as_str(), "GOV" | "LEG" | "JUD"));
    let whose = words.len() == 1 || of_table(&asked(words.start..last), &["parties", "states"]);
    office && whose && of_table(&title, &["roles"])
}

fn has_capital(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    reading.slice(words).chars().any(|c| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase())
}

/// For each word of the document, whether it stands in one of the names.
fn covered<'n>(reading: &Reading<'_>, names: impl Iterator<Item = &'n Range<usize>>) -> Vec<bool> {
    let mut covered = vec![false; reading.analysis.words.len()];
    for words in names {
        covered[words.clone()].fill(true);
    }
    covered
}

/// No name has more words; what is longer is cut off from the rest of a document's names only in looking around.
const LONGEST: usize = 256;

/// Of names sorted by their first word, those that may share a word with a stretch.
fn around<'n>(names: &'n [Found], words: &Range<usize>) -> &'n [Found] {
    let from = names.partition_point(|name| name.words.start + LONGEST < words.start);
    let to = names.partition_point(|name| name.words.start < words.end);
    &names[from..to.max(from)]
}

/// Drops names that lie inside of a longer one and hold its head: "Australia" in "Western Australia" is no name of its own,
/// "Victoria" in "University of Victoria" is.
fn drop_cores(reading: &Reading<'_>, names: &mut Vec<Found>) {
    let core_of = |words: &Range<usize>, outer: &Found| {
        let inside = outer.words.start <= words.start && words.end <= outer.words.end && outer.words != *words;
        inside && reading.top(&outer.words).is_some_and(|head| words.contains(&head))
    };
    let core = |name: &Found| around(names, &name.words).iter().any(|outer| core_of(&name.words, outer));
    let mut kept = names.iter().map(|name| !core(name)).collect::<Vec<_>>().into_iter();
    names.retain(|_| kept.next().unwrap_or(true));
}

/// Sorts the names; of several with the same words the surest stays.
fn in_order(names: &mut Vec<Found>) {
    names.sort_by(|a, b| {
        let place = |name: &Found| (name.words.start, std::cmp::Reverse(name.words.end));
        place(a).cmp(&place(b)).then(b.confidence.total_cmp(&a.confidence))
    });
    names.dedup_by(|later, first| later.words == first.words);
}

/// Joins outer names that touch and of which the tree makes one. The kind is that of the part that bears the other.
fn join_parts(reading: &Reading<'_>, names: &mut Vec<Found>) {
    let mut joined: Vec<Found> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        // The outer name that ends where this one begins, if it stands at the end of the list but for inner ones.
        let before = joined.iter_mut().rev().take(4).find(|before| before.words.end == name.words.start);
        match before {
            Some(before) if one_name(reading, &before.words, &name.words) => {
                let borne = reading.top(&name.words).and_then(|top| reading.word(top).head);
                if !borne.is_some_and(|head| before.words.contains(&head)) {
                    before.kind = name.kind;
                }
                before.words.end = name.words.end;
                before.confidence = before.confidence.min(name.confidence);
            }
            _ => joined.push(name),
        }
    }
    *names = joined;
}

fn one_name(reading: &Reading<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let hangs = |part: &Range<usize>, on: &Range<usize>| {
        reading.top(part).is_some_and(|top| {
            let word = reading.word(top);
            matches!(word.deprel, "flat" | "compound" | "nmod:desc")
                && word.upos == "PROPN"
                && word.head.is_some_and(|head| on.contains(&head))
        })
    };
    hangs(second, first) || hangs(first, second)
}

/// A name of one word with the phrase of "of" that follows it and hangs on it, as far as it runs without a break.
fn with_of_phrase(reading: &Reading<'_>, name: &Found) -> Range<usize> {
    let mut words = name.words.clone();
    let noun = words.end - 1;
    let of = |word: usize| reading.analysis.words.get(word).is_some_and(|it| it.xpos == "IN" && it.lemma == "of");
    if words.len() != 1 || name.kind == NameKind::Place || reading.word(noun).upos != "PROPN" || !of(words.end) {
        return words;
    }
    let Some(inner) = reading.word(words.end).head.filter(|&head| reading.word(head).head == Some(noun)) else {
        return words;
    };
    if reading.word(inner).upos == "PROPN" {
        words.end = inner + 1;
    }
    words
}

/// Puts names of several words that the table knows in the place of their parts.
fn make_whole(reading: &Reading<'_>, names: &mut Vec<Found>) {
    let capital = |word: usize| reading.form(word).chars().next().is_some_and(char::is_uppercase);
    let mut wholes: Vec<Found> = Vec::new();
    for (words, kind) in known_stretches(reading, |words, _| words.len() > 1 && words.clone().all(capital)) {
        let meets = |name: &Found| name.words.start < words.end && words.start < name.words.end;
        let part = |name: &Found| words.start <= name.words.start && name.words.end <= words.end && name.words != words;
        let met: Vec<&Found> = around(names, &words).iter().filter(|name| meets(name)).collect();
        if !met.is_empty() && met.iter().all(|name| part(name)) {
            let confidence = met.iter().fold(0.0_f32, |most, name| most.max(name.confidence));
            wholes.push(Found { words, kind, confidence });
        }
    }
    let replaced = covered(reading, wholes.iter().map(|whole| &whole.words));
    names.retain(|name| !replaced[name.words.start]);
    names.append(&mut wholes);
}

fn one_kind_each(reading: &Reading<'_>, names: &mut [Found]) {
    let mut votes: HashMap<&str, [f32; 4]> = HashMap::new();
    for name in names.iter() {
        let votes = votes.entry(reading.slice(&name.words)).or_default();
        votes[name.kind as usize] += name.confidence;
        if let Some(kind) = as_mention(reading, &name.words) {
            votes[kind as usize] += MENTION * name.confidence;
        }
        if let Some(kind) = known_kind(reading, &name.words) {
            votes[kind as usize] += WHOLE_NAME * name.confidence;
        }
        if let Some(kind) = head_noun(reading, &name.words).and_then(|head| NAME_HEADS.get(reading.form(head))) {
            votes[*kind as usize] += HEAD_NOUN * name.confidence;
        }
        if is_called_like_a_person(reading, &name.words) {
            votes[NameKind::Person as usize] += GIVEN_NAME * name.confidence;
        }
    }
    for name in names.iter_mut() {
        let votes = votes[reading.slice(&name.words)];
        let most = votes.iter().fold(0.0_f32, |most, vote| most.max(*vote));
        if votes[name.kind as usize] < most {
            let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];
            name.kind = kinds.into_iter().find(|kind| votes[*kind as usize] >= most).unwrap_or(name.kind);
        }
    }
}

/// The noun that says what is named: the last word, or the one before "of" or "for".
fn head_noun(reading: &Reading<'_>, words: &Range<usize>) -> Option<usize> {
    let link = words.clone().skip(1).find(|&word| matches!(reading.form(word), "of" | "for"));
    link.unwrap_or(words.end).checked_sub(1)
}

/// Whether two words are a given name and another one.
fn is_called_like_a_person(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    let given = || GENDERS.contains_key(reading.form(words.start).to_lowercase().as_str());
    words.len() == 2 && proper(reading, words) && given()
}

/// Adds the places where sure names stand again unmarked, and states of the table. Only proper nouns count, and a name does
/// not lie across another.
fn find_again(reading: &Reading<'_>, names: &mut Vec<Found>) {
    let known = known_names(reading, names);
    // A name again is free of all other names, or lies inside of one and meets no other.
    let mut taken = covered(reading, names.iter().map(|name| &name.words));
    let mut found = Vec::new();
    for start in 0..taken.len() {
        let Some(entries) = known.get(reading.form(start)) else { continue };
        let again = entries.iter().find_map(|name| {
            let words = start..start + name.words.len();
            let same = words.end <= taken.len()
                && proper(reading, &words)
                && reading.slice(&words) == reading.slice(&name.words)
                && (!taken[words.clone()].contains(&true) || alone_inside(names, &words, name.kind));
            same.then_some(Found { words, ..*name })
        });
        if let Some(name) = again {
            taken[name.words.clone()].fill(true);
            found.push(name);
        }
    }
    names.append(&mut found);
}

/// One example of each sure name of the document, by its first word; of those the longest first, so that "Ana Roy" is found
/// before "Ana".
fn known_names<'a>(reading: &Reading<'a>, names: &[Found]) -> HashMap<&'a str, Vec<Found>> {
    let sure = names.iter().filter(|name| name.confidence >= SURE && proper(reading, &name.words)).cloned();
    let mut known: HashMap<&str, Vec<Found>> = HashMap::new();
    for name in sure.chain(states(reading)) {
        let entries = known.entry(reading.form(name.words.start)).or_default();
        if !entries.iter().any(|other| reading.slice(&other.words) == reading.slice(&name.words)) {
            entries.push(name);
        }
    }
    for entries in known.values_mut() {
        entries.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
    }
    known
}

/// The places that the table knows by their whole name, marked or not.
fn states(reading: &Reading<'_>) -> Vec<Found> {
    let places = known_stretches(reading, |words, kind| kind == NameKind::Place && proper(reading, words));
    places.into_iter().map(|(words, kind)| Found { words, kind, confidence: SURE }).collect()
}

/// The stretches of words that the table knows as a whole and that fit, from the left, the longest first; none lies over another.
fn known_stretches(
    reading: &Reading<'_>,
    fits: impl Fn(&Range<usize>, NameKind) -> bool,
) -> Vec<(Range<usize>, NameKind)> {
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    let words = reading.analysis.words.len();
    for start in 0..words {
        if found.last().is_some_and(|(last, _)| start < last.end) {
            continue;
        }
        let mut stretches = (start + 1..=(start + LONGEST_KNOWN).min(words)).rev().map(|end| start..end);
        found.extend(stretches.find_map(|words| {
            let kind = known_kind(reading, &words).filter(|kind| fits(&words, *kind))?;
            Some((words, kind))
        }));
    }
    found
}

/// Whether a place's name lies inside exactly one longer name, and no part of it in another.
fn alone_inside(names: &[Found], here: &Range<usize>, kind: NameKind) -> bool {
    let meets = |name: &&Found| name.words.start < here.end && here.start < name.words.end;
    let mut met = around(names, here).iter().filter(meets);
    let outer = met.next();
    let holds = |name: &Found| {
        let longer = name.words.start <= here.start && here.end <= name.words.end && name.words != *here;
        longer && kind == NameKind::Place
    };
    outer.is_some_and(holds) && met.next().is_none()
}

/// The kind that the model gives the mention of which the name's last noun is the head.
fn as_mention(reading: &Reading<'_>, words: &Range<usize>) -> Option<NameKind> {
    let mentions = &reading.analysis.mentions;
    let first = mentions.partition_point(|mention| mention.word < words.start);
    let top = reading.top(words)?;
    let mention = mentions[first..].iter().take_while(|mention| mention.word < words.end).find(|it| it.word == top)?;
    Some(match mention.kind {
        MentionKind::Person | MentionKind::Group => NameKind::Person,
        MentionKind::Organization => NameKind::Organization,
        MentionKind::Place => NameKind::Place,
        MentionKind::Other => NameKind::Other,
    })
}

/// The most words that a name of the table has.
const LONGEST_KNOWN: usize = 3;

/// The kind that the table of whole names gives.
fn known_kind(reading: &Reading<'_>, words: &Range<usize>) -> Option<NameKind> {
    if words.len() > LONGEST_KNOWN {
        return None;
    }
    let name: Vec<&str> = words.clone().map(|word| reading.form(word)).collect();
    KNOWN_NAMES.get(name.join("_").as_str()).copied()
}

fn proper(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    words.clone().all(|word| reading.word(word).upos == "PROPN")
}
