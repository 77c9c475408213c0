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

/// How much less likely than the best script another may be and still be tried.
const WITHIN: f32 = 8.0;
/// How many scripts are tried at most.
const TRIES: usize = 4;

/// The lemma of a form by the scores of all scripts.
///
/// The best script decides where it makes a word that is known. English does not show in "altered" whether an e is part of
/// the verb, and rare verbs get it wrong; so where the best script makes an unknown word of an inflected one, the next likely
/// one that makes a known word is taken. Names are left as they are.
pub(crate) fn best(
    scripts: &[Script],
    scores: &[f32],
    (form, upos): (&str, &str),
    known: impl Fn(&str) -> bool,
) -> String {
    let first = super::argmax(scores);
    let lemma = scripts[first].apply(form, upos);
    if !matches!(upos, "VERB" | "NOUN" | "ADJ" | "ADV") || lemma.len() == form.len() || known(&lemma) {
        return lemma;
    }
    let mut others: Vec<usize> =
        (0..scores.len()).filter(|&i| i != first && scores[i] > scores[first] - WITHIN).collect();
    others.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut made = others.into_iter().take(TRIES).map(|script| scripts[script].apply(form, upos));
    made.find(|other| known(other)).unwrap_or(lemma)
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
    fn of_likely_lemmas_the_known_word_wins() {
        let scripts = ["lower|1|", "lower|2|", "lower|0|"].map(|label| Script::parse(label).unwrap());
        let known = |word: &str| ["alter", "use", "us"].contains(&word);
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("altered", "VERB"), known), "alter");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("used", "VERB"), known), "use");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("Usted", "PROPN"), known), "uste", "names are left alone");
        assert_eq!(best(&scripts, &[30.0, 2.5, 0.0], ("altered", "VERB"), known), "altere", "too unlikely");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("gronked", "VERB"), known), "gronke", "nothing known");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for label in ["", "upper|0|", "lower|x|", "lower|1", "lower"] {
            assert_eq!(Script::parse(label), None, "{label}");
        }
    }
}
