//! Dates as inputs write them.
//!
//! Only forms that can be read in one way: `05/06/2020` is June in one country and May in the next, so it is no date
//! here. The day is that of the writer's own clock; a time zone is not applied.

use jiff::civil::Date;

/// The ISO date that `written` names: ISO dates and date-times (`2020-05-17`, `20200517`, `2020/05/17`,
/// `2020-05-17T10:00:00+02:00`), mail dates (`Sun, 17 May 2020 10:00:00 GMT`) and dates in English words
/// (`May 17, 2020`, `17 May 2020`, `Sunday, May 17th, 2020 at 10:30 am`).
#[must_use]
pub fn iso_date(written: &str) -> Option<String> {
    let written = written.trim();
    if written.len() > 64 {
        return None;
    }
    by_numbers(written).or_else(|| by_words(written)).map(|date| date.to_string())
}

fn by_numbers(written: &str) -> Option<Date> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let (date, rest) = match (digits, written.as_bytes().get(4)) {
        (4, Some(mark @ (b'-' | b'/'))) => {
            let (date, rest) = written.split_at_checked(10)?;
            let mut parts = date.split(char::from(*mark));
            let date = (parts.next()?, parts.next()?, parts.next()?);
            (date, rest)
        }
        (8, _) => ((written.get(..4)?, written.get(4..6)?, written.get(6..8)?), written.get(8..)?),
        _ => return None,
    };
    (rest.is_empty() || is_time_of_day(rest)).then_some(())?;
    day(number(date.0, 4)?, number(date.1, 2)?, number(date.2, 2)?)
}

/// "T10:00:00.000Z", " 10:00 +0200": what may follow a date in numbers.
fn is_time_of_day(rest: &str) -> bool {
    let clock = rest.strip_prefix(['T', 't', ' ']).map(str::trim_start);
    clock.is_some_and(|clock| {
        clock.len() >= 4
            && clock.starts_with(|char: char| char.is_ascii_digit())
            && clock.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":.,+-/[]_ ".contains(&byte))
    })
}

fn by_words(written: &str) -> Option<Date> {
    let mut parts = written.split([' ', ',', '\t', '\u{a0}']).filter(|part| !part.is_empty()).peekable();
    parts.next_if(|part| is_weekday(part));
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (month, day_number) = match month(first) {
        Some(month) => (month, ordinal(second)?),
        None => (month(second)?, ordinal(first)?),
    };
    parts.all(is_time_word).then_some(())?;
    day(number(third, 4)?, month, day_number)
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A number of just so many digits.
fn number(written: &str, digits: usize) -> Option<i16> {
    (written.len() == digits && written.bytes().all(|byte| byte.is_ascii_digit())).then(|| written.parse().ok())?
}

/// "7", "07", "17th"
fn ordinal(written: &str) -> Option<i16> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| written.strip_suffix(end)).unwrap_or(written);
    number(bare, bare.len().clamp(1, 2))
}

fn month(written: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = written.strip_suffix('.').unwrap_or(written).to_ascii_lowercase();
    // "Sept" is the one short form of four letters.
    let short = name.len() == 3 || name == "sept";
    let at = MONTHS.iter().position(|&month| month == name || (short && month.starts_with(&name)))?;
    i16::try_from(at + 1).ok()
}

fn is_weekday(written: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = written.strip_suffix('.').unwrap_or(written).to_ascii_lowercase();
    name.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&name))
}

/// "10:30", "am", "at", "GMT", "+0200", "(CEST)": what may follow a date in words.
fn is_time_word(part: &str) -> bool {
    let bare = part.trim_matches(['(', ')', '.']);
    let half_or_at = ["at", "am", "pm", "a.m", "p.m"].iter().any(|word| bare.eq_ignore_ascii_case(word));
    let zone = (1..=5).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    let clock = bare.starts_with(|char: char| char.is_ascii_digit() || "+-".contains(char))
        && bare.len() >= 4
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":.+-".contains(&byte));
    half_or_at || zone || clock
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_day_written_in_many_ways() {
        for written in [
            "2020-05-17",
            " 2020-05-17\n",
            "20200517",
            "2020/05/17",
            "2020-05-17T23:30:00Z",
            "2020-05-17T10:00:00.123+0200",
            "2020-05-17 10:00",
            "2020-05-17T10:00:00+02:00[Europe/Vienna]",
            "20200517T101500Z",
            "Sun, 17 May 2020 10:00:00 GMT",
            "17 May 2020 10:00:00 +0200",
            "17 May 2020",
            "17 MAY 2020",
            "May 17, 2020",
            "May 17th, 2020",
            "Sunday, May 17, 2020 10:30 am (EDT)",
            "Sun May 17, 2020 at 10:30 p.m.",
        ] {
            assert_eq!(iso_date(written).as_deref(), Some("2020-05-17"), "{written:?}");
        }
        assert_eq!(iso_date("Sept. 5, 2019").as_deref(), Some("2019-09-05"));
        assert_eq!(iso_date("1 Jun 1999").as_deref(), Some("1999-06-01"));
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_none() {
        for written in [
            "",
            "yesterday",
            "2020",
            "2020-05",
            "May 2020",
            "2020-02-30",
            "0000-00-00",
            "05/06/2020",
            "17/05/20",
            "17 May 20",
            "Ma 17, 2020",
            "May 17, 2020 said he",
            "2020-05-17 (updated)",
            "2020-05-1é",
            "1589673600",
            "May 32, 2020",
        ] {
            assert_eq!(iso_date(written), None, "{written:?}");
        }
    }

    proptest! {
        #[test]
        fn any_string_is_a_date_or_none(written in "[0-9TZ:+/ ,.a-zé-]{0,30}") {
            if let Some(date) = iso_date(&written) {
                prop_assert_eq!(iso_date(&date), Some(date));
            }
        }
    }
}
