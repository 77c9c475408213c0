//! Headers, headlines and datelines as archives hold them. All stories are invented.

#![allow(clippy::unwrap_used)]

use onrecord_text::{DatelineParts, Text, WrittenDate};

struct Seen {
    place: String,
    region: String,
    agency: String,
    date: Option<(Option<u16>, u8, u8)>,
    span: String,
    story: String,
}

fn dateline(raw: &str) -> Option<Seen> {
    let text = Text::new(raw);
    let part = |span: Option<onrecord_record::Span<onrecord_record::Bytes>>| {
        span.map_or(String::new(), |span| span.slice(raw).to_owned())
    };
    let parts: &DatelineParts = text.layout.dateline.as_ref()?;
    Some(Seen {
        place: parts.place_name(raw),
        region: part(parts.region),
        agency: part(parts.agency),
        date: parts.date.as_ref().map(|date: &WrittenDate| (date.year, date.month, date.day)),
        span: part(Some(parts.span)),
        story: text.form(text.layout.body).to_owned(),
    })
}

const STORY: &str = "The river council agreed on Sunday to open the lower locks for grain barges, its chairman said.";

#[test]
fn a_place_and_a_colon() {
    let seen = dateline(&format!("BEIJING: {STORY}")).unwrap();
    assert_eq!((seen.place.as_str(), seen.span.as_str(), seen.story.as_str()), ("Beijing", "BEIJING", "The"));
    assert_eq!((seen.region.as_str(), seen.agency.as_str(), seen.date), ("", "", None));
}

#[test]
fn a_header_date_on_the_same_line() {
    let raw = format!(" date 2020-05-17 BEIJING: {STORY}\n\nA second paragraph follows it, as it does.");
    let text = Text::new(&raw);
    assert_eq!(text.layout.date.as_ref().and_then(WrittenDate::iso).as_deref(), Some("2020-05-17"));
    assert_eq!(text.layout.date.as_ref().unwrap().span.slice(&raw), "2020-05-17");
    assert_eq!(dateline(&raw).unwrap().place, "Beijing");
    assert_eq!(text.layout.iso_date().as_deref(), Some("2020-05-17"));
}

#[test]
fn place_date_and_agency() {
    for sign in ["—", "–", "--", "-"] {
        let seen = dateline(&format!("GENEVA, March 3 (Agency) {sign} {STORY}")).unwrap();
        assert_eq!(
            (seen.place.as_str(), seen.agency.as_str(), seen.date),
            ("Geneva", "Agency", Some((None, 3, 3))),
            "{sign}"
        );
        assert_eq!((seen.span.as_str(), seen.story.as_str()), ("GENEVA, March 3 (Agency)", "The"));
    }
}

#[test]
fn place_region_and_agency() {
    let seen = dateline(&format!("KYIV, Ukraine (AP) - {STORY}")).unwrap();
    assert_eq!((seen.place.as_str(), seen.region.as_str(), seen.agency.as_str()), ("Kyiv", "Ukraine", "AP"));
    let seen = dateline(&format!("ISLAMABAD, Pakistan, May 17 /Agency/ -- {STORY}")).unwrap();
    assert_eq!((seen.place.as_str(), seen.region.as_str(), seen.agency.as_str()), ("Islamabad", "Pakistan", "Agency"));
    assert_eq!(seen.date, Some((None, 5, 17)));
    let seen = dateline(&format!("RENO, Nev. (AP) — {STORY}")).unwrap();
    assert_eq!((seen.place.as_str(), seen.region.as_str()), ("Reno", "Nev."));
    let seen = dateline(&format!("PURCHASE, N.Y., April 1, 2016 (UPI) — {STORY}")).unwrap();
    assert_eq!((seen.region.as_str(), seen.date), ("N.Y.", Some((Some(2016), 4, 1))));
}

#[test]
fn other_orders_and_signs() {
    for (line, place, agency) in [
        ("WASHINGTON — ", "Washington", ""),
        ("PORT-AU-PRINCE, Haiti — ", "Port-au-Prince", ""),
        ("WASHINGTON/MOSCOW (Reuters) - ", "Washington/Moscow", "Reuters"),
        ("ST. LOUIS, Aug. 2 — ", "St. Louis", ""),
        ("THE HAGUE (Reuters), May 3 — ", "The Hague", "Reuters"),
        ("NEW YORK--(BUSINESS WIRE)--", "New York", "BUSINESS WIRE"),
        ("LONDON (Reuters) ", "London", "Reuters"),
        ("ANKARA, Tuesday (Agency) – ", "Ankara", "Agency"),
        ("TEHRAN, May 5, IRNA – ", "Tehran", "IRNA"),
        ("Taipei, Taiwan — ", "Taipei", ""),
        ("Geneva (Reuters) - ", "Geneva", "Reuters"),
        ("MEXICO CITY\u{a0}— ", "Mexico City", ""),
    ] {
        let seen = dateline(&format!("{line}{STORY}")).unwrap_or_else(|| panic!("no dateline in {line}"));
        assert_eq!((seen.place.as_str(), seen.agency.as_str(), seen.story.as_str()), (place, agency, "The"), "{line}");
    }
}

