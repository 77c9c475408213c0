//! Expressions of time in a document, as days.

use jiff::civil::Date;
use onrecord_record::TimeRange;
use onrecord_times::{Kind, Reference, expressions};

use crate::reading::Reading;

/// All expressions that name days, in their order.
pub(crate) fn times(reading: &Reading<'_>, published: Option<Date>) -> Vec<TimeRange> {
    let found = expressions(reading.text, &reading.analysis.sentences, &Reference { published });
    let named = found.into_iter().filter(|it| it.kind != Kind::Recurring);
    named
        .map(|it| TimeRange {
            span: Some(reading.chars(&it.words)),
            start: it.interval.start.map(|day| day.to_string()),
            end: it.interval.end.map(|day| day.to_string()),
        })
        .collect()
}
