//! Where in a sentence the words stand that were looked for.

use crate::ask::stems;
use crate::fields::{names, words as analyser};
use crate::words::Words;

/// Stretches of a text, in bytes, in order and apart from each other.
pub(crate) type Marks = Vec<(usize, usize)>;

/// One thing to be marked.
enum Wanted {
    /// Stems one after the other.
    Stems(Vec<String>),
    /// A beginning of a stem.
    Beginning(String),
}

/// Finds marks in one text after the other.
pub(crate) struct Marker(Vec<Wanted>);

impl Marker {
    pub(crate) fn new(words: Option<&Words>) -> Self {
        let mut wanted = Vec::new();
        if let Some(words) = words {
            collect(words, &mut wanted);
        }
        Self(wanted)
    }

    pub(crate) fn marks(&self, text: &str) -> Marks {
        let mut tokens: Vec<(String, usize, usize)> = Vec::new();
        analyser().token_stream(text).process(&mut |token| {
            tokens.push((token.text.clone(), token.offset_from, token.offset_to));
        });
        let mut marks: Marks = Vec::new();
        for wanted in &self.0 {
            let length = match wanted {
                Wanted::Stems(stems) => stems.len(),
                Wanted::Beginning(_) => 1,
            };
            let fits = |window: &[(String, usize, usize)]| match wanted {
                Wanted::Stems(stems) => window.iter().map(|(stem, ..)| stem).eq(stems),
                Wanted::Beginning(beginning) => window[0].0.starts_with(beginning),
            };
            let found = tokens.windows(length).filter(|window| fits(window));
            marks.extend(found.map(|window| (window[0].1, window[length - 1].2)));
        }
        marks.sort_unstable();
        joined(marks)
    }
}

fn collect(words: &Words, wanted: &mut Vec<Wanted>) {
    match words {
        Words::Word(text) | Words::Phrase(text) => {
            let stems = stems(&mut analyser(), text);
            if !stems.is_empty() {
                wanted.push(Wanted::Stems(stems));
            }
        }
        Words::Beginning(text) => {
            let mut stems = stems(&mut names(), text);
            if let Some(last) = stems.pop() {
                wanted.push(Wanted::Beginning(last));
            }
        }
        Words::All(list) | Words::Any(list) => list.iter().for_each(|words| collect(words, wanted)),
        // What must not stand there is not marked.
        Words::Not(_) => {}
    }
}

/// Overlapping marks as one.
fn joined(marks: Marks) -> Marks {
    let mut out: Marks = Vec::new();
    for (start, end) in marks {
        match out.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::read;

    fn marked(words: &str, text: &str) -> Vec<String> {
        let marks = Marker::new(Some(&read(words).unwrap())).marks(text);
        marks.into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
    }

    #[test]
    fn words_by_their_stems_phrases_whole_and_nothing_that_is_excluded() {
        let text = "Örebro's mayor resigned; the mayor of Arden Bay had resigned before.";
        assert_eq!(marked("resign mayor", text), ["mayor", "resigned", "mayor", "resigned"]);
        assert_eq!(marked("\"mayor of arden\"", text), ["mayor of Arden"]);
        assert_eq!(marked("\"mayor of arden\" OR arden", text), ["mayor of Arden"]);
        assert_eq!(marked("orebro NOT mayor", text), ["Örebro"]);
        assert_eq!(marked("res*", text), ["resigned", "resigned"]);
        assert_eq!(marked("ferry", text), [""; 0]);
    }
}
