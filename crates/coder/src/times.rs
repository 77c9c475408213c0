//! Expressions of time in a document, as days.

use onrecord_record::TimeRange;
use onrecord_times::{Expression, Kind};

use crate::reading::Reading;

/// All expressions that name days, in their order.
pub(crate) fn times(reading: &Reading<'_>, found: &[Expression]) -> Vec<TimeRange> {
    let named = found.iter().filter(|it| it.kind != Kind::Recurring);
    named
        .map(|it| TimeRange {
            span: Some(reading.chars(&it.words)),
            start: it.interval.start.map(|day| day.to_string()),
            end: it.interval.end.map(|day| day.to_string()),
        })
        .collect()
}
