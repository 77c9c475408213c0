//! Sentences of the wire in which words of the calendar and figures are no times, or where only the named words are.

use jiff::civil::date;
use onrecord_text::Text;
use onrecord_times::{Reference, expressions};

fn found(raw: &str) -> Vec<String> {
    let text = Text::new(raw);
    let seen = Reference { published: Some(date(2020, 5, 20)) };
    expressions(&text, std::slice::from_ref(&(0..text.words.len())), &seen)
        .into_iter()
        .map(|found| {
            text.words[found.words.start].span.cover(text.words[found.words.end - 1].span).slice(raw).to_owned()
        })
        .collect()
}

#[test]
fn months_that_are_verbs_and_names() {
    for raw in [
        "The rebels may march on the capital, diplomats fear.",
        "Thousands march against the levy.",
        "Theresa May said the deal was dead.",
        "Mrs May flew to the summit; May said little.",
        "The plan that May put forward failed by nine votes.",
        "April Jones and June Carter chaired the panel.",
        "An august assembly of judges heard the plea.",
        "He was a leader of Black September.",
        "May the dead rest in peace, the bishop prayed.",
    ] {
        assert_eq!(found(raw), [""; 0], "{raw}");
    }
}

#[test]
fn days_that_are_names() {
    for raw in [
        "The Sunday Times carried the leak.",
        "Russia Today broadcast the footage.",
        "Sheffield Wednesday lost again.",
        "Survivors of Bloody Sunday spoke to the inquiry.",
        "A paper, the Mail on Sunday, paid for the tape.",
        "The Arab Spring began with a street seller.",
        "Easter Island has a new airport.",
        "The fall of the old regime brought no peace.",
        "Spring water is scarce in the camp.",
        "The sun rose over the wed and the sat.",
    ] {
        assert_eq!(found(raw), [""; 0], "{raw}");
    }
}

#[test]
fn figures_that_are_no_years_and_no_days() {
    for raw in [
        "Some 2011 people were moved to tents.",
        "About 2,000 people marched.",
        "The quake killed 1998 villagers.",
        "In all, 1900 houses burned.",
        "The force grew from 1500 to 2000 men.",
        "The price rose by 2000 dollars.",
        "A 1200-strong unit guards the pass.",
        "The mission lives at 2010 Harbour Road.",
        "Flight 1915 lost contact over the sea.",
        "They won 3-2 and lost 10-12.",
        "Turnout was 17 percent.",
        "The 19-year-old got 12 years.",
        "A man aged 45 was held in cell 30.",
        "Article 19 of the charter forbids it.",
        "He lives on the 17th floor.",
        "Resolution 2118 was adopted by 15 to 0.",
        "Call 555-0143 for the desk.",
        "He had 20 dollars and 11 cents.",
    ] {
        assert_eq!(found(raw), [""; 0], "{raw}");
    }
}

#[test]
fn durations_and_other_uses() {
    for raw in [
        "He was jailed for three years.",
        "The visit lasted two days.",
        "It is the first strike in five years.",
        "The second round ended in a draw.",
        "The army won the second half of the match.",
        "The day before the vote, no one slept.",
        "Two weeks after the coup the schools reopened.",
        "No later than that can they appeal.",
        "A quarter of the crop is gone.",
        "At the end of the day, the minister said, it is a question of trust.",
        "The last minister to visit was his rival.",
        "The next government will inherit the debt.",
        "This attack was the worst.",
        "The early warning failed and the late king is mourned.",
        "Since the war the mill has stood empty.",
        "Before the court stood nine men.",
        "The talks failed due to the rain.",
    ] {
        assert_eq!(found(raw), [""; 0], "{raw}");
    }
}

#[test]
fn only_the_time_in_what_surrounds_it() {
    for (raw, words) in [
        ("After Friday prayers the crowd grew.", "Friday"),
        ("By Monday’s deadline none had signed.", "Monday"),
        ("In 2014 2,000 people left.", "2014"),
        ("In March 20 villages were burned.", "March"),
        ("Police shot three of 30 marchers on Thursday.", "Thursday"),
        ("The prime minister, Theresa May, left on 24 July 2019.", "24 July 2019"),
        ("Theresa May resigned in May.", "May"),
    ] {
        assert_eq!(found(raw), [words], "{raw}");
    }
}
