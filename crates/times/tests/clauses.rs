//! Which side of the publication date a bare weekday, month or feast lies on, by its clause.

use jiff::civil::{Date, date};
use onrecord_text::Text;
use onrecord_times::{Reference, expressions};

/// The first days of the expressions of a sentence published on Wednesday, 20 May 2020.
fn days(raw: &str) -> Vec<Option<Date>> {
    let text = Text::new(raw);
    let seen = Reference { published: Some(date(2020, 5, 20)) };
    let all = 0..text.words.len();
    expressions(&text, std::slice::from_ref(&all), &seen).into_iter().map(|found| found.interval.start).collect()
}

fn may(day: i8) -> Option<Date> {
    Some(date(2020, 5, day))
}

#[test]
fn what_is_to_come() {
    for raw in [
        "The panel will publish its findings on Friday.",
        "The panel is to publish its findings on Friday.",
        "A summit starting on Friday will seek a truce.",
        "The vote, expected on Friday, may be put off.",
        "Both sides rearmed ahead of Friday's talks.",
        "On Friday, the besieged town will be handed over.",
        "The prisoners will be released on Friday.",
        "The crew has to leave the port on Friday.",
        "The law takes effect on Friday.",
    ] {
        assert_eq!(days(raw).first(), Some(&may(22)), "{raw}");
    }
}

#[test]
fn what_has_been() {
    for raw in [
        "The panel published its findings on Friday.",
        "The court will rule on papers filed on Friday.",
        "He may have been killed on Friday.",
        "The minister could not be reached on Friday.",
        "The match was called off due to the storm on Friday.",
        "On Friday, the rebels captured the dam.",
        "The king will honour a guard who fell on Friday.",
        "Friday's raid killed two.",
        "A new raid will follow, the general said on Friday.",
    ] {
        assert_eq!(days(raw).first(), Some(&may(15)), "{raw}");
    }
}

#[test]
fn feasts_and_days_without_a_year() {
    assert_eq!(days("A tourist was stabbed on Christmas Eve."), [Some(date(2019, 12, 24))]);
    assert_eq!(days("The troops will be home for Christmas."), [Some(date(2020, 12, 25))]);
    assert_eq!(days("The house was dissolved before the vote of June 28."), [Some(date(2020, 6, 28))]);
    assert_eq!(days("The ballot will be held on 3 April."), [Some(date(2021, 4, 3))]);
}

#[test]
fn years_by_their_signs() {
    for raw in [
        "The failed 2016 coup changed the army.",
        "Few forgot that 2016 siege.",
        "After 2016’s failed coup he fled.",
        "Fighting went on into 2016.",
        "He joined in late 2015 and left in May the following year.",
    ] {
        assert_eq!(days(raw).last().copied().flatten().map(Date::year), Some(2016), "{raw}");
    }
    assert_eq!(days("She was first lady, 1981-1989."), [Some(date(1981, 1, 1))]);
    assert_eq!(days("He wrote songs in the early 80s."), [Some(date(1980, 1, 1))]);
    assert_eq!(days("He is in his early 80s and ran the last year of the old government."), []);
}
