//! Dates as headers and datelines write them: `2020-05-17`, `May 17, 2020`, `17 May 2020`, `Sept. 3`, `17.05.2020`.

use onrecord_record::{Bytes, Span};

use super::cursor::Cursor;
use super::tables::{is_date_label, is_weekday, month};

/// A date that stands in the text. The year may be missing, as it mostly is in datelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where it stands, in bytes, without its label and weekday.
    pub span: Span<Bytes>,
    /// The year, where it is written.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and a day that the month has.
    pub day: u8,
}

impl WrittenDate {
    /// `2020-05-17`; none without a year.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        self.year.map(|year| self.in_year(year))
    }

    /// `2020-05-17`, a missing year taken from the day of publication (an ISO date): the year that brings the two closest.
    /// None where `published` is no ISO date and the year is missing.
    #[must_use]
    pub fn iso_near(&self, published: &str) -> Option<String> {
        if let Some(iso) = self.iso() {
            return Some(iso);
        }
        let (year, published_month, _) = iso_parts(published)?;
        let year = match i16::from(self.month) - i16::from(published_month) {
            7.. => year.checked_sub(1)?,
            ..=-7 => year.checked_add(1)?,
            _ => year,
        };
        real(Some(year), self.month, self.day).then(|| self.in_year(year))
    }

    fn in_year(&self, year: u16) -> String {
        format!("{year:04}-{:02}-{:02}", self.month, self.day)
    }
}

/// A date as [`read`] finds it.
pub(super) enum Found {
    Date(WrittenDate),
    /// Only a weekday.
    Weekday,
}

/// Takes a date, weekday before it included. The cursor stays where there is none.
pub(super) fn read(cursor: &mut Cursor) -> Option<Found> {
    let mut ahead = cursor.clone();
    let weekday = is_weekday(ahead.form(0));
    if weekday {
        ahead.step();
        ahead.take(&["."]);
        let after_day = ahead.clone();
        ahead.take(&[","]);
        if let Some(date) = day_and_month(&mut ahead) {
            *cursor = ahead;
            return Some(Found::Date(date));
        }
        *cursor = after_day;
        return Some(Found::Weekday);
    }
    let date = iso(&mut ahead).or_else(|| day_and_month(&mut ahead)).or_else(|| figures(&mut ahead))?;
    *cursor = ahead;
    Some(Found::Date(date))
}

/// Takes the date of a header: with a label, or filling its line, or with weekday and year before the story. A time of day
/// behind it goes with it.
pub(super) fn header(cursor: &mut Cursor) -> Option<WrittenDate> {
    let mut ahead = cursor.clone();
    let mut labels = 0;
    while labels < 3 && is_date_label(ahead.form(0)) {
        ahead.step();
        labels += 1;
        ahead.take(&[":", "-", "–"]);
    }
    let weekday = is_weekday(ahead.form(0));
    let Found::Date(date) = read(&mut ahead)? else { return None };
    take_time(&mut ahead);
    let fills_line = ahead.is_done();
    let lone = weekday && date.year.is_some() && starts_anew(&ahead);
    if fills_line || lone || (labels > 0 && (date.year.is_some() || starts_anew(&ahead))) {
        *cursor = ahead;
        return Some(date);
    }
    None
}

/// Whether what follows reads like a beginning: `… May 7, 2015 On Tuesday`.
fn starts_anew(cursor: &Cursor) -> bool {
    let form = cursor.form(0);
    form.starts_with(|c: char| c.is_uppercase()) || matches!(form, "“" | "\"" | "‘" | "``")
}

/// Takes a time of day with its zone: `10:30`, `at 10:30 am GMT`, `| 14:05 IST`. Signs alone are no time.
fn take_time(cursor: &mut Cursor) {
    let mut ahead = cursor.clone();
    ahead.take(&[",", "|", "-", "–", "—", "/"]);
    ahead.take(&["at", "At", "AT"]);
    let hour = ahead.form(0);
    if !(hour.contains(':') && hour.starts_with(|c: char| c.is_ascii_digit())) {
        return;
    }
    ahead.step();
    ahead.take(&["am", "pm", "AM", "PM", "a.m.", "p.m."]);
    let zone = ahead.form(0);
    let known = [
        "GMT", "UTC", "BST", "IST", "PKT", "EST", "EDT", "CET", "CEST", "PST", "PDT", "ET", "MSK", "WIB", "JST", "HKT",
        "SGT", "AST",
    ];
    if known.contains(&zone) {
        ahead.step();
    }
    *cursor = ahead;
}

/// `2020-05-17` or `2020/05/17`, with a time glued to it or not.
fn iso(cursor: &mut Cursor) -> Option<WrittenDate> {
    let start = cursor.word(0)?.span.start();
    let (year, month, day) = iso_parts(cursor.raw().get(start as usize..)?)?;
    cursor.step();
    while !cursor.is_done() && !cursor.blank_before(0) && !matches!(cursor.form(0), "," | ":" | "—" | "–" | "--") {
        cursor.step();
    }
    Some(WrittenDate { span: Span::new(start, start + 10), year: Some(year), month, day })
}

