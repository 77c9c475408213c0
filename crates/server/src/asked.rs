//! What an address asks: the one place where query strings are read and written.
//!
//! ```text
//! ?q=ferry&type=ACCUSE&type=THREATEN&from=2019-01-01 ──parse──▶ Asked ──query──▶ the same, in one fixed order
//! ```
//!
//! Reading is strict: a name that is not known, a day that is none, a value that is too long is an error that says what to
//! do. An empty value asks nothing, since forms send every field.

use jiff::civil::Date;

/// No value is longer, in bytes.
const LONGEST: usize = 1_000;
/// No name is given more often.
const MOST: usize = 100;

/// All that an address may ask. Not every view heeds all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Words to look for.
    pub words: Option<String>,
    /// Part of the name of one who says it.
    pub speaker: Option<String>,
    /// Part of the name of one of whom is spoken.
    pub about: Option<String>,
    /// Types of acts.
    pub types: Vec<String>,
    /// Quad categories of acts.
    pub quads: Vec<String>,
    /// Statuses of acts.
    pub statuses: Vec<String>,
    /// Who did it: a country by its code, else a name. The first of a pair.
    pub actor: Option<String>,
    /// To whom. The second of a pair.
    pub recipient: Option<String>,
    /// Countries that take part on either side, or where it happens.
    pub countries: Vec<String>,
    /// Name of a place.
    pub place: Option<String>,
    /// Publishers of documents.
    pub publishers: Vec<String>,
    /// Kinds of sources of statements.
    pub voices: Vec<String>,
    /// Classes of cues of statements.
    pub cues: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How wide a step of time is.
    pub by: Option<By>,
    /// What is counted.
    pub count: Option<Count>,
    /// By what counts are split: the name of a column that the view knows.
    pub split: Option<String>,
    /// Whether countries or single names are shown.
    pub level: Option<Level>,
    /// By what rows are sorted: a word that the view knows.
    pub sort: Option<String>,
    /// Which page of a list, from 1.
    pub page: Option<u32>,
}

/// Writes a set of words, each the name of a variant.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// All there are.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in addresses.
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// Steps of time.
    By { Day = "day", Week = "week", Month = "month", Year = "year" }
}
words! {
    /// What can be counted.
    Count { Events = "events", Statements = "statements" }
}
words! {
    /// Whom a view tells apart.
    Level { Country = "country", Entity = "entity" }
}

/// The statuses of an act.
pub(crate) const STATUSES: [&str; 5] = ["actual", "historical", "future", "hypothetical", "negated"];
/// The quad categories.
pub(crate) const QUADS: [&str; 4] =
    ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"];
/// The kinds of sources.
pub(crate) const VOICES: [&str; 5] = ["named", "anonymous", "collective", "document", "none"];

/// Names of everything that can be asked, in the order in which addresses have them.
const NAMES: [&str; 21] = [
    "q",
    "speaker",
    "about",
    "type",
    "quad",
    "status",
    "actor",
    "recipient",
    "country",
    "place",
    "publisher",
    "voice",
    "cue",
    "from",
    "to",
    "by",
    "count",
    "split",
    "level",
    "sort",
    "page",
];

