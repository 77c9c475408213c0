//! The lists that the word rules look things up in.
//!
//! Each table is sorted (a test holds it so) and is searched by halves. Where a list goes by small letters, so must the
//! key.

/// How an abbreviation keeps its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Wherever it stands.
    Always,
    /// Only before a number: `No. 10`, `Sat. 5`.
    BeforeNumber,
    /// Only where the sentence visibly goes on: before a small letter, a digit, a comma, a bracket.
    Within,
}

/// The rule for a word with a full stop behind it. All-capitals forms (`INC.`) are known by their first-capital form.
pub(super) fn abbreviation(word: &[u8]) -> Option<Keeps> {
    let mut key = [0; LONGEST_ABBREVIATION];
    let key = key.get_mut(..word.len())?;
    key.copy_from_slice(word);
    if word.len() > 1 && word.iter().all(u8::is_ascii_uppercase) {
        key[1..].make_ascii_lowercase();
    }
    let found = ABBREVIATIONS.binary_search_by(|(known, _)| known.as_bytes().cmp(key)).ok()?;
    Some(ABBREVIATIONS[found].1)
}

const LONGEST_ABBREVIATION: usize = 8;

use Keeps::{Always, BeforeNumber, Within};

/// By byte order: capitals first.
#[rustfmt::skip]
const ABBREVIATIONS: &[(&str, Keeps)] = &[
    ("Adj", Always), ("Adm", Always), ("Ala", Within), ("Apr", Always), ("Apt", Always), ("Ariz", Always),
    ("Ark", Within), ("Art", BeforeNumber), ("Ass", Within), ("Assn", Always), ("Asst", Always), ("Attn", Always),
    ("Atty", Always), ("Aug", Always), ("Ave", Always), ("Bldg", Always), ("Blvd", Always), ("Brig", Always),
    ("Bros", Always), ("Cal", Within), ("Calif", Always), ("Capt", Always), ("Cf", Always), ("Ch", BeforeNumber),
    ("Cie", Always), ("Cmdr", Always), ("Co", Always), ("Col", Always), ("Colo", Always), ("Comdr", Always),
    ("Conf", Always), ("Cong", Always), ("Conn", Always), ("Corp", Always), ("Cos", Always), ("Cpl", Always),
    ("Cpt", Always), ("Ct", Always), ("Dec", Always), ("Del", Within), ("Dept", Always), ("Det", Always),
    ("Dir", Always), ("Dist", Always), ("Div", Always), ("Dr", Always), ("Drs", Always), ("Ed", Within),
    ("Eds", Always), ("Eq", BeforeNumber), ("Esq", Always), ("Est", Within), ("Ex", BeforeNumber), ("Ext", Always),
    ("Fax", Always), ("Feb", Always), ("Fig", BeforeNumber), ("Figs", BeforeNumber), ("Fla", Always), ("Fr", Always),
    ("Fri", Always), ("Ft", Always), ("Ga", Always), ("Gen", Always), ("Gens", Always), ("Gov", Always),
    ("Govs", Always), ("Hon", Always), ("Hwy", Always), ("Ill", Within), ("Inc", Always), ("Ind", Within),
    ("Insp", Always), ("Jan", Always), ("Jr", Always), ("Jul", Always), ("Jun", Always), ("Kan", Within),
    ("Ky", Always), ("La", Within), ("Lieut", Always), ("Lt", Always), ("Ltd", Always), ("Maj", Always),
    ("Mar", Within), ("Mass", Within), ("Md", Always), ("Messrs", Always), ("Mfg", Always), ("Mgr", Always),
    ("Mich", Always), ("Minn", Always), ("Miss", Within), ("Mlle", Always), ("Mme", Always), ("Mo", Within),
    ("Mon", Always), ("Mont", Always), ("Mr", Always), ("Mrs", Always), ("Ms", Always), ("Msgr", Always),
    ("Mt", Always), ("Neb", Always), ("Nev", Always), ("No", BeforeNumber), ("Nos", BeforeNumber), ("Nov", Always),
    ("Oct", Always), ("Okla", Always), ("Op", BeforeNumber), ("Ore", Within), ("Pa", Within), ("Penn", Within),
    ("Ph", Always), ("Pres", Always), ("Prof", Always), ("Profs", Always), ("Pt", BeforeNumber), ("Pte", Always),
    ("Pty", Always), ("Pvt", Always), ("Rd", Always), ("Ref", BeforeNumber), ("Rep", Always), ("Reps", Always),
    ("Rev", Always), ("Revd", Always), ("Sat", Within), ("Sec", Within), ("Secy", Always), ("Sen", Always),
    ("Sens", Always), ("Sep", Always), ("Sept", Always), ("Sgt", Always), ("Spec", Always), ("Sq", Within),
    ("Sr", Always), ("St", Always), ("Ste", Always), ("Sts", Always), ("Sun", Within), ("Supt", Always),
    ("Tel", Always), ("Tenn", Always), ("Tex", Within), ("Thu", Always), ("Thur", Always), ("Thurs", Always),
    ("Tue", Always), ("Tues", Always), ("Univ", Always), ("Va", Within), ("Ver", BeforeNumber), ("Vol", BeforeNumber),
    ("Vols", BeforeNumber), ("Vs", Always), ("Vt", Always), ("Wash", Within), ("Wed", Within), ("Wis", Always),
    ("Wyo", Always), ("al", Always), ("approx", Always), ("apt", BeforeNumber), ("arr", Within),
    ("art", BeforeNumber), ("aug", Always), ("ave", Always), ("b", BeforeNumber), ("bldg", Always), ("blvd", Always),
    ("c", BeforeNumber), ("ca", BeforeNumber), ("cent", Within), ("cf", Always), ("ch", BeforeNumber), ("co", Within),
    ("corp", Always), ("d", BeforeNumber), ("dec", Always), ("dept", Always), ("div", Always), ("dr", Always),
    ("ed", Within), ("eds", Always), ("eg", Always), ("esp", Always), ("est", Within), ("et", Within),
    ("etc", Within), ("ext", Always), ("feb", Always), ("ff", Always), ("fig", BeforeNumber), ("figs", BeforeNumber),
    ("fl", BeforeNumber), ("fn", BeforeNumber), ("ft", Within), ("gov", Within), ("hr", Within), ("hrs", Within),
    ("ibid", Always), ("ie", Always), ("inc", Always), ("incl", Always), ("info", Within), ("jan", Always),
    ("jr", Always), ("lb", Always), ("lbs", Always), ("lit", Within), ("ltd", Always), ("m", BeforeNumber),
    ("max", Within), ("mins", Always), ("misc", Always), ("mr", Always), ("mrs", Always), ("ms", Always),
    ("mt", Always), ("n", BeforeNumber), ("no", BeforeNumber), ("nos", BeforeNumber), ("nov", Always),
    ("oct", Always), ("op", Within), ("oz", Always), ("p", BeforeNumber), ("par", BeforeNumber), ("pp", BeforeNumber),
    ("prof", Always), ("ps", Always), ("pt", BeforeNumber), ("r", BeforeNumber), ("rec", Within),
    ("ref", BeforeNumber), ("rep", Within), ("rev", Within), ("sec", Within), ("sept", Always), ("sq", Within),
    ("sr", Always), ("st", Always), ("tel", Always), ("v", Within), ("viz", Always), ("vol", BeforeNumber),
    ("vols", BeforeNumber), ("vs", Always), ("w", Within), ("yr", Within), ("yrs", Within),
];

