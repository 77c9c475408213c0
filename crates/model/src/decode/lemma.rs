//! Lemmas as edit scripts: what to do to a form to get its lemma.
//!
//! `lower|2|y` means: in lower case, two characters off the end, then `y` (`Cities` gives `city`); `keep` leaves capitals as
//! they are. `=be` gives the lemma outright.

/// What to do to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    Edit { lower: bool, strip: usize, add: String },
    Whole(String),
}

impl Script {
    /// Reads a label; `None` where it is none.
    pub(crate) fn parse(label: &str) -> Option<Self> {
        if let Some(lemma) = label.strip_prefix('=') {
            return Some(Self::Whole(lemma.to_owned()));
        }
        let mut parts = label.splitn(3, '|');
        let lower = match parts.next()? {
            "lower" => true,
            "keep" => false,
            _ => return None,
        };
        let strip = parts.next()?.parse().ok()?;
        Some(Self::Edit { lower, strip, add: parts.next()?.to_owned() })
    }

    /// The lemma of a form with this part of speech. Where the form is too short for the script, the form itself, in lower
    /// case unless it is a proper noun.
    pub(crate) fn apply(&self, form: &str, upos: &str) -> String {
        let (lower, strip, add) = match self {
            Self::Whole(lemma) => return lemma.clone(),
            Self::Edit { lower, strip, add } => (*lower, *strip, add),
        };
        let base = if lower { form.to_lowercase() } else { form.to_owned() };
        let kept = match strip {
            0 => Some(base.len()),
            _ => base.char_indices().rev().nth(strip - 1).map(|(at, _)| at),
        };
        match kept {
            Some(kept) if kept > 0 || !add.is_empty() => {
                let mut lemma = base;
                lemma.truncate(kept);
                lemma.push_str(add);
                lemma
            }
            _ if upos == "PROPN" => form.to_owned(),
            _ => form.to_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(label: &str, form: &str, upos: &str) -> String {
        Script::parse(label).unwrap().apply(form, upos)
    }

    #[test]
    fn scripts_turn_forms_into_lemmas() {
        assert_eq!(lemma("lower|3|y", "Cities", "NOUN"), "city");
        assert_eq!(lemma("lower|0|", "Said", "VERB"), "said");
        assert_eq!(lemma("keep|0|", "Senate", "PROPN"), "Senate");
        assert_eq!(lemma("lower|2|be", "is", "AUX"), "be");
        assert_eq!(lemma("keep|1|", "Alpes", "PROPN"), "Alpe");
        assert_eq!(lemma("=-LRB-", "(", "PUNCT"), "-LRB-");
        assert_eq!(lemma("lower|1||", "a.", "X"), "a|", "a bar may be added");
    }

    #[test]
    fn a_form_too_short_for_its_script_is_its_own_lemma() {
        assert_eq!(lemma("lower|4|y", "Ärz", "NOUN"), "ärz");
        assert_eq!(lemma("lower|4|y", "UNO", "PROPN"), "UNO");
        assert_eq!(lemma("lower|2|", "It", "PRON"), "it", "nothing would be left");
    }

    #[test]
    fn characters_are_cut_whole() {
        assert_eq!(lemma("lower|1|e", "Cafés", "NOUN"), "cafée");
        assert_eq!(lemma("lower|2|e", "Cafés", "NOUN"), "cafe");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for label in ["", "upper|0|", "lower|x|", "lower|1", "lower"] {
            assert_eq!(Script::parse(label), None, "{label}");
        }
    }
}
