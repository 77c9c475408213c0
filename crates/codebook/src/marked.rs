//! Example sentences with marked anchor, actors and recipients.
//!
//! `[a Kenyan police] fired [v tear gas] at [r opposition supporters].` Marks do not stand in each other. In a non-event the
//! mark `[v …]` says which word tempts.

use std::ops::Range;

/// A sentence with its marks taken out; ranges are bytes of `text`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// The sentence.
    pub text: String,
    /// The anchor, in one or more pieces.
    pub anchor: Vec<Range<usize>>,
    /// Who does it.
    pub actors: Vec<Range<usize>>,
    /// To whom.
    pub recipients: Vec<Range<usize>>,
}

/// Why marks cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// A bracket opens that no bracket closes, or opens in another.
    #[error("a mark is not closed; write [v attacked], and no mark in another")]
    Open,
    /// A bracket closes that none has opened.
    #[error("a `]` closes nothing")]
    Close,
    /// Not `a`, `r` or `v`.
    #[error("`{0}` is no mark; write [v …] for the anchor, [a …] for an actor, [r …] for a recipient")]
    Mark(String),
}

impl Marked {
    /// Reads a marked sentence.
    ///
    /// # Errors
    /// Marks that are open, closed twice or unknown.
    pub fn parse(text: &str) -> Result<Self, MarkError> {
        let mut marked = Self::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            if before.contains(']') {
                return Err(MarkError::Close);
            }
            let (inside, behind) = after.split_once(']').ok_or(MarkError::Open)?;
            let (mark, words) = inside.split_once(' ').unwrap_or((inside, ""));
            if words.contains('[') {
                return Err(MarkError::Open);
            }
            marked.text += before;
            let range = marked.text.len()..marked.text.len() + words.len();
            marked.text += words;
            match mark {
                "v" => marked.anchor.push(range),
                "a" => marked.actors.push(range),
                "r" => marked.recipients.push(range),
                _ => return Err(MarkError::Mark(mark.to_owned())),
            }
            rest = behind;
        }
        if rest.contains(']') {
            return Err(MarkError::Close);
        }
        marked.text += rest;
        Ok(marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept() {
        let marked = Marked::parse("[a Kenyan police] fired [v tear gas] at [r students].").unwrap();
        assert_eq!(marked.text, "Kenyan police fired tear gas at students.");
        assert_eq!(&marked.text[marked.anchor[0].clone()], "tear gas");
        assert_eq!(&marked.text[marked.actors[0].clone()], "Kenyan police");
        assert_eq!(&marked.text[marked.recipients[0].clone()], "students");
    }

    #[test]
    fn broken_marks_are_refused() {
        assert_eq!(Marked::parse("[a Police fired."), Err(MarkError::Open));
        assert_eq!(Marked::parse("Police] fired."), Err(MarkError::Close));
        assert_eq!(Marked::parse("[x Police] fired."), Err(MarkError::Mark("x".to_owned())));
        assert_eq!(Marked::parse("[a [v Police] raid] began."), Err(MarkError::Open));
    }
}