/// Whether the run before a hyphen is a prefix that stays with what follows: `re-elected`, `anti-war`.
pub(super) fn is_prefix(run: &[u8]) -> bool {
    known(PREFIXES, run)
}

#[rustfmt::skip]
const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "bio", "co", "counter", "cross", "crypto", "demi", "e", "ex", "extra", "geo", "hyper",
    "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mm", "mono", "multi", "narco",
    "neo", "neuro", "non", "over", "pan", "para", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi",
    "re", "retro", "semi", "socio", "sub", "super", "supra", "tele", "trans", "tri", "uh", "ultra", "un", "under",
    "uni", "xeno",
];

/// Whether the run after a hyphen stays with what stands before: `Kafka-esque`.
pub(super) fn is_suffix(run: &[u8]) -> bool {
    known(SUFFIXES, run)
}

const SUFFIXES: &[&str] = &["esque", "ette", "fest", "fold", "gate", "ish", "itis", "less", "most", "rama", "wise"];

/// Names that are written with an exclamation mark.
pub(super) fn keeps_exclamation(word: &[u8]) -> bool {
    word == b"Yahoo"
}

/// Whether letters behind digits are a unit and so a word of their own: `5|pm`, `10|km`, `3|bn`.
pub(super) fn is_unit(run: &[u8]) -> bool {
    known(UNITS, run)
}

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "am", "bhp", "billion", "bn", "bps", "cc", "cm", "ft", "g", "gb", "ghz", "gw", "gwh", "ha", "hh", "hour", "hours",
    "hp", "hr", "hrs", "hz", "in", "k", "kb", "kbps", "kg", "khz", "km", "kmh", "kph", "kw", "kwh", "lb", "lbs", "m",
    "mb", "mbps", "mg", "mhz", "mi", "million", "min", "mins", "ml", "mm", "mn", "mph", "ms", "mw", "mwh", "nm", "oz",
    "pm", "pt", "px", "sec", "secs", "sq", "tb", "tn", "tonne", "tonnes", "trillion", "trn", "tw", "watt", "watts",
    "yd", "yds", "year", "years", "yr", "yrs",
];

/// The clitics that follow an apostrophe, without it.
pub(super) fn is_clitic(run: &[u8]) -> bool {
    known(CLITICS, run)
}

const CLITICS: &[&str] = &["d", "ll", "m", "re", "s", "ve"];

