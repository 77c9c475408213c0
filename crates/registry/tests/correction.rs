//! The sheet: written, read again, corrected by a user, refused by line.
#![allow(clippy::unwrap_used)]

mod domain;

use domain::{bodies, learned, periods, record, role, sheet};
use onrecord_registry::{Mistake, Registry, SheetError};

fn minister() -> Registry {
    let line = "Ana Roy | foreign minister | KEN | GOV";
    learned(&[record("a", "2026-03-02", &[line]), record("b", "2026-08-20", &[line])])
}

#[test]
fn a_correction_wins_in_its_period_and_the_rest_stays() {
    let correction = sheet(&["Ana ROY,person,ambassador,KEN,GOV,2026-06-01,2026-06-30,"]);
    let registry = minister().corrected_by(&correction);
    assert_eq!(
        periods(&registry),
        [
            "Ana Roy: foreign minister 2026-03-02..2026-05-31 (2)",
            "Ana ROY: ambassador 2026-06-01..2026-06-30 (0)",
            "Ana Roy: foreign minister 2026-07-01..2026-08-20 (2)"
        ]
    );
    assert_eq!(role(&registry, "Roy", "2026-06-15"), "ambassador");
}

#[test]
fn a_correction_without_days_replaces_all_of_a_name_and_of_no_other() {
    let correction = sheet(&["Ana Roy,person,judge,UGA,JUD,,,"]);
    let others = learned(&[record("c", "2026-03-02", &["Ana Sol | mayor | KEN | GOV"])]);
    let registry = minister().corrected_by(&others).corrected_by(&correction);
    assert_eq!(periods(&registry), ["Ana Roy: judge .. (0)", "Ana Sol: mayor 2026-03-02..2026-03-02 (1)"]);
}

#[test]
fn a_row_that_says_nothing_takes_away_what_was_learned_by_mistake() {
    let spurious = learned(&[
        record("a", "2026-03-02", &["Ana Roy | foreign minister | KEN | GOV"]),
        record("b", "2026-03-02", &["Ministry Roy | street | UGA"]),
    ]);
    assert_eq!(role(&spurious, "Roy", "2026-03-10"), "?");
    let registry = spurious.corrected_by(&sheet(&["Ministry Roy,person,,,,,,"]));
    assert_eq!(role(&registry, "Roy", "2026-03-10"), "foreign minister");
    assert_eq!(role(&registry, "Ministry Roy", "2026-03-10"), "?");
}

#[test]
fn a_person_and_a_body_of_one_name_do_not_correct_each_other() {
    let body = learned(&[bodies("a", "2026-03-02", &["Ana Roy | | KEN | BUS"])]);
    assert_eq!(minister().corrected_by(&body).entries().len(), 2);
}

#[test]
fn a_sheet_reads_again_as_it_was_written() {
    let awkward = learned(&[
        record("say \"no\", twice", "2026-03-02", &["Zoë Öst, Jr. | minister of \"trade, and more\" | KEN | GOV PTY"]),
        record("line\nend", "2026-03-02", &["Zoë Öst, Jr. | minister of \"trade, and more\" | KEN | GOV PTY"]),
        bodies("c", "2026-03-02", &["Maralink | | | MNC"]),
    ]);
    let csv = awkward.to_csv();
    let again = Registry::from_csv(csv.as_bytes()).unwrap();
    assert_eq!(again, awkward);
    assert_eq!(again.version(), awkward.version());
    assert!(csv.starts_with("name,kind,role,country,sectors,from,to,documents,witness_1,witness_2,witness_3\n"));
    assert!(csv.contains("Maralink,organization,,,MNC,2026-03-02,2026-03-02,1,c,,\n"), "{csv}");
}

#[test]
fn the_version_is_of_what_the_registry_says() {
    let one = minister();
    let number = one.version().strip_prefix("registry@").unwrap();
    assert!(number.len() == 12 && number.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{number}");
    assert_eq!(minister().version(), one.version());
    let other = one.clone().corrected_by(&sheet(&["Ana Roy,person,judge,UGA,JUD,,,"]));
    assert_ne!(other.version(), one.version());
    assert_eq!(one.clone().corrected_by(&Registry::default()).version(), one.version());
}

#[test]
fn columns_may_be_few_in_any_order_and_from_a_spreadsheet() {
    let registry =
        Registry::from_csv("\u{feff}role,name,kind\r\n\"judge, retired\",Ana Roy,person\r\n".as_bytes()).unwrap();
    assert_eq!(periods(&registry), ["Ana Roy: judge, retired .. (0)"]);
}

#[test]
fn mistakes_are_named_by_line_with_a_remedy() {
    let head = "name,kind,role,country,sectors,from,to,documents";
    let rows = |row: &str| {
        let lines = format!("{head}\nAna Sol,person,\"mayor\nof Mara\",KEN,GOV,,,\n{row}\n");
        let SheetError { line, mistake } = Registry::from_csv(lines.as_bytes()).unwrap_err();
        assert_eq!(line, 4, "the row before runs over two lines: {mistake}");
        mistake.to_string()
    };
    for (row, words) in [
        ("Ana Roy,person,judge", "3 fields where the header has 8; put fields that hold commas between"),
        (",person,judge,KEN,,,,", "no name; give one"),
        ("—,person,judge,KEN,,,,", "no name; give one"),
        ("Ana Roy,human,judge,KEN,,,,", "`human` is no kind; write person or organization"),
        ("Ana Roy,person,judge,Kenya,,,,", "`Kenya` is no country code; write ISO 3166-1 alpha-3, such as KEN"),
        ("Ana Roy,person,judge,KEN,GVO,,,", "`GVO` is no sector; write codes such as GOV"),
        ("Ana Roy,person,judge,KEN,JUD,03/04/2026,,", "`03/04/2026` is no date; write it as 2026-03-01"),
        ("Ana Roy,person,judge,KEN,JUD,2026-05-02,2026-05-01,", "ends on 2026-05-01, before it begins on 2026-05-02"),
        ("Ana Roy,person,judge,KEN,JUD,,,some", "`some` is no number of documents; write a whole number"),
        ("Ana Sol,person,mayor of Mara,KEN,GOV,,,", "the same entry stands in line 2 already; take one out"),
    ] {
        let said = rows(row);
        assert!(said.contains(words), "{row}: {said}");
    }
}

#[test]
fn a_wrong_header_is_named() {
    let mistake = |text: &str| Registry::from_csv(text.as_bytes()).unwrap_err();
    assert_eq!(mistake(""), SheetError { line: 1, mistake: Mistake::NoHeader });
    assert_eq!(mistake("name;kind;role\n").mistake, Mistake::Missing("name"));
    assert_eq!(mistake("name,role\n").mistake, Mistake::Missing("kind"));
    assert_eq!(mistake("name,kind,office\n").mistake, Mistake::Unknown("office".into()));
    assert_eq!(mistake("name,kind,name\n").mistake, Mistake::ColumnTwice("name".into()));
    let latin = Registry::from_csv(b"name,kind\nZo\xeb \xd6st,person\n").unwrap_err();
    assert_eq!(latin, SheetError { line: 2, mistake: Mistake::Encoding });
}
