//! Which column of a table holds what: by the names that columns usually have, or as the user says.
//!
//! Names are compared without case, blanks, `_` and `-`, so that `publishedAt` is `published_at`. Where several usual names
//! are there, an earlier one of the table below comes first, and a row takes the first that is not empty.

use std::str::FromStr;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    Text,
    Id,
    Title,
    Date,
    Publisher,
    Url,
    Language,
}

/// All fields, with the name that the user calls each by, and the usual names of columns, squeezed. Those of Infini-News
/// (CC-NEWS as Parquet) are among them: `text`, `title`, `url`, `publish_date`, `warc_date`, `sitename`, `url_hostname`,
/// `lang`, `warc_record_id`. The day of a crawl stands last, for articles without a day of their own.
const USUAL: [(Field, &str, &[&str]); 7] = [
    (
        Field::Text,
        "text",
        &[
            "text",
            "body",
            "content",
            "article",
            "maintext",
            "fulltext",
            "articlebody",
            "articletext",
            "bodytext",
            "plaintext",
            "rawtext",
            "eventtext",
        ],
    ),
    (Field::Id, "id", &["id", "docid", "documentid", "articleid", "storyid", "uid", "guid", "uuid", "warcrecordid"]),
    (Field::Title, "title", &["title", "headline", "articletitle"]),
    (
        Field::Date,
        "date",
        &[
            "published",
            "publishedat",
            "publishdate",
            "publisheddate",
            "datepublished",
            "datepublish",
            "publicationdate",
            "pubdate",
            "date",
            "datetime",
            "timestamp",
            "warcdate",
        ],
    ),
    (
        Field::Publisher,
        "publisher",
        &[
            "publisher",
            "sitename",
            "source",
            "sourcename",
            "outlet",
            "publication",
            "newspaper",
            "domain",
            "sourcedomain",
            "hostname",
            "urlhostname",
        ],
    ),
    (Field::Url, "url", &["url", "uri", "link", "sourceurl", "articleurl", "warctargeturi"]),
    (Field::Language, "language", &["language", "lang", "languagecode", "languageiso6393", "languageshort"]),
];

/// Columns that the user named; all others go by their usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    named: Vec<(Field, String)>,
}

/// Why a list of columns is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// Something without `=`.
    #[error("{0:?} is no FIELD=COLUMN; write for example text=body,date=published_at")]
    NoPair(String),
    /// A field that documents do not have.
    #[error("there is no field {0:?}; the fields are text, id, title, date, publisher, url, language")]
    NoField(String),
    /// A field that is named twice.
    #[error("the field {0} is named twice")]
    Twice(&'static str),
}

impl FromStr for Columns {
    type Err = ColumnsError;

    /// `text=body,date=published_at`
    fn from_str(list: &str) -> Result<Self, ColumnsError> {
        let mut columns = Self::default();
        for pair in list.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (field, column) = pair.split_once('=').ok_or_else(|| ColumnsError::NoPair(pair.to_owned()))?;
            if column.trim().is_empty() {
                return Err(ColumnsError::NoPair(pair.to_owned()));
            }
            columns.name(field.trim(), column.trim())?;
        }
        Ok(columns)
    }
}

/// The columns of one table, by what they hold: for each field those that may hold it, the likeliest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) fields: Vec<(Field, Vec<usize>)>,
}

impl Layout {
    /// The columns of a field.
    pub(crate) fn of(&self, field: Field) -> &[usize] {
        self.fields.iter().find(|(other, _)| *other == field).map_or(&[], |(_, columns)| columns)
    }
}

/// A column that should be there and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The column that the user named; else none of the usual names of a text is there.
    pub(crate) column: Option<String>,
    /// The columns that there are.
    pub(crate) found: Vec<String>,
}

impl Columns {
    /// Says which column holds a field: `name("date", "published_at")`.
    ///
    /// # Errors
    /// Where there is no such field, or it has a column already.
    pub fn name(&mut self, field: &str, column: &str) -> Result<(), ColumnsError> {
        let wanted = if field == "published" { "date" } else { field };
        let Some(&(field, name, _)) = USUAL.iter().find(|(_, name, _)| *name == wanted) else {
            return Err(ColumnsError::NoField(field.to_owned()));
        };
        if self.named.iter().any(|(other, _)| *other == field) {
            return Err(ColumnsError::Twice(name));
        }
        self.named.push((field, column.to_owned()));
        Ok(())
    }

