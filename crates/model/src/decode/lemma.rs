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
/// one that makes a known word is taken. Of verbs that end as regular ones do, spelling leaves few [`stems`], and the scores
/// choose among these. A plural that the best script leaves as it is gets its singular by spelling. Names are left as they are.
pub(crate) fn best(
    scripts: &[Script],
    scores: &[f32],
    (form, upos, xpos): (&str, &str, &str),
    known: impl Fn(&str) -> bool,
) -> String {
    let first = super::argmax(scores);
    let lemma = scripts[first].apply(form, upos);
    if upos == "VERB" && matches!(xpos, "VBD" | "VBN" | "VBG") {
        let stems = stems(&form.to_lowercase());
        let score = |stem: &String| {
            let makes = scripts.iter().zip(scores).filter(|(script, _)| script.apply(form, upos) == *stem);
            makes.fold(f32::NEG_INFINITY, |best, (_, score)| best.max(*score))
        };
        let words = stems.iter().filter(|stem| known(stem)).map(|stem| (score(stem), stem));
        if let Some((_, stem)) = words.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
            return stem.clone();
        }
        match stems.into_iter().next() {
            Some(stem) if lemma.len() == form.len() || !known(&lemma) => return stem,
            _ => return lemma,
        }
    }
    if upos == "NOUN" && xpos == "NNS" && lemma.len() == form.len() {
        let found = singulars(&lemma);
        let word = found.iter().find(|one| known(one)).or(found.first().filter(|_| !lemma.ends_with("ics")));
        return word.cloned().unwrap_or(lemma);
    }
    if !matches!(upos, "VERB" | "NOUN" | "ADJ" | "ADV") || lemma.len() == form.len() || known(&lemma) {
        return lemma;
    }
    let mut others: Vec<usize> =
        (0..scores.len()).filter(|&i| i != first && scores[i] > scores[first] - WITHIN).collect();
    others.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut made = others.into_iter().take(TRIES).map(|script| scripts[script].apply(form, upos));
    made.find(|other| known(other)).unwrap_or(lemma)
}

/// Nouns whose lemma is their plural, in the treebanks (EWT and GUM, training parts) and by the same rule.
const PLURALS: &str = " regards thanks troops means politics clothes pants trousers jeans supplies grounds contents headquarters barracks \
    premises goods remains manners surroundings glasses sunglasses proceedings whereabouts finances savings specifics genitals arrears \
    scissors confines electronics billiards furnishings auspices species series arms riches sixties eighties nineties twenties thirties ";

/// What the singular of a plural can be by English spelling, the likely one first. None of a form that does not end as plurals do, and of those
/// that have no singular.
fn singulars(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix('s') else { return Vec::new() };
    let plain = stem.len() > 2 && stem.chars().all(char::is_alphabetic) && !stem.ends_with(['s', 'u', 'i', '\'']);
    if !plain || PLURALS.split_whitespace().any(|plural| plural == form) {
        return Vec::new();
    }
    let with = |cut: &str, ending: &str| stem.strip_suffix(cut).map(|rest| format!("{rest}{ending}"));
    let endings: &[(&str, &str)] = match stem {
        _ if stem.ends_with("ie") => &[("ie", "y"), ("", "")],
        _ if stem.ends_with("ve") => &[("ve", "f"), ("ve", "fe"), ("", "")],
        _ if stem.ends_with("sse") => &[("e", ""), ("", "")],
        _ if stem.ends_with("se") => &[("", ""), ("se", "sis"), ("e", "")],
        _ if ["xe", "ze", "che", "she", "oe"].iter().any(|end| stem.ends_with(end)) => &[("e", ""), ("", "")],
        _ => &[("", "")],
    };
    endings.iter().filter_map(|(cut, ending)| with(cut, ending)).collect()
}

