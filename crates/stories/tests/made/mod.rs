//! Made-up wire articles that are as varied as news and share its stock phrases, and what desks do to them.
#![allow(dead_code)]

/// Numbers that look like chance and are always the same.
#[derive(Clone)]
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % bound as u64) as usize
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const TITLES: [&str; 8] = [
    "the prime minister",
    "the foreign minister",
    "a spokesman for the ministry",
    "the head of the union",
    "the opposition leader",
    "a senior official",
    "the governor",
    "the president",
];
const CUES: [&str; 8] = [
    "said on",
    "told reporters on",
    "announced on",
    "denied on",
    "warned on",
    "confirmed on",
    "said late on",
    "wrote on",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ACTS: [&str; 10] = [
    "that talks on",
    "that the parliament would vote on",
    "that troops had withdrawn from",
    "that prices had risen in",
    "that a court would hear the case of",
    "that aid had reached",
    "that nobody was hurt in",
    "that the budget for",
    "that an inquiry into",
    "that workers would strike over",
];
const TAILS: [&str; 8] = [
    "would go on next week",
    "had come to an end",
    "was not to be discussed in public",
    "according to people who know of it",
    "in the first half of the year",
    "as part of an agreement",
    "despite calls for calm",
    "for the third time this year",
];
const SYLLABLES: [&str; 24] = [
    "ba", "re", "mi", "to", "lu", "ne", "sha", "ko", "vi", "dar", "or", "el", "tan", "gri", "mos", "ul", "pe", "ran",
    "sto", "fi", "hal", "wen", "ca", "dro",
];

fn name(numbers: &mut Numbers) -> String {
    let word: String = (0..2 + numbers.below(2)).map(|_| numbers.of(&SYLLABLES)).collect();
    word[..1].to_uppercase() + &word[1..]
}

/// An article of about `words` words; the same number makes the same.
pub fn article(number: u64, words: usize) -> String {
    let numbers = &mut Numbers::new(number);
    let (place, country) = (name(numbers), name(numbers));
    let mut text = String::new();
    while text.split(' ').count() < words {
        let person = name(numbers);
        let (title, cue, day) = (numbers.of(&TITLES), numbers.of(&CUES), numbers.of(&DAYS));
        let (act, tail) = (numbers.of(&ACTS), numbers.of(&TAILS));
        let (matter, amount) = (name(numbers), numbers.below(900));
        let scene = if numbers.below(2) == 0 { &place } else { &country };
        text.push_str(&match numbers.below(3) {
            0 => format!("{person}, {title} of {country}, {cue} {day} {act} {matter} in {scene} {tail}. "),
            1 => format!("In {scene}, {amount} people had come for {matter}, {title} {person} {cue} {day}. "),
            _ => format!(
                "“{matter} is for {scene} to settle,” {person} {cue} {day}, {amount} days after {matter} {tail}. "
            ),
        });
    }
    text.trim_end().to_owned()
}

/// Each word replaced with a chance of `percent` in a hundred.
pub fn edited(text: &str, percent: usize, seed: u64) -> String {
    let numbers = &mut Numbers::new(seed);
    let words = text.split(' ').map(|word| if numbers.below(100) < percent { name(numbers) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// The first `percent` of its words.
pub fn cut(text: &str, percent: usize) -> String {
    let words: Vec<_> = text.split(' ').collect();
    words[..words.len() * percent / 100].join(" ")
}

/// As another house prints it: its own line before, its own notice behind, other quotation marks.
pub fn prefixed(text: &str, seed: u64) -> String {
    let numbers = &mut Numbers::new(seed);
    let (place, house) = (name(numbers).to_uppercase(), numbers.of(&["AP", "NPW", "Reuters", "AFP"]));
    let text = text.replace(['“', '”'], "\"");
    format!("{place} ({house}) — {text}\n\n(Reporting by {}; editing by {})", name(numbers), name(numbers))
}