    /// Whether the user named any.
    pub(crate) fn is_named(&self) -> bool {
        !self.named.is_empty()
    }

    /// Whether a header has all columns that the user named.
    pub(crate) fn are_in(&self, header: &[String]) -> bool {
        self.is_named() && self.named.iter().all(|(_, wanted)| position(header, wanted).is_some())
    }

    /// What the columns of a table hold.
    pub(crate) fn layout(&self, header: &[String]) -> Result<Layout, Missing> {
        let missing = |column: Option<&str>| Missing { column: column.map(str::to_owned), found: header.to_vec() };
        let squeezed: Vec<String> = header.iter().map(|name| squeeze(name)).collect();
        let mut fields = Vec::new();
        for (field, _, usual) in &USUAL {
            let named = self.named.iter().find(|(other, _)| other == field);
            let columns: Vec<usize> = match named {
                Some((_, wanted)) => vec![position(header, wanted).ok_or_else(|| missing(Some(wanted)))?],
                // A column that the user gave to one field is not taken for another.
                None => usual
                    .iter()
                    .filter_map(|name| squeezed.iter().position(|column| column == name))
                    .filter(|&at| !self.named.iter().any(|(_, wanted)| position(header, wanted) == Some(at)))
                    .collect(),
            };
            fields.push((*field, columns));
        }
        let layout = Layout { fields };
        if layout.of(Field::Text).is_empty() { Err(missing(None)) } else { Ok(layout) }
    }
}

/// A column by its own name, else by one that differs in case and marks alone.
fn position(header: &[String], wanted: &str) -> Option<usize> {
    let exact = header.iter().position(|name| name.trim() == wanted);
    exact.or_else(|| header.iter().position(|name| squeeze(name) == squeeze(wanted)))
}

fn squeeze(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn usual_names_are_known_however_they_are_written() {
        let layout = Columns::default().layout(&header("Article ID,Body,HEADLINE,publishedAt,words")).unwrap();
        assert_eq!(layout.of(Field::Text), [1]);
        assert_eq!(
            (layout.of(Field::Id), layout.of(Field::Title), layout.of(Field::Date)),
            (&[0][..], &[2][..], &[3][..])
        );
        assert!(layout.of(Field::Url).is_empty());
    }

    #[test]
    fn the_columns_of_infini_news_are_known() {
        let names = "url,url_hostname,warc_record_id,warc_target_uri,warc_date,publish_date,sitename,title,text,lang";
        let layout = Columns::default().layout(&header(names)).unwrap();
        assert_eq!(layout.of(Field::Date), [5, 4], "the day of the crawl is second best");
        assert_eq!(layout.of(Field::Publisher), [6, 1]);
        assert_eq!((layout.of(Field::Id), layout.of(Field::Url)), (&[2][..], &[0, 3][..]));
    }

    #[test]
    fn what_the_user_names_comes_first_and_must_be_there() {
        let columns: Columns = "text=summary, date=seen".parse().unwrap();
        let layout = columns.layout(&header("text,summary,seen,date")).unwrap();
        assert_eq!((layout.of(Field::Text), layout.of(Field::Date)), (&[1][..], &[2][..]));
        let missing = columns.layout(&header("text,date")).unwrap_err();
        assert_eq!(missing, Missing { column: Some("summary".into()), found: header("text,date") });
        assert_eq!(Columns::default().layout(&header("a,b")).unwrap_err().column, None);
    }

    #[test]
    fn a_list_that_is_none_is_told() {
        assert_eq!("text".parse::<Columns>(), Err(ColumnsError::NoPair("text".into())));
        assert_eq!("author=by".parse::<Columns>(), Err(ColumnsError::NoField("author".into())));
        assert_eq!("text=a,text=b".parse::<Columns>(), Err(ColumnsError::Twice("text")));
        assert_eq!("".parse::<Columns>(), Ok(Columns::default()));
    }
}
