//! Entities read back with the documents that name them.

use std::fs;

use onrecord_record::{EntityType, MentionKind};

use super::{article, key, recipe, undisturbed};
use crate::{Bounds, NamedEntity, Recipe, Store, StoreError, Table};

fn read(store: &Store) -> Vec<NamedEntity> {
    store.named_entities().unwrap().map(Result::unwrap).collect()
}

#[test]
fn each_comes_with_its_facts_and_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let entities = read(&undisturbed(folder.path()));
    assert_eq!(entities.len(), 20);
    let minister = &entities[3];
    assert_eq!((minister.name.as_str(), minister.kind), ("Zoë Öst", EntityType::Person));
    assert_eq!((minister.country.as_deref(), minister.role.as_deref()), (Some("SWE"), Some("Minister")));
    assert_eq!(minister.sectors, ["GOV", "PTY"]);
    assert_eq!(minister.document.id, "a1");
    assert_eq!(minister.document.published.unwrap().to_string(), "2020-05-17");
    assert_eq!(minister.document.told_text, None);
    assert_eq!((entities[2].name.as_str(), entities[2].country.as_deref()), ("The Gazette", None));
}

#[test]
fn an_entity_that_is_only_described_has_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut record = article("a", "Ana Lind");
    record.entities[0].mentions[0].kind = MentionKind::Nominal;
    record.doc.published = None;
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap();
    writer.add(&key(&record), &record).unwrap();
    writer.finish().unwrap();
    let entities = read(&store);
    assert_eq!(entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>(), ["Ana Lind"]);
    assert_eq!(entities[0].document.published, None);
}

#[test]
fn what_is_not_committed_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let before = read(&store);
    for table in crate::TABLES {
        let from = &store.files(table).unwrap()[0];
        fs::copy(from, folder.path().join(table.name()).join("000002.parquet")).unwrap();
    }
    assert_eq!(read(&store), before);
}

#[test]
fn segment_after_segment_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let bounds = Bounds { documents: 3, ..Bounds::default() };
    let mut writer = store.writer(&recipe(), "0.1.0").unwrap().with_bounds(bounds);
    for (key, record) in super::articles() {
        writer.add(&key, &record).unwrap();
    }
    assert_eq!(writer.finish().unwrap().segments, 4);
    let other = tempfile::tempdir().unwrap();
    assert_eq!(read(&store), read(&undisturbed(other.path())));
}

#[test]
fn of_a_document_that_was_coded_with_a_registry_the_text_comes_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_or_open(folder.path()).unwrap();
    let mut record = article("a", "Ana Lind");
    record.made.registry = Some("registry@0123456789ab".into());
    let with = Recipe { registry: record.made.registry.clone(), ..recipe() };
    let mut writer = store.writer(&with, "0.1.0").unwrap();
    writer.add(&key(&record), &record).unwrap();
    writer.finish().unwrap();
    assert_eq!(read(&store)[0].document.told_text.as_ref(), Some(&record.text));
}

#[test]
fn a_file_that_is_cut_short_ends_the_reading_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let store = undisturbed(folder.path());
    let path = &store.files(Table::Entities).unwrap()[0];
    fs::write(path, "PAR1").unwrap();
    let read: Vec<_> = store.named_entities().unwrap().collect();
    assert!(
        matches!(&read[..], [Err(error @ StoreError::Unreadable { .. })] if error.to_string().contains("entities"))
    );
    fs::remove_file(path).unwrap();
    assert!(matches!(store.named_entities().unwrap().next(), Some(Err(StoreError::Read { .. }))));
}
