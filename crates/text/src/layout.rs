//! What stands before the story: a header with the date, a headline, a byline, the dateline.
//!
//! The reader goes over the first paragraphs in order and asks of each what it begins with:
//! 1. a header date ([`dates`]): `date 2020-05-17`, `Published: 17 May 2020`, a line that is nothing but a date;
//! 2. a byline (`By Jane Doe`) or a line that only names the source;
//! 3. a dateline ([`dateline`]): with it the story has begun;
//! 4. a headline ([`headline`]): a short line that ends without a full stop, a line in capitals, or any short line that stands
//!    right above a dateline.
//!
//! A header may share its line with what follows (`date 2020-05-17 BEIJING: …`), so the reader goes on behind it. The first
//! paragraph that is none of these begins the story. Nothing is dropped from the text: the parts are only pointed at.

mod cursor;
mod dateline;
mod dates;
mod headline;
mod tables;

use onrecord_record::{Bytes, Span};

pub use dateline::DatelineParts;
pub use dates::WrittenDate;

use crate::Text;
use cursor::Cursor;

/// The parts of a text that are about it and not of it. All spans count bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The date in the header.
    pub date: Option<WrittenDate>,
    /// The line that names the author, with its "By".
    pub byline: Option<Span<Bytes>>,
    /// The headline, from the first of its lines to the last.
    pub headline: Option<Span<Bytes>>,
    /// Place, date and agency before the story.
    pub dateline: Option<DatelineParts>,
    /// The first word of the story, as an index into [`Text::words`]; their number where there is no story.
    pub body: usize,
}

impl Layout {
    /// The date that header or dateline give in full, as `2020-05-17`: the header's first.
    #[must_use]
    pub fn iso_date(&self) -> Option<String> {
        let filed = self.dateline.as_ref().and_then(|dateline| dateline.date.as_ref());
        [self.date.as_ref(), filed].into_iter().flatten().find_map(WrittenDate::iso)
    }
}

/// How many paragraphs may stand before the story.
const HEAD: usize = 12;

/// Reads the layout of a text whose words and paragraphs are known.
pub(crate) fn read(text: &Text) -> Layout {
    let mut layout = Layout { body: text.words.len(), ..Layout::default() };
    let mut number = 0;
    let mut at = 0;
    while let Some(paragraph) = text.paragraphs.get(number).filter(|_| number < HEAD) {
        let mut cursor = Cursor::new(text, at.max(paragraph.words.start)..paragraph.words.end);
        if layout.date.is_none()
            && let Some(date) = dates::header(&mut cursor)
        {
            layout.date = Some(date);
        } else if let Some(line) = layout.byline.is_none().then(|| headline::byline(&cursor)).flatten() {
            layout.byline = Some(line);
            cursor.finish();
        } else if headline::is_source(&cursor) {
            cursor.finish();
        } else if let Some(dateline) = dateline::read(&mut cursor, text, number) {
            layout.dateline = Some(dateline);
            layout.body = cursor.at();
            return layout;
        } else if let Some(line) = may_head(&layout, text, cursor.at())
            .then(|| headline::read(&cursor, text, number, layout.headline.is_some()))
            .flatten()
        {
            layout.headline = Some(layout.headline.map_or(line, |above| above.cover(line)));
            cursor.finish();
        } else {
            layout.body = cursor.at();
            return layout;
        }
        at = cursor.at();
        number += usize::from(cursor.is_done());
    }
    layout.body = at;
    layout
}

/// Whether a headline may begin or go on at the word `at`: not where something else stands between it and its first line.
fn may_head(layout: &Layout, text: &Text, at: usize) -> bool {
    let above = at.checked_sub(1).map(|before| text.words[before].span.end());
    layout.headline.is_none_or(|line| Some(line.end()) == above)
}
