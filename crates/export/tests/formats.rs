//! A store in every format, and back again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod articles;

use articles::{chosen, exported, record, records, rows, store, words};
use onrecord_codebook::Codebook;
use onrecord_export::{ExportError, Format, Request, Selection, StoredDocuments, export};
use onrecord_record::{Record, Status};
use onrecord_store::{TABLES, Table};
use serde_json::Value;

const ALL: [Format; 9] = [
    Format::Plover,
    Format::Polecat,
    Format::Gdelt,
    Format::Csv,
    Format::Table(Table::Statements),
    Format::Table(Table::Entities),
    Format::Jsonl,
    Format::Annotations,
    Format::Displacy,
];

#[test]
fn json_lines_are_the_records_that_went_in() {
    let (_folder, store) = store(&records(), 2);
    let back: Vec<Record> =
        exported(&store, Format::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [monday, tuesday, friday] = records();
    assert_eq!(back, [tuesday, friday, monday], "by day of publication, those without one first");
}

#[test]
fn the_order_of_writing_and_the_size_of_segments_change_no_byte() {
    let mut records = records();
    let (_one, first) = store(&records, 100);
    records.reverse();
    let (_other, second) = store(&records, 1);
    for format in ALL {
        let found = exported(&first, format);
        assert!(!found.is_empty());
        assert_eq!(found, exported(&second, format), "{format:?}");
    }
}

#[test]
fn a_plover_line_says_that_an_act_did_not_happen_and_who_says_so() {
    let (_folder, store) = store(&[record("Monday", Some("2026-03-05"))], 1);
    let text = exported(&store, Format::Plover);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [shelled, expelled] = &lines[..] else { panic!("{text}") };
    assert_eq!((shelled["date"].as_str(), shelled["enddate"].as_str()), (Some("2026-03-02"), Some("2026-03-03")));
    assert_eq!(shelled["event"], serde_json::json!(["ASSAULT"]));
    assert_eq!(shelled["quad_code"], 4);
    assert_eq!(shelled["actor"][0]["code"], "FRE");
    assert_eq!(shelled["actor"][1]["entity_text"], "smugglers");
    assert_eq!(shelled["event_loc"]["country code"], "SE");
    assert!(shelled["text"].as_str().unwrap().contains("shelled the “Łódź” depot"));
    assert_eq!(expelled["date"], "2026-03-05", "without a day of its own, that of publication");
    assert_eq!(expelled["context"], serde_json::json!(["diplomatic", "negation"]));
    assert_eq!(expelled["onrecord"]["status"], "negated");
    assert_eq!(expelled["onrecord"]["voice"]["source"], serde_json::json!(["Ana Roy"]));
    assert_eq!(expelled["text_info"]["sequence"], 2);
}

#[test]
fn polecat_has_a_row_for_each_pair_and_only_what_happened() {
    let (_folder, store) = store(&records(), 3);
    let (text, report) = chosen(&store, Format::Polecat, Selection::default(), false);
    let found = rows(&text, b'\t');
    assert_eq!((found.len(), report.items), (6, 6), "two actors of one act in each of three articles");
    assert_eq!(text.lines().next().unwrap().split('\t').count(), 40);
    let last = found.last().unwrap();
    assert_eq!(last["Event ID"].rsplit_once("-v1-").unwrap().1, "2-1");
    assert_eq!(last["Quad Code"], "MATERIAL CONFLICT");
    assert_eq!((last["Recipient Country"].as_str(), last["Recipient COW"].as_str()), ("SWE", "380"));
    assert_eq!(last["Recipient Name Raw"], "the “Łódź” depot");
    assert_eq!((last["City"].as_str(), last["Province"].as_str()), ("Örebro", "Örebro County"));
    assert_eq!(last["Story People"], "Ana Roy");

    let denied = Selection { statuses: vec![Status::Negated], ..Selection::default() };
    let (text, report) = chosen(&store, Format::Polecat, denied, false);
    assert_eq!(report.left_out, 1, "of the article without a day of publication nothing is known");
    assert!(rows(&text, b'\t').iter().all(|row| row["Contexts"] == "diplomatic;negation"));
}

#[test]
fn gdelt_has_sixty_one_columns_and_codes_of_its_own() {
    let (_folder, store) = store(&[record("Monday", Some("2026-03-05"))], 1);
    let statuses = vec![Status::Actual, Status::Negated];
    let (text, _) = chosen(&store, Format::Gdelt, Selection { statuses, ..Selection::default() }, false);
    let found: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|row| row.len() == 61) && !text.contains('"'), "{text}");
    let first = &found[0];
    assert_eq!(first[1..5], ["20260302", "202603", "2026", "2026.1699"]);
    assert_eq!(first[5..8], ["FREREBUAF", "REBELS", "FRE"]);
    assert_eq!([first[15], first[22]], ["SWEHLH", "HLH"], "PLOVER's MED is CAMEO's HLH");
    assert_eq!(first[25..30], ["1", "194", "194", "19", "4"]);
    assert_eq!(first[51..54], ["4", "Örebro, Örebro County, Sweden", "SW"]);
    assert_eq!(found[2][15], "ROMGOV", "CAMEO has its own code for Romania");
    assert_eq!(first[59..], ["20260305000000", "https://example.org/Monday"]);
    let ids: std::collections::HashSet<u64> = found.iter().map(|row| row[0].parse().unwrap()).collect();
    assert!(ids.len() == 3 && ids.iter().all(|id| *id < 1 << 53));
    let about = Format::Gdelt.about(&Codebook::plover().unwrap()).unwrap();
    assert!(about.contains("ASSAULT\t1") && about.contains("Lost are: whether an act happened"), "{about}");
}

