//! One document as it came in.

use std::fmt;

/// A text and what its input says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id that the input gives; else the path as given, and for a line, row or record in it `path:number`.
    pub id: String,
    /// Whether `id` comes from the input. Where it does not, it says only where the text lay, so that the same text
    /// in two places is the same document.
    pub id_given: bool,
    /// Exactly the text that was read: decoded, without a byte order mark, nothing else changed.
    pub text: String,
    /// Title given beside the text.
    pub title: Option<String>,
    /// ISO date of publication.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub uri: Option<String>,
    /// The language that it is written in, as an ISO 639 code: of two letters where there is one, else of three. `None`
    /// where the input says nothing and the text is too short to tell.
    pub language: Option<String>,
    /// The character set that it was read in, by its WHATWG name; anything but `UTF-8` was detected.
    pub encoding: &'static str,
    /// Where it was read.
    pub origin: Origin,
    /// What was left out or mended.
    pub warnings: Vec<Warning>,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The path as given, for a file in a folder with the folder's path before it; `-` for standard input.
    pub path: String,
    /// The place within it, where it holds many documents.
    pub place: Option<Place>,
}

/// One of the many documents of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Line of a text, from 1.
    Line(u64),
    /// Row of a table, from 1; in CSV the header is the first.
    Row(u64),
    /// Record of an archive, from 1.
    Record(u64),
}

impl Place {
    /// The number alone.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Row(number) | Self::Record(number) => number,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Row(number) => write!(f, "row {number}"),
            Self::Record(number) => write!(f, "record {number}"),
        }
    }
}

impl Origin {
    /// The input as a whole.
    #[must_use]
    pub fn whole(path: &str) -> Self {
        Self { path: path.to_owned(), place: None }
    }

    /// A place in the input.
    pub(crate) fn at(path: &str, place: Place) -> Self {
        Self { path: path.to_owned(), place: Some(place) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path == "-" { "standard input" } else { &self.path };
        match self.place {
            Some(place) => write!(f, "{path}, {place}"),
            None => f.write_str(path),
        }
    }
}

/// Something about a document that was left out or mended; the document itself is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A field that should hold a date holds none.
    NoDate {
        /// Name of the field.
        field: &'static str,
        /// What it holds, cut after 60 characters.
        found: String,
    },
    /// A field that should hold a string holds something else.
    NoString {
        /// Name of the field.
        field: &'static str,
        /// What it holds: "a number", "a list", …
        found: &'static str,
    },
    /// The text is a feed's summary of an article that the feed does not hold.
    Summary,
    /// Bytes that are no characters of the document's character set; U+FFFD stands for each.
    Replaced {
        /// How many replacement characters there are.
        places: usize,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDate { field, found } => {
                write!(f, "`{field}` is no date: {found:?}; left out (write it as 2020-05-17)")
            }
            Self::NoString { field, found } => write!(f, "`{field}` is {found}, not a string; left out"),
            Self::Summary => f.write_str("only the summary; the feed does not hold the article"),
            Self::Replaced { places } => {
                write!(f, "{places} broken characters, each replaced by U+FFFD; save the text as UTF-8 to keep them")
            }
        }
    }
}