#[test]
fn what_looks_like_a_dateline_and_is_none() {
    for raw in [
        "EXCLUSIVE: The river council agreed on Sunday to open the lower locks for grain barges.",
        "UPDATE — The river council agreed on Sunday to open the lower locks for grain barges.",
        "NATO said on Sunday that it would open the lower locks for grain barges.",
        "BOOM: Barges Just Passed The Lower Locks And Nobody Saw It Coming",
        "GREAT NIGHT- Nice spot for a party with friends, we had fun all evening long.",
        "Ferries - the fast ones - will run again from Monday, the port said on Sunday.",
        "The minister – Karin Holm – will speak to the council on Sunday about the barges.",
        "HOLM: The locks will be opened, and that is all there is to it today.\n\nREPORTER: When will they be opened, minister, and by whom?",
    ] {
        let seen = dateline(raw);
        assert!(seen.is_none(), "{raw}: {:?}", seen.map(|seen| seen.span));
    }
}

#[test]
fn an_agency_that_the_story_is_about_is_not_the_one_that_filed_it() {
    let seen =
        dateline("PARIS – Reuters reported on Sunday that the river council would open the lower locks.").unwrap();
    assert_eq!((seen.place.as_str(), seen.agency.as_str(), seen.story.as_str()), ("Paris", "", "Reuters"));
}

fn headline(raw: &str) -> Option<&str> {
    Text::new(raw).layout.headline.map(|span| span.slice(raw))
}

#[test]
fn headlines_stand_above_the_story() {
    for line in [
        "River council opens lower locks",
        "RIVER COUNCIL OPENS LOWER LOCKS",
        "Will the locks ever open?",
        "Holm: ‘We will open the locks’",
    ] {
        assert_eq!(headline(&format!("{line}\n\n{STORY} It gave no date.")), Some(line));
    }
    let raw = format!("RIVER COUNCIL OPENS LOCKS\n\nGrain barges may pass from Monday\n\n{STORY} It gave no date.");
    assert_eq!(headline(&raw), Some("RIVER COUNCIL OPENS LOCKS\n\nGrain barges may pass from Monday"));
}

#[test]
fn a_line_with_a_full_stop_is_a_headline_above_a_dateline() {
    let raw = format!("River council tells shippers it will open the locks.\n\nGENEVA (Agency) — {STORY}");
    assert_eq!(headline(&raw), Some("River council tells shippers it will open the locks."));
    assert_eq!(
        headline("The council of the\n\nriver met on Sunday and agreed to open the lower locks, it said."),
        None
    );
    assert_eq!(headline(&format!("The council met on Sunday.\n\n{STORY}")), None);
}

#[test]
fn headline_date_and_byline_in_turn() {
    let raw = format!(
        "River council opens lower locks\n\nBy Ines Moreau\n\nPublished: 17 May 2020, 10:30 GMT\n\nGENEVA — {STORY}"
    );
    let text = Text::new(&raw);
    let layout = &text.layout;
    assert_eq!(layout.headline.unwrap().slice(&raw), "River council opens lower locks");
    assert_eq!(layout.byline.unwrap().slice(&raw), "By Ines Moreau");
    assert_eq!(layout.iso_date().as_deref(), Some("2020-05-17"));
    assert_eq!(layout.dateline.as_ref().unwrap().place_name(&raw), "Geneva");
    assert_eq!(text.form(layout.body), "The");
}

#[test]
fn a_line_that_is_a_date() {
    let raw = format!("Locks open\n\nFriday, July 21, 2017\n\n{STORY}");
    assert_eq!(Text::new(&raw).layout.iso_date().as_deref(), Some("2017-07-21"));
    let raw = format!("Thursday, May 7, 2015 {STORY}");
    let text = Text::new(&raw);
    assert_eq!(text.layout.iso_date().as_deref(), Some("2015-05-07"));
    assert_eq!(text.form(text.layout.body), "The");
}

#[test]
fn a_plain_story_has_no_parts() {
    for raw in [STORY, "", " \n ", "One line", &format!("{STORY}\n\n{STORY}")] {
        let text = Text::new(raw);
        assert_eq!(text.layout, onrecord_text::Layout { body: 0, ..Default::default() }, "{raw}");
    }
    let raw = "May 17, 2020 was the day on which the council met and agreed.";
    assert_eq!(Text::new(raw).layout.date, None);
}