/// Year, month and day that a text begins with, in ISO order.
fn iso_parts(text: &str) -> Option<(u16, u8, u8)> {
    let date = text.get(..10)?;
    let sign = date.as_bytes()[4];
    if !matches!(sign, b'-' | b'/' | b'.')
        || date.as_bytes()[7] != sign
        || text.as_bytes().get(10).is_some_and(u8::is_ascii_digit)
    {
        return None;
    }
    let (year, month, day) = (number(&date[..4])?, number(&date[5..7])?, number(&date[8..])?);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    real(Some(year), month, day).then_some((year, month, day))
}

/// `May 17, 2020`, `May 17`, `17 May 2020`, `17th of May`, `Sept. 3`.
fn day_and_month(cursor: &mut Cursor) -> Option<WrittenDate> {
    let mut ahead = cursor.clone();
    let from = ahead.at();
    let (month, day) = if let Some(month) = month(ahead.form(0)) {
        ahead.step();
        ahead.take(&["."]);
        (month, day(&mut ahead)?)
    } else {
        let day = day(&mut ahead)?;
        ahead.take(&["of"]);
        let month = month(ahead.form(0))?;
        ahead.step();
        (month, day)
    };
    let without_year = ahead.clone();
    ahead.take(&["."]);
    ahead.take(&[","]);
    let year = year(ahead.form(0));
    if year.is_some() {
        ahead.step();
    } else {
        ahead = without_year;
    }
    let span = ahead.span_from(from)?;
    *cursor = ahead;
    real(year, month, day).then_some(WrittenDate { span, year, month, day })
}

/// `17/05/2020`, `17.05.2020`, `05-17-2020`; where both might be the month, nobody knows.
fn figures(cursor: &mut Cursor) -> Option<WrittenDate> {
    let word = cursor.word(0)?;
    let form = cursor.form(0);
    let mut parts = form.split(['/', '.', '-']);
    let (first, second, year) = (number(parts.next()?)?, number(parts.next()?)?, year(parts.next()?)?);
    if parts.next().is_some() {
        return None;
    }
    let (day, month) = match (first, second) {
        (13.., 1..=12) => (first, second),
        (1..=12, 13..) => (second, first),
        (day, month) if day == month || form.contains('.') => (day, month),
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let date = real(Some(year), month, day).then_some(WrittenDate { span: word.span, year: Some(year), month, day })?;
    cursor.step();
    Some(date)
}

fn day(cursor: &mut Cursor) -> Option<u8> {
    let form = cursor.form(0);
    let digits = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.is_empty() || digits.len() > 2 || !matches!(&form[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    cursor.step();
    u8::try_from(number(digits)?).ok()
}

fn year(form: &str) -> Option<u16> {
    (form.len() == 4).then(|| number(form)).flatten().filter(|year| (1700..2200).contains(year))
}

fn number(digits: &str) -> Option<u16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// Whether the calendar has that day; 29 February where the year is not known.
fn real(year: Option<u16>, month: u8, day: u8) -> bool {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn only_date(line: &str) -> Option<(Option<u16>, u8, u8)> {
        let text = Text::new(line);
        let mut cursor = Cursor::new(&text, 0..text.words.len());
        match read(&mut cursor) {
            Some(Found::Date(date)) => Some((date.year, date.month, date.day)),
            _ => None,
        }
    }

    #[test]
    fn dates_in_all_their_forms() {
        for line in [
            "2020-05-17",
            "2020-05-17T10:30:00Z",
            "2020/05/17",
            "May 17, 2020",
            "17 May 2020",
            "17th of May, 2020",
            "Sunday, May 17, 2020",
            "MAY 17 2020",
            "17/05/2020",
            "05/17/2020",
            "17.05.2020",
            "Sun. May 17, 2020",
        ] {
            assert_eq!(only_date(line), Some((Some(2020), 5, 17)), "{line}");
        }
        assert_eq!(only_date("Sept. 3 (Agency)"), Some((None, 9, 3)));
        assert_eq!(only_date("Mar 3"), Some((None, 3, 3)));
    }

    #[test]
    fn what_is_no_date() {
        for line in ["May I ask", "30 February 2020", "2020-13-01", "3 men", "05/06/2020", "2020-05-171", "March on"] {
            assert_eq!(only_date(line), None, "{line}");
        }
    }

    #[test]
    fn a_missing_year_comes_from_the_day_of_publication() {
        let date = |month, day| WrittenDate { span: Span::new(0, 0), year: None, month, day };
        assert_eq!(date(3, 3).iso(), None);
        assert_eq!(date(3, 3).iso_near("2019-03-04").as_deref(), Some("2019-03-03"));
        assert_eq!(date(12, 31).iso_near("2020-01-02").as_deref(), Some("2019-12-31"));
        assert_eq!(date(1, 1).iso_near("2019-12-31").as_deref(), Some("2020-01-01"));
        assert_eq!(date(2, 29).iso_near("2019-02-28"), None);
        assert_eq!(date(2, 29).iso_near("no date"), None);
    }
}