#[test]
fn the_flat_table_holds_spans_that_hold() {
    let record = record("Monday", Some("2026-03-05"));
    let (_folder, store) = store(std::slice::from_ref(&record), 1);
    let found = rows(&exported(&store, Format::Csv), b',');
    let shelled = &found[0];
    let span: Value = serde_json::from_str(&shelled["anchor_spans"]).unwrap();
    assert_eq!(words(&record.text, &span[0]), shelled["anchor"]);
    let spans: Value = serde_json::from_str(&shelled["actor_spans"]).unwrap();
    let names: Vec<String> = spans.as_array().unwrap().iter().map(|span| words(&record.text, span)).collect();
    assert_eq!(shelled["actor_words"], names.join(";"));
    assert_eq!((shelled["actor_countries"].as_str(), shelled["actor_sectors"].as_str()), ("FRE;", "REB|UAF;CRM"));
    assert_eq!(found[1]["recipient_spans"], "[null]", "a role that is only understood");
    assert_eq!((found[1]["voice"].as_str(), found[1]["voice_source"].as_str()), ("s1", "Ana Roy"));
    assert_eq!(found[1]["sentence_text"], words(&record.text, &serde_json::json!(record.sentences[1].as_array())));
}

#[test]
fn any_table_comes_out_with_its_columns() {
    let (_folder, store) = store(&records(), 2);
    let said = rows(&exported(&store, Format::table("statements").unwrap()), b',');
    assert_eq!(said.len(), 3);
    assert_eq!(said[0]["content_text"], "that Freedonia\u{a0}had … expelled \"two\" envoys");
    assert_eq!((said[0]["negated"].as_str(), said[0]["confidence"].as_str()), ("false", "0.875"));
    let span: Value = serde_json::from_str(&said[0]["cue_spans"]).unwrap();
    assert_eq!(words(&record("Tuesday", None).text, &span[0]), "denied");
    let documents = rows(&exported(&store, Format::table("documents").unwrap()), b',');
    assert_eq!(documents[1]["text"], record("Friday", None).text, "line breaks, quotes and no-break spaces and all");
    let unknown = Format::table("quotes").unwrap_err().to_string();
    assert!(unknown.contains("statements"), "{unknown}");
}

#[test]
fn annotations_quote_what_stands_at_their_positions() {
    let record = record("Monday", Some("2026-03-05"));
    let (_folder, store) = store(std::slice::from_ref(&record), 1);
    let page: Value = serde_json::from_str(&exported(&store, Format::Annotations)).unwrap();
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 4 + 1 + 2);
    let mut seen = 0;
    for item in items {
        let places = item["body"].as_array().unwrap().iter().chain(item["target"].as_array().unwrap());
        for place in places.filter(|place| place["selector"].is_array()) {
            let [position, quote] = &place["selector"].as_array().unwrap()[..] else { panic!("{place}") };
            let span = serde_json::json!([position["start"], position["end"]]);
            assert_eq!(quote["exact"], words(&record.text, &span));
            let quoted = ["prefix", "exact", "suffix"].map(|part| quote[part].as_str().unwrap()).concat();
            assert!(record.text.contains(&quoted), "{quoted:?}");
            seen += 1;
        }
    }
    // Mentions; source, cue and two pieces; anchor and three roles; anchor and the one role with words.
    assert_eq!(seen, 5 + 4 + 4 + 2);
}