/// What the lemma of a regular past or participle can be by English spelling, the likely one first: "hoping" comes of "hope"
/// alone ("hopping" of "hop"), "tried" of "try", "altered" of "alter" rather than "altere". None of a form that does not end so
/// or is too short.
fn stems(form: &str) -> Vec<String> {
    let stem = match form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")) {
        Some(stem)
            if stem.len() > 1
                && stem.is_ascii()
                && stem.contains(VOWELS)
                && (form.len() > 4 || form.ends_with("ied")) =>
        {
            stem
        }
        _ => return Vec::new(),
    };
    let letters = stem.as_bytes();
    let is_vowel = |letter: &u8| VOWELS.contains(&char::from(*letter));
    let (rest, &[before, last]) = letters.split_last_chunk().unwrap_or((&[], b"  "));
    let with = |ending: &str, cut: usize| format!("{}{ending}", &stem[..stem.len() - cut]);
    if form.ends_with("ied") {
        return vec![if rest.is_empty() { with("e", 0) } else { with("y", 1) }];
    }
    if rest.is_empty() && last == b'y' && !is_vowel(&before) {
        return vec![with("ie", 1)];
    }
    if last == before && !is_vowel(&last) {
        // Few verbs end in two of the same letter: "call", "pass", "buzz", "sniff", "add".
        let doubled = matches!(last, b'l' | b's' | b'z' | b'f') || rest.len() == 1;
        return if doubled { vec![with("", 0), with("", 1)] } else { vec![with("", 1)] };
    }
    if last == b'e' {
        return vec![with(if before == b'e' { "" } else { "e" }, 0)];
    }
    // After one vowel a consonant at the end of a short verb would be doubled but for the e.
    let single = is_vowel(&before) && !rest.last().is_some_and(is_vowel);
    let short = single && !rest.iter().any(is_vowel);
    if matches!(last, b'v' | b'c' | b'u')
        || single && last == b'g'
        || short && !matches!(last, b'w' | b'x' | b'y' | b'h')
    {
        return vec![with("e", 0)];
    }
    let silent = match last {
        b's' | b'z' => true,
        b'b' | b'd' | b'k' => single,
        b'g' => matches!(before, b'r' | b'd' | b'l'),
        b't' => single && matches!(before, b'a' | b'u'),
        b'r' => single && matches!(before, b'i' | b'u'),
        b'l' => !is_vowel(&before) && !matches!(before, b'r' | b'w'),
        _ => false,
    };
    if silent { vec![with("e", 0), with("", 0)] } else { vec![with("", 0), with("e", 0)] }
}

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

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
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("altered", "VERB", "VBD"), known), "alter");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("used", "VERB", "VBN"), known), "use");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("Usted", "PROPN", "NNP"), known), "uste", "names are left alone");
        assert_eq!(best(&scripts, &[30.0, 2.5, 0.0], ("altered", "ADJ", "JJ"), known), "altere", "too unlikely");
        assert_eq!(best(&scripts, &[3.0, 2.5, 0.0], ("gronked", "VERB", "VBD"), known), "gronk", "nothing known");
    }

    #[test]
    fn plurals_left_as_they_are_get_their_singular() {
        let scripts = ["lower|0|", "lower|1|"].map(|label| Script::parse(label).unwrap());
        let known =
            |word: &str| ["party", "thief", "drive", "house", "class", "crisis", "year", "critic"].contains(&word);
        let of = |form: &str, xpos: &str| best(&scripts, &[3.0, -9.0], (form, "NOUN", xpos), known);
        for (form, lemma) in [
            ("Years", "year"),
            ("parties", "party"),
            ("thieves", "thief"),
            ("drives", "drive"),
            ("houses", "house"),
            ("classes", "class"),
            ("crises", "crisis"),
            ("critics", "critic"),
            ("gronks", "gronk"),
            ("physics", "physics"),
            ("troops", "troops"),
            ("1990s", "1990s"),
            ("people", "people"),
            ("campus", "campus"),
        ] {
            assert_eq!(of(form, "NNS"), lemma);
        }
        assert_eq!(of("years", "NN"), "years", "no plural");
    }

    #[test]
    fn spelling_leaves_few_lemmas_of_regular_verbs() {
        let first = |form: &str| stems(form).first().cloned().unwrap_or_default();
        for (form, lemma) in [
            ("killed", "kill"),
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("tried", "try"),
            ("died", "die"),
            ("dying", "die"),
            ("agreed", "agree"),
            ("agreeing", "agree"),
            ("collapsed", "collapse"),
            ("detonated", "detonate"),
            ("repeated", "repeat"),
            ("settling", "settle"),
            ("altered", "alter"),
            ("altering", "alter"),
            ("needed", "need"),
            ("alleged", "allege"),
            ("bombing", "bomb"),
            ("following", "follow"),
            ("invoked", "invoke"),
        ] {
            assert_eq!(first(form), lemma, "{form}");
        }
        for form in ["bring", "fled", "said", "cut", "ed", "ing", "naïved"] {
            assert!(stems(form).is_empty(), "{form}: {:?}", stems(form));
        }
    }

    #[test]
    fn a_regular_past_is_never_its_own_lemma() {
        let scripts = ["lower|0|", "lower|2|", "lower|1|"].map(|label| Script::parse(label).unwrap());
        let known = |word: &str| ["killed", "kill", "mislead"].contains(&word);
        assert_eq!(best(&scripts, &[9.0, 1.0, 0.0], ("killed", "VERB", "VBD"), known), "kill");
        assert_eq!(best(&scripts, &[9.0, 1.0, 0.0], ("gronked", "VERB", "VBN"), known), "gronk", "nothing known");
        assert_eq!(best(&scripts, &[9.0, 1.0, 0.0], ("cut", "VERB", "VBD"), known), "cut", "irregular");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for label in ["", "upper|0|", "lower|x|", "lower|1", "lower"] {
            assert_eq!(Script::parse(label), None, "{label}");
        }
    }
}
