//! Samples, and what their judgements come to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod articles;

use articles::{record, rows, store};
use onrecord_export::{Design, JudgeError, Kind, Selection, draw, judge};
use onrecord_record::Record;

fn many(count: usize) -> Vec<Record> {
    (0..count).map(|number| record(&format!("day {number:02}"), Some("2026-03-05"))).collect()
}

fn design(size: usize, by: Option<&str>) -> Design {
    Design { kind: Kind::Events, size, seed: 1, by: by.map(str::to_owned), selection: Selection::default() }
}

#[test]
fn the_same_seed_draws_the_same_records_however_the_store_was_filled() {
    let mut records = many(30);
    let (_one, first) = store(&records, 100);
    records.reverse();
    let (_other, second) = store(&records, 7);
    let sample = draw(&first, &design(20, None)).unwrap();
    assert_eq!(sample, draw(&second, &design(20, None)).unwrap());
    assert_eq!((sample.population, sample.sheet.rows.len()), (60, 20));
    let larger = draw(&first, &design(25, None)).unwrap().sheet.rows;
    let ids = |rows: &[Vec<String>]| rows.iter().map(|row| row[2].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&larger)[..20], ids(&sample.sheet.rows)[..], "a larger sample holds the smaller one");
    let other = draw(&first, &Design { seed: 2, ..design(20, None) }).unwrap();
    assert_ne!(ids(&other.sheet.rows), ids(&sample.sheet.rows));
}

#[test]
fn a_sheet_shows_the_act_in_its_sentence() {
    let (_folder, store) = store(&many(1), 1);
    let sheet = draw(&store, &design(9, Some("type"))).unwrap().sheet;
    let found = rows(&sheet.to_text('\t').unwrap(), b'\t');
    let expelled = found.iter().find(|row| row["type"] == "SANCTION").unwrap();
    assert_eq!(expelled["words"], "Minister Ana Roy denied that Freedonia\u{a0}had [[expelled]] \"two\" envoys.");
    assert_eq!((expelled["actor"].as_str(), expelled["act"].as_str()), ("Freedonia (FRE GOV)", "expelled"));
    assert_eq!((expelled["status"].as_str(), expelled["voice"].as_str()), ("negated", "Minister Ana Roy"));
    assert_eq!((expelled["right"].as_str(), expelled["why"].as_str()), ("", ""));
    let said = draw(&store, &Design { kind: Kind::Statements, ..design(9, None) }).unwrap().sheet;
    let said = rows(&said.to_text(',').unwrap(), b',');
    assert_eq!((said[0]["cue"].as_str(), said[0]["class"].as_str()), ("denied", "deny"));
    assert!(said[0]["words"].contains("Roy [[denied]] that"), "{:?}", said[0]);
}

#[test]
fn strata_are_drawn_alike_and_weighed_by_what_they_stand_for() {
    let mut records = many(40);
    // Only one article in ten keeps its second act.
    records
        .iter_mut()
        .enumerate()
        .filter(|(number, _)| number % 10 != 0)
        .for_each(|(_, record)| drop(record.events.pop()));
    let (_folder, store) = store(&records, 9);
    let sample = draw(&store, &design(10, Some("type"))).unwrap();
    assert_eq!(sample.strata, [("ASSAULT".to_owned(), 40, 6), ("SANCTION".to_owned(), 4, 4)]);
    let mut rows = sample.sheet.rows.clone();
    let right = sample.sheet.columns.iter().position(|name| *name == "right").unwrap();
    rows.iter_mut().for_each(|row| row[right] = if row[0] == "ASSAULT" { "yes" } else { "no" }.to_owned());
    let sheet = onrecord_export::Sheet { columns: sample.sheet.columns, rows };
    let judged = judge(sheet.to_text(',').unwrap().as_bytes(), &[], false).unwrap();
    let whole = &judged.estimates[0];
    assert!((whole.precision.unwrap() - 40.0 / 44.0).abs() < 1e-9, "{whole:?}");
    assert!(judged.weighted && whole.low.unwrap() < 0.909 && whole.high.unwrap() > 0.909);
    let assault = judged.estimates.iter().find(|it| it.group == Some(("type".into(), "ASSAULT".into()))).unwrap();
    assert_eq!((assault.judged, assault.right, assault.precision), (6, 6, Some(1.0)));
}

#[test]
fn sheets_are_read_as_spreadsheets_save_them() {
    let plain = "type,right,why\nAID,yes,\nAID,No,wrong actor\nCOERCE,x,\nCOERCE,TRUE,\nCOERCE,0,\nCOERCE,,\nAID,?,\n";
    let semicolons =
        "\u{FEFF}Type;Right;Why\r\nAID;yes;\r\nAID;n;\r\nCOERCE;1;\r\nCOERCE;1,0\r\n".replace("1,0", "1.0");
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("type\tright\nAID\tyes\nAID\tno\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let latin = b"type,right,why\nAID,yes,caf\xe9\n".to_vec();
    for (sheet, judged, right, blank) in
        [(plain.as_bytes().to_vec(), 5, 3, 2), (semicolons.into_bytes(), 4, 3, 0), (wide, 2, 1, 0), (latin, 1, 1, 0)]
    {
        let found = judge(&sheet, &[], false).unwrap().estimates.remove(0);
        assert_eq!(
            (found.judged, found.right, found.blank),
            (judged, right, blank),
            "{}",
            String::from_utf8_lossy(&sheet)
        );
    }
}

#[test]
fn every_column_that_begins_with_right_is_judged_by_itself() {
    let sheet = "type,right,right actor\nAID,yes,no\nAID,yes,yes\n";
    let found = judge(sheet.as_bytes(), &["type".to_owned()], false).unwrap().estimates;
    let shares: Vec<_> =
        found.iter().map(|it| (it.column.as_str(), it.group.is_some(), it.precision.unwrap())).collect();
    assert_eq!(
        shares,
        [("right", false, 1.0), ("right", true, 1.0), ("right actor", false, 0.5), ("right actor", true, 0.5)]
    );
}

#[test]
fn where_only_right_ones_are_marked_blanks_can_be_told_to_say_no() {
    let sheet = "right,type\nx,AID\n,AID\n,AID\n";
    let as_read = judge(sheet.as_bytes(), &[], false).unwrap();
    assert!(as_read.only_yes && as_read.estimates[0].judged == 1);
    let told = judge(sheet.as_bytes(), &[], true).unwrap();
    assert_eq!((told.estimates[0].judged, told.estimates[0].right), (3, 1));
}

#[test]
fn mistakes_are_named_by_row_and_column() {
    let sheet = "type,weight,right\nAID,1,yes\nAID,1,mabye\nAID,many,no\n";
    let error = judge(sheet.as_bytes(), &[], false).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, JudgeError::Values(ref mistakes) if mistakes.len() == 2));
    assert!(message.contains("row 3, column `right`: \"mabye\" is neither yes nor no"), "{message}");
    assert!(message.contains("row 4, column `weight`: \"many\""), "{message}");
    let refused = |sheet: &str, by: &[String]| judge(sheet.as_bytes(), by, false).unwrap_err();
    assert!(matches!(refused("type,correct\nAID,yes\n", &[]), JudgeError::NoRight(_)));
    assert!(matches!(refused("type,right\nAID,yes\n", &["mode".into()]), JudgeError::NoColumn { .. }));
    assert!(matches!(refused("type,right\nAID,\n", &[]), JudgeError::NothingJudged));
    assert_eq!(refused("", &[]), JudgeError::Empty);
    assert_eq!(judge(b"PK\x03\x04\0\0xl", &[], false).unwrap_err(), JudgeError::NoText);
}