/// Words that begin with an apostrophe in place of what was left out.
pub(super) fn is_clipped(run: &[u8]) -> bool {
    known(CLIPPED, run)
}

const CLIPPED: &[&str] =
    &["bout", "cause", "cos", "cuz", "em", "fraid", "hood", "n", "nam", "nother", "nuff", "round", "til", "till"];

/// How long the parts but the last are of a contraction that has no apostrophe; empty for every other word.
pub(super) fn parts(word: &[u8]) -> &'static [usize] {
    if !(3..=8).contains(&word.len()) {
        return &[];
    }
    let mut key = [0; 8];
    let key = &mut key[..word.len()];
    key.copy_from_slice(word);
    key.make_ascii_lowercase();
    CONTRACTIONS.binary_search_by(|(known, _)| known.as_bytes().cmp(key)).map_or(&[], |found| CONTRACTIONS[found].1)
}

#[rustfmt::skip]
const CONTRACTIONS: &[(&str, &[usize])] = &[
    ("aint", &[2]), ("arent", &[3]), ("cannot", &[3]), ("cant", &[2]), ("couldnt", &[5]), ("didnt", &[3]),
    ("doesnt", &[4]), ("dont", &[2]), ("dunno", &[2, 1]), ("gimme", &[3]), ("gonna", &[3]), ("gotta", &[3]),
    ("hadnt", &[3]), ("hasnt", &[3]), ("havent", &[4]), ("isnt", &[2]), ("ive", &[1]), ("lemme", &[3]),
    ("shouldnt", &[6]), ("thats", &[4]), ("theres", &[5]), ("theyre", &[4]), ("wanna", &[3]), ("wasnt", &[3]),
    ("werent", &[4]), ("whats", &[4]), ("wont", &[2]), ("wouldnt", &[5]), ("youre", &[3]), ("youve", &[3]),
];

/// Whether the last part of a dotted name, in small letters, makes it an address or a file.
pub(super) fn is_ending(part: &[u8]) -> bool {
    known(ENDINGS, part)
}

#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "ac", "ai", "app", "ar", "asp", "aspx", "au", "avi", "biz", "blog", "br", "ca", "cfm", "ch", "cl", "cn", "co",
    "com", "csv", "cz", "de", "dk", "dll", "doc", "docx", "edu", "es", "eu", "exe", "fi", "fm", "fr", "ga", "gif",
    "gov", "gr", "hk", "hr", "htm", "html", "hu", "ie", "il", "info", "int", "io", "ir", "jp", "jpeg", "jpg", "js",
    "json", "ke", "kr", "lt", "lv", "mil", "mov", "mp3", "mp4", "mx", "my", "net", "news", "ng", "nl", "nz", "org",
    "pdf", "ph", "php", "pk", "pl", "png", "ppt", "pptx", "pt", "py", "ro", "rs", "rtf", "ru", "sa", "se", "sg", "sh",
    "si", "sk", "tr", "tv", "tw", "txt", "ua", "uk", "url", "us", "vn", "wav", "xls", "xlsx", "xml", "za", "zip",
];

/// Whether a dotted word is one of those that mix initials and short forms, without its last full stop: `Ph.D`.
pub(super) fn is_dotted(word: &[u8]) -> bool {
    known(DOTTED, word)
}

const DOTTED: &[&str] = &[
    "b.sc", "d.phil", "e.coli", "jr.m", "ll.b", "ll.m", "lt.col", "lt.gen", "m.phil", "m.sc", "maj.gen", "ph.d", "pw.d",
];

fn known(table: &[&str], word: &[u8]) -> bool {
    let mut key = [0; 12];
    let Some(key) = key.get_mut(..word.len()) else { return false };
    key.copy_from_slice(word);
    key.make_ascii_lowercase();
    table.binary_search_by(|known| known.as_bytes().cmp(key)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_their_keys_fit() {
        for table in [PREFIXES, SUFFIXES, UNITS, CLITICS, CLIPPED, ENDINGS, DOTTED] {
            assert!(table.is_sorted() && table.iter().all(|word| word.len() <= 12 && *word == word.to_lowercase()));
        }
        assert!(ABBREVIATIONS.is_sorted_by_key(|(word, _)| word));
        assert!(ABBREVIATIONS.iter().all(|(word, _)| word.len() <= LONGEST_ABBREVIATION));
        assert!(CONTRACTIONS.is_sorted_by_key(|(word, _)| word));
        assert!(CONTRACTIONS.iter().all(|(word, parts)| parts.iter().sum::<usize>() < word.len() && word.len() <= 8));
    }

    #[test]
    fn capitals_and_small_letters_find_the_same() {
        assert_eq!(abbreviation(b"INC"), Some(Always));
        assert_eq!(abbreviation(b"No"), Some(BeforeNumber));
        assert_eq!(abbreviation(b"Nope"), None);
        assert_eq!(parts(b"CANNOT"), [3]);
        assert!(is_prefix(b"Anti") && !is_prefix(b"long"));
    }
}