/// What is wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AskedError {
    /// No such name.
    #[error("“{0}” is nothing that can be asked; there are: {names}", names = NAMES.join(", "))]
    Name(String),
    /// Given twice where once is meant.
    #[error("“{0}” is given more than once; leave one of them")]
    Twice(&'static str),
    /// Too long or too many.
    #[error("“{0}” is too long; no value may have more than {LONGEST} bytes, and none be given more than {MOST} times")]
    Long(&'static str),
    /// A day that is none.
    #[error("“{value}” is no day for “{name}”; write it as 2019-03-30")]
    Day {
        /// Of the parameter.
        name: &'static str,
        /// As given.
        value: String,
    },
    /// The days are the wrong way round.
    #[error("the last day lies before the first; exchange “from” and “to”")]
    Backwards,
    /// A word that is none of those there are.
    #[error("“{value}” is nothing for “{name}”; there are: {known}")]
    Word {
        /// Of the parameter.
        name: &'static str,
        /// As given.
        value: String,
        /// Words there are.
        known: String,
    },
    /// A code with the wrong form.
    #[error("“{value}” is no {what}; {remedy}")]
    Code {
        /// As given.
        value: String,
        /// What it should be.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
}

impl Asked {
    /// Reads a query string, without its question mark.
    pub(crate) fn parse(query: &str) -> Result<Self, AskedError> {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            let Some(name) = NAMES.iter().copied().find(|known| *known == name) else {
                return Err(AskedError::Name(name.chars().take(40).collect()));
            };
            if value.len() > LONGEST {
                return Err(AskedError::Long(name));
            }
            if !value.is_empty() {
                asked.take(name, value)?;
            }
        }
        match (asked.from, asked.to) {
            (Some(from), Some(to)) if to < from => Err(AskedError::Backwards),
            _ => Ok(asked),
        }
    }

    fn take(&mut self, name: &'static str, value: &str) -> Result<(), AskedError> {
        let of = |known: &[&str]| match known.iter().find(|word| **word == value) {
            Some(word) => Ok((*word).to_owned()),
            None => Err(AskedError::Word { name, value: value.to_owned(), known: known.join(", ") }),
        };
        match name {
            "q" => once(&mut self.words, name, value.to_owned()),
            "speaker" => once(&mut self.speaker, name, value.to_owned()),
            "about" => once(&mut self.about, name, value.to_owned()),
            "actor" => once(&mut self.actor, name, value.to_owned()),
            "recipient" => once(&mut self.recipient, name, value.to_owned()),
            "place" => once(&mut self.place, name, value.to_owned()),
            "type" => add(&mut self.types, name, kind(value)?),
            "quad" => add(&mut self.quads, name, word(value)?),
            "status" => add(&mut self.statuses, name, of(&STATUSES)?),
            "voice" => add(&mut self.voices, name, of(&VOICES)?),
            "cue" => add(&mut self.cues, name, word(value)?),
            "country" => add(&mut self.countries, name, country(value)?),
            "publisher" => add(&mut self.publishers, name, value.to_owned()),
            "from" => once(&mut self.from, name, day(name, value)?),
            "to" => once(&mut self.to, name, day(name, value)?),
            "by" => once(&mut self.by, name, one_of(By::ALL, By::word, name, value)?),
            "count" => once(&mut self.count, name, one_of(Count::ALL, Count::word, name, value)?),
            "level" => once(&mut self.level, name, one_of(Level::ALL, Level::word, name, value)?),
            "split" => once(&mut self.split, name, word(value)?),
            "sort" => once(&mut self.sort, name, word(value)?),
            _ => {
                let page = value.parse().ok().filter(|page| (1..=100_000).contains(page));
                let wrong = || AskedError::Word { name, value: value.to_owned(), known: "1, 2, 3, …".to_owned() };
                once(&mut self.page, name, page.ok_or_else(wrong)?)
            }
        }
    }

    /// The name of each thing that is asked, with its value, in a fixed order.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut one = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        one("q", self.words.clone());
        one("speaker", self.speaker.clone());
        one("about", self.about.clone());
        one("actor", self.actor.clone());
        one("recipient", self.recipient.clone());
        one("place", self.place.clone());
        one("from", self.from.map(|day| day.to_string()));
        one("to", self.to.map(|day| day.to_string()));
        one("by", self.by.map(|by| by.word().to_owned()));
        one("count", self.count.map(|count| count.word().to_owned()));
        one("level", self.level.map(|level| level.word().to_owned()));
        one("split", self.split.clone());
        one("sort", self.sort.clone());
        one("page", self.page.map(|page| page.to_string()));
        for (name, values) in [
            ("type", &self.types),
            ("quad", &self.quads),
            ("status", &self.statuses),
            ("voice", &self.voices),
            ("cue", &self.cues),
            ("country", &self.countries),
            ("publisher", &self.publishers),
        ] {
            pairs.extend(values.iter().map(|value| (name, value.clone())));
        }
        pairs.sort_by_key(|(name, _)| NAMES.iter().position(|known| known == name));
        pairs
    }

    /// The address of a path with all that is asked.
    pub(crate) fn url(&self, path: &str) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return path.to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        format!("{path}?{}", query.finish())
    }

    /// The same with a change; lists begin anew.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        changed.page = None;
        change(&mut changed);
        changed
    }

    /// The page of a list that is asked for, from 0.
    pub(crate) fn page_index(&self) -> usize {
        self.page.map_or(0, |page| page as usize - 1)
    }
}

