//! Mentions of one window, and what they may refer back to: earlier ones of the window, and the last ones of the window before.

use onrecord_text::Text;

use super::Window;
use crate::analysis::{Analysis, Antecedent, Mention};
use crate::config::Projection;
use crate::heads::acts::softmax;
use crate::heads::coreference::{Candidate, Forms};
use crate::kernel::block::{Block, LANES, Matrix, floats};
use crate::kernel::quantise::Quantised;

/// A word heads a mention where that is so likely.
const HEADS: f32 = 0.55;
/// So many mentions before a window's first may still be referred to.
const MEMORY: usize = 40;
/// What such a mention loses, in logits: the network has only learned to compare words of one window, and thinks too much of
/// those of another. Chosen on GUM's development part.
const ELSEWHERE: f32 = 0.5;
/// The same for "he", "its", "them", which seldom reach far.
const FAR_PRONOUN: f32 = 20.0;
/// Antecedents less likely than this are not told.
const LEAST: f32 = 0.04;
/// The same of sectors.
const LEAST_SECTOR: f32 = 0.05;

/// Memory of mentions: what is kept from window to window of one text.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// For each of the text's last mentions its index, word and vector as an antecedent.
    earlier: Vec<(usize, usize, Vec<Block>)>,
    anaphors: Matrix,
    states: Matrix,
    sectors: Matrix,
    wanted: Matrix,
    logits: Vec<f32>,
}

impl<'m> Window<'m, '_, '_> {
    pub(super) fn read_mentions(&self, bytes: &mut Quantised, room: &mut Room, analysis: &mut Analysis<'m>) {
        if self.words.start == 0 {
            room.earlier.clear();
        }
        let keep = room.earlier.len().saturating_sub(MEMORY);
        room.earlier.drain(..keep);
        let found: Vec<Mention<'m>> = self.words.clone().filter_map(|word| self.mention(word)).collect();
        let heads = &self.model.heads;
        let rows = self.rows(&self.words);
        let row = |mention: &Mention<'_>| rows.start + mention.word - self.words.start;
        let (anaphor, antecedent) = (heads.blocks(Projection::Anaphor), heads.blocks(Projection::Antecedent));
        room.anaphors.shape(found.len(), anaphor.len());
        room.states.shape(found.len(), self.scores.words.width());
        for (i, mention) in found.iter().enumerate() {
            room.states.row_mut(i).copy_from_slice(self.scores.words.row(row(mention)));
            room.anaphors.row_mut(i).copy_from_slice(&self.scores.projected.row(row(mention))[anaphor.clone()]);
        }
        heads.coreference.wanted(self.kernel, &room.anaphors.view(0..found.len()), bytes, &mut room.wanted);
        room.sectors.shape(found.len(), heads.sector.width());
        heads.sector.apply(self.kernel, &room.states.view(0..found.len()), bytes, &mut room.sectors, 0);
        for (i, mut mention) in found.into_iter().enumerate() {
            let count = room.earlier.len();
            let candidates: Vec<Candidate<'_>> = room
                .earlier
                .iter()
                .enumerate()
                .map(|(at, (_, word, vector))| Candidate {
                    vector,
                    distance: count - at,
                    forms: forms(self.text, mention.word, *word),
                })
                .collect();
            heads.coreference.logits(self.kernel, room.wanted.row(i), &candidates, &mut room.logits);
            let third = THIRD_PERSON.contains(&self.text.form(mention.word).to_lowercase().as_str());
            let elsewhere = if third { FAR_PRONOUN } else { ELSEWHERE };
            for (logit, (_, word, _)) in room.logits.iter_mut().zip(&room.earlier) {
                *logit -= if *word < self.words.start { elsewhere } else { 0.0 };
            }
            room.logits.push(0.0);
            let shares = softmax(&room.logits);
            let likely = room.earlier.iter().zip(shares).filter(|(_, share)| *share >= LEAST);
            mention.antecedents =
                likely.map(|((mention, ..), share)| Antecedent { mention: *mention, share }).collect();
            mention.antecedents.sort_by(|a, b| b.share.total_cmp(&a.share).then(b.mention.cmp(&a.mention)));
            mention.sectors = self.sectors(floats(room.sectors.row(i)));
            let vector = self.scores.projected.row(row(&mention))[antecedent.clone()].to_vec();
            room.earlier.push((analysis.mentions.len(), mention.word, vector));
            analysis.mentions.push(mention);
        }
    }

    /// The likely ones of a mention's sectors.
    fn sectors(&self, logits: &[f32]) -> Vec<(&'m str, f32)> {
        let labels = &self.model.labels.sector;
        let shares = softmax(&logits[..labels.len()]);
        let likely = labels.iter().zip(shares).filter(|(_, share)| *share >= LEAST_SECTOR);
        let mut likely: Vec<_> = likely.filter_map(|(code, share)| Some((code.as_deref()?, share))).collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        likely
    }

    /// The mention that a word heads, if any.
    fn mention(&self, word: usize) -> Option<Mention<'m>> {
        let row = self.row + word - self.words.start;
        let labels = &self.model.labels.mention;
        let shares = &floats(self.scores.name_shares.row(row))[2 * LANES..][..labels.len()];
        let none: f32 = shares.iter().zip(labels).filter(|(_, label)| label.is_none()).map(|(share, _)| share).sum();
        let kinds = shares.iter().zip(labels).filter_map(|(share, label)| label.map(|kind| (*share, kind)));
        let (_, kind) = kinds.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let confidence = 1.0 - none;
        (confidence >= HEADS).then_some(Mention {
            word,
            kind,
            confidence,
            antecedents: Vec::new(),
            sectors: Vec::new(),
        })
    }
}

/// How two words are written, capitals apart.
fn forms(text: &Text<'_>, a: usize, b: usize) -> Forms {
    let (a, b) = (text.form(a), text.form(b));
    let same = a == b || a.len() == b.len() && a.to_lowercase() == b.to_lowercase();
    match same {
        false => Forms::Different,
        true if is_pronoun(&a.to_lowercase()) => Forms::SamePronoun,
        true => Forms::Same,
    }
}

const THIRD_PERSON: [&str; 17] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "themself",
];

/// As in `training/train.py`.
fn is_pronoun(form: &str) -> bool {
    THIRD_PERSON.contains(&form) || OF_SPEECH.contains(&form)
}

const OF_SPEECH: [&str; 14] =
    ["i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself", "we", "us", "our", "ours", "ourselves"];
