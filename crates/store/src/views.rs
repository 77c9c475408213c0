//! `views.sql`: the store as DuckDB sees it, restricted to what is committed.
//!
//! ```text
//! cd STORE && duckdb -init views.sql
//! ```
//!
//! A folder of Parquet files may for a moment hold a file that nobody lists, left by a program that was killed. The views
//! name the files one by one. They stand beside the store's tables and are written anew whenever segments come or go.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};

use crate::catalogue::SegmentInfo;
use crate::derived::DERIVED;
use crate::error::StoreError;
use crate::held::Held;
use crate::tables::{TABLES, Table};

/// The first words of the file; one that begins otherwise is the user's own.
const HEAD: &str = "-- Views over the committed tables of this store, for DuckDB.";

/// One row a day, dyad and type.
const EVENTS_DAILY: &str = "\
-- One event a day, dyad and type, of acts that happened; null stands for a side whose country is not known.
CREATE OR REPLACE VIEW events_daily AS
SELECT day, actor_country, recipient_country, type, min(quad) AS quad, count(*) AS events,
       count(DISTINCT doc) AS documents, avg(intensity) AS intensity, max(confidence) AS confidence
FROM (SELECT doc, first_day AS day, type, quad, intensity, confidence, actor_country,
             unnest(CASE WHEN len(recipient_countries) = 0 THEN [NULL] ELSE recipient_countries END) AS recipient_country
      FROM (SELECT *, unnest(CASE WHEN len(actor_countries) = 0 THEN [NULL] ELSE actor_countries END) AS actor_country
            FROM events WHERE status = 'actual' AND first_day IS NOT NULL))
GROUP BY day, actor_country, recipient_country, type;
";

/// The events of a story once.
const EVENTS_BY_STORY: &str = "\
-- The events of a story once: of all that its copies tell alike the surest stands, `copies` says how many there are.
CREATE OR REPLACE VIEW events_by_story AS
SELECT coalesce(s.story, e.doc) AS story, type, status, first_day, actor_countries, recipient_countries,
       first(e.doc ORDER BY confidence DESC, e.doc, event) AS doc, first(event ORDER BY confidence DESC, e.doc, event) AS event,
       max(confidence) AS confidence, count(*) AS copies
FROM events e LEFT JOIN stories s ON s.doc = e.doc
GROUP BY coalesce(s.story, e.doc), type, status, first_day, actor_countries, recipient_countries;
";

/// Writes the file anew. One of the user's own is left alone.
pub(crate) fn write(held: &mut Held) -> Result<(), StoreError> {
    let path = held.layout.views();
    match fs::read(&path) {
        Ok(bytes) if !bytes.starts_with(HEAD.as_bytes()) => return Ok(()),
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(StoreError::read(&path)(cause)),
        _ => {}
    }
    let derived: Vec<_> = held.catalogue.derived()?.into_iter().map(|file| file.path).collect();
    let text = text(&held.catalogue.segments()?, &derived);
    let unfinished = path.with_extension("sql.part");
    let outcome = held.disk.create(&unfinished).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync()?;
        drop(file);
        held.disk.rename(&unfinished, &path)
    });
    outcome.map_err(|cause| {
        held.disk.remove(&unfinished).ok();
        StoreError::write(&path)(cause)
    })
}

/// All views, for these segments and derived files.
fn text(segments: &[SegmentInfo], derived: &[String]) -> String {
    let mut text = format!(
        "{HEAD}\n-- In the folder of the store: duckdb -init views.sql; from elsewhere first: SET file_search_path = 'STORE';\n\
         -- Written by onrecord, and replaced whenever the store changes.\n"
    );
    let files = |table| segments.iter().flat_map(|segment| &segment.files).filter(move |file| file.table == table);
    for table in TABLES {
        view(&mut text, table.name(), files(table).map(|file| file.path.as_str()));
    }
    for table in DERIVED {
        view(&mut text, table.name(), derived.iter().map(String::as_str).filter(|path| *path == table.path()));
    }
    if files(Table::Events).next().is_some() {
        text += EVENTS_DAILY;
        if !derived.is_empty() {
            text += EVENTS_BY_STORY;
        }
    }
    text
}

fn view<'f>(text: &mut String, name: &str, files: impl Iterator<Item = &'f str>) {
    let files: Vec<_> = files.map(|file| format!("'{file}'")).collect();
    if !files.is_empty() {
        let files = files.join(", ");
        let _ = writeln!(
            text,
            "CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{files}], union_by_name = true);"
        );
    }
}