#[test]
fn displacy_counts_code_points_and_tokens() {
    let record = record("Monday", Some("2026-03-05"));
    let (_folder, store) = store(std::slice::from_ref(&record), 1);
    let documents: Value = serde_json::from_str(&exported(&store, Format::Displacy)).unwrap();
    let document = &documents[0];
    let named: Vec<String> = document["ents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ent| words(document["text"].as_str().unwrap(), &serde_json::json!([ent["start"], ent["end"]])))
        .collect();
    assert_eq!(named, ["ÖREBRO", "Rebels", "Minister Ana Roy"]);
    let denied = document["spans"].as_array().unwrap().iter().find(|span| span["label"] == "CUE").unwrap();
    let token = denied["start_token"].as_u64().unwrap() as usize;
    assert_eq!(document["tokens"][token], "denied");
    assert_eq!(denied["end_token"], token + 1);
}

#[test]
fn without_text_no_word_of_the_article_is_left_but_places_and_hashes() {
    let (_folder, store) = store(&records(), 2);
    for format in ALL.into_iter().filter(|format| *format != Format::Displacy) {
        let (text, report) = chosen(&store, format, Selection::default(), true);
        assert!(report.items > 0);
        for words in ["shelled", "smugglers", "depot on", "expelled", "denied that"] {
            assert!(!text.to_lowercase().contains(words), "{format:?}: {words} in {text}");
        }
    }
    let (text, _) = chosen(&store, Format::Jsonl, Selection::default(), true);
    let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let [_, tuesday, _] = records();
    assert!(line["text"].is_null());
    assert_eq!(line["text_blake3"], blake3::hash(tuesday.text.as_bytes()).to_hex().to_string());
    assert_eq!(line["events"][0]["anchor"], serde_json::json!(tuesday.events[0].anchor));

    let codebook = Codebook::plover().unwrap();
    let selection = Selection::default();
    let request = Request { format: Format::Displacy, selection, without_text: true, codebook: &codebook };
    let refused = export(&store, &request, &std::env::temp_dir(), &mut Vec::new());
    assert!(matches!(refused, Err(ExportError::NeedsText("displacy"))));
}

#[test]
fn a_choice_is_of_acts_where_acts_are_written_and_of_documents_where_documents_are() {
    let (_folder, store) = store(&records(), 2);
    let count = |format, selection: &Selection| chosen(&store, format, selection.clone(), false).1.items;
    let day = |iso: &str| Some(iso.parse().unwrap());
    let march = Selection { from: day("2026-03-03"), to: day("2026-03-31"), ..Selection::default() };
    assert_eq!(
        count(Format::Csv, &march),
        3 + 1,
        "an act of two days of which one is in, and one of the day of publication"
    );
    assert_eq!(count(Format::Jsonl, &march), 1, "published in March");
    let romania = Selection { countries: vec!["ROU".into()], ..Selection::default() };
    assert_eq!(count(Format::Csv, &romania), 3);
    let peace = Selection { types: vec!["AGREE".into()], ..Selection::default() };
    assert_eq!((count(Format::Csv, &peace), count(Format::Jsonl, &peace)), (0, 0));
    let other = Selection { made_by: Some("wire-9@ffff".into()), ..Selection::default() };
    assert_eq!((count(Format::Csv, &other), count(Format::Jsonl, &other)), (0, 0));
    let same = Selection { made_by: Some("plover@1".into()), ..Selection::default() };
    assert_eq!(count(Format::Jsonl, &same), 3);
}

#[test]
fn an_empty_store_gives_empty_files_of_the_right_form() {
    let (_folder, store) = store(&[], 1);
    assert_eq!(exported(&store, Format::Jsonl), "");
    assert_eq!(exported(&store, Format::Polecat).lines().count(), 1);
    let page: Value = serde_json::from_str(&exported(&store, Format::Annotations)).unwrap();
    assert_eq!(page["items"], serde_json::json!([]));
    assert_eq!(serde_json::from_str::<Value>(&exported(&store, Format::Displacy)).unwrap(), serde_json::json!([]));
}

#[test]
fn croissant_lists_every_committed_file_with_its_hash_and_every_column() {
    let (_folder, store) = store(&records(), 2);
    std::fs::write(store.path().join("events/000009.parquet.part"), "left over").unwrap();
    let whole: Value = serde_json::from_str(&exported(&store, Format::Croissant)).unwrap();
    let files: Vec<&Value> =
        whole["distribution"].as_array().unwrap().iter().filter(|it| it["@type"] == "cr:FileObject").collect();
    assert_eq!(files.len(), 2 * TABLES.len(), "two segments of all tables");
    assert!(files.iter().all(|file| file["sha256"].as_str().unwrap().len() == 64));
    let events = whole["recordSet"].as_array().unwrap().iter().find(|set| set["name"] == "events").unwrap();
    let columns = onrecord_store::schema(Table::Events);
    assert_eq!(events["field"].as_array().unwrap().len(), columns.fields().len());
}

#[test]
fn a_file_that_is_gone_is_named() {
    let (_folder, store) = store(&records(), 9);
    std::fs::remove_file(store.path().join("roles/000001.parquet")).unwrap();
    let error = StoredDocuments::of(&store).unwrap().find_map(Result::err).unwrap().to_string();
    assert!(error.contains("roles/000001.parquet: cannot be read") || error.contains("onrecord verify"), "{error}");
}

#[test]
fn rows_in_another_order_than_their_documents_are_no_silent_loss() {
    let records = records();
    let (_one, first) = store(&records, 9);
    let mut turned = records.clone();
    turned.reverse();
    let (_other, second) = store(&turned, 9);
    // The same rows, in the order of other documents.
    std::fs::copy(second.path().join("events/000001.parquet"), first.path().join("events/000001.parquet")).unwrap();
    let error = StoredDocuments::of(&first).unwrap().find_map(Result::err).unwrap().to_string();
    assert!(error.contains("do not stand"), "{error}");
}