/// A part of a path: every byte that could mean something else is written as its number.
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The text of a part of a path; none where it is no UTF-8.
pub(crate) fn unsegment(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            // A sign would be taken for a part of the number.
            let digits = std::str::from_utf8(&digits).ok().filter(|it| it.bytes().all(|c| c.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn once<T>(place: &mut Option<T>, name: &'static str, value: T) -> Result<(), AskedError> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(AskedError::Twice(name)),
    }
}

fn add(list: &mut Vec<String>, name: &'static str, value: String) -> Result<(), AskedError> {
    if list.len() >= MOST {
        return Err(AskedError::Long(name));
    }
    if !list.contains(&value) {
        list.push(value);
    }
    Ok(())
}

fn one_of<T: Copy>(all: &[T], word: fn(T) -> &'static str, name: &'static str, value: &str) -> Result<T, AskedError> {
    let known = || all.iter().map(|one| word(*one)).collect::<Vec<_>>().join(", ");
    let found = all.iter().find(|one| word(**one) == value);
    found.copied().ok_or_else(|| AskedError::Word { name, value: value.to_owned(), known: known() })
}

fn day(name: &'static str, value: &str) -> Result<Date, AskedError> {
    // Strictly as a form sends it: jiff reads more than that.
    let date = (value.len() == 10).then(|| value.parse().ok()).flatten();
    date.ok_or_else(|| AskedError::Day { name, value: value.to_owned() })
}

fn kind(value: &str) -> Result<String, AskedError> {
    let fits = value.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let remedy = "types are words such as ACCUSE or AID, as the codebook has them";
    if fits {
        Ok(value.to_uppercase())
    } else {
        Err(AskedError::Code { value: value.to_owned(), what: "type", remedy })
    }
}

fn word(value: &str) -> Result<String, AskedError> {
    let fits = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let remedy = "take one that the page offers";
    if fits {
        Ok(value.to_owned())
    } else {
        Err(AskedError::Code { value: value.to_owned(), what: "word for this", remedy })
    }
}

fn country(value: &str) -> Result<String, AskedError> {
    if is_country(&value.to_uppercase()) {
        return Ok(value.to_uppercase());
    }
    let remedy = "countries are codes of three letters after ISO 3166, such as SWE";
    Err(AskedError::Code { value: value.to_owned(), what: "country", remedy })
}

/// Whether a text has the form of a country's code, three capitals.
pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_in_one_order() {
        let asked =
            Asked::parse("to=2020-01-31&type=accuse&q=%22not+one+word%22&type=AID&speaker=&from=2020-01-01").unwrap();
        assert_eq!(asked.types, ["ACCUSE", "AID"]);
        assert_eq!(
            asked.url("/search"),
            "/search?q=%22not+one+word%22&type=ACCUSE&type=AID&from=2020-01-01&to=2020-01-31"
        );
        let again = asked.url("/search");
        assert_eq!(Asked::parse(again.split_once('?').unwrap().1).unwrap(), asked);
        assert_eq!(Asked::default().url("/time"), "/time");
    }

    #[test]
    fn mistakes_say_what_to_do() {
        let said = |query: &str| Asked::parse(query).unwrap_err().to_string();
        assert!(said("qq=1").contains("nothing that can be asked; there are: q, speaker"));
        assert_eq!(said("from=last+May"), "“last May” is no day for “from”; write it as 2019-03-30");
        assert!(said("from=2020-02-30").contains("no day"));
        assert!(said("from=2020-02-02&to=2020-01-01").contains("exchange"));
        assert!(said("status=done").contains("actual, historical"));
        assert!(said("by=hour").contains("day, week, month, year"));
        assert!(said("country=Sweden").contains("three letters"));
        assert!(said("q=a&q=b").contains("more than once"));
        assert!(said(&format!("q={}", "x".repeat(1_001))).contains("too long"));
        assert!(said("page=0").contains("1, 2, 3"));
        assert!(said("sort=a;b").contains("take one that the page offers"));
    }

    #[test]
    fn names_of_any_letters_are_parts_of_paths() {
        for name in ["Ana Lind", "a/b?c#d%e", "Örebro", "..", "\u{202e}x", ""] {
            assert_eq!(unsegment(&segment(name)).as_deref(), Some(name));
        }
        assert_eq!(segment(".."), "%2E%2E");
        assert_eq!(unsegment("%ff"), None);
        assert_eq!(unsegment("%+1"), None, "a sign is no digit");
    }
}
