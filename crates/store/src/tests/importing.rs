//! Importing: what a manifest names comes in once, and what is wrong is named before anything is done.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use onrecord_record::Record;
use onrecord_rows::Rows;
use parquet::arrow::ArrowWriter;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::faults::nothing_unlisted;
use super::{article, key, recipe, sorted_rows};
use crate::{Bounds, DocKey, Identity, Imported, Recipe, Selection, Store, StoreError};

/// Articles each of another text, as a job with the shared recipe codes them.
fn articles(numbers: std::ops::Range<usize>) -> Vec<(DocKey, Record)> {
    let records = numbers.map(|i| article(&format!("a{i}"), &format!("Ana Lind {i}")));
    records.map(|record| (job_key(&record), record)).collect()
}

/// The key with all that is known of the document, as programs make it.
fn job_key(record: &Record) -> DocKey {
    let doc = &record.doc;
    recipe().key(&Identity {
        id: Some(&doc.id),
        text: &record.text,
        published: doc.published.as_deref(),
        publisher: doc.publisher.as_deref(),
        ..Identity::default()
    })
}

fn batch(articles: &[(DocKey, Record)]) -> RecordBatch {
    let mut rows = Rows::new(articles[0].1.made.clone(), "");
    for (key, record) in articles {
        rows.push(Some(&record.doc.id), &key.to_string(), record).unwrap();
    }
    rows.take().unwrap()
}

/// A folder as a job leaves it, with its store beside.
struct Job(TempDir);

impl Job {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of rows and gives its entry.
    fn file(&self, name: &str, rows: &RecordBatch) -> Value {
        let mut writer = ArrowWriter::try_new(File::create(self.path(name)).unwrap(), rows.schema(), None).unwrap();
        writer.write(rows).unwrap();
        writer.close().unwrap();
        let bytes = fs::read(self.path(name)).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        json!({"path": name, "rows": rows.num_rows(), "bytes": bytes.len(), "sha256": sha256})
    }

    fn manifest(&self, files: &[Value]) -> PathBuf {
        let path = self.path("manifest.json");
        fs::write(&path, json!({"onrecord": "manifest/1", "files": files}).to_string()).unwrap();
        path
    }

    fn import(&self, manifest: &Path) -> Result<Imported, StoreError> {
        let bounds = Bounds { documents: 3, ..Bounds::default() };
        Store::create_or_open(self.path("store"))?.import_in(manifest, "0.1.0", bounds, &mut |_, _| {})
    }

    /// Imports what must be refused; what is said, without the folder.
    fn refused(&self, manifest: &Path) -> String {
        let said = self.import(manifest).unwrap_err().to_string();
        nothing_unlisted(&self.path("store"));
        said.replace(&format!("{}/", self.0.path().display()), "")
    }

    fn documents(&self) -> u64 {
        Store::open(self.path("store")).unwrap().rows(crate::Table::Documents).unwrap()
    }
}

#[test]
fn what_a_manifest_names_is_what_coding_would_have_written_and_comes_in_once() {
    let job = Job::new();
    let coded = job.path("coded");
    let mut writer = Store::create_or_open(&coded).unwrap().writer(&recipe(), "0.1.0").unwrap();
    for (key, record) in articles(0..7) {
        writer.add(&key, &record).unwrap();
    }
    writer.finish().unwrap();

    let files =
        [job.file("part-0.parquet", &batch(&articles(0..4))), job.file("part-1.parquet", &batch(&articles(4..7)))];
    let manifest = job.manifest(&files);
    let imported = job.import(&manifest).unwrap();
    assert_eq!(imported, Imported { files: 2, documents: 7, ..Imported::default() });
    assert!(sorted_rows(&job.path("store")) == sorted_rows(&coded));
    assert_eq!(Store::open(job.path("store")).unwrap().verify().unwrap().findings, []);
    let again = job.import(&manifest).unwrap();
    assert_eq!(again, Imported { files: 2, known: 7, ..Imported::default() });
}

#[test]
fn what_a_task_that_was_tried_again_left_is_not_counted() {
    let job = Job::new();
    let kept = job.file("part-0.parquet", &batch(&articles(0..4)));
    // Another try's file that nobody names, one that is torn, and one whose documents are in the first as well.
    job.file("part-0-try-1.parquet", &batch(&articles(0..6)));
    fs::write(job.path("part-1-try-1.parquet"), "PAR1").unwrap();
    let twice = job.file("part-1.parquet", &batch(&articles(3..6)));
    let imported = job.import(&job.manifest(&[kept, twice])).unwrap();
    assert_eq!(imported, Imported { files: 2, documents: 6, known: 1, ..Imported::default() });
    assert_eq!(job.documents(), 6);
}

#[test]
fn error_rows_are_told_and_the_others_come_in() {
    let job = Job::new();
    let (key, record) = &articles(0..1)[0];
    let mut rows = Rows::new(record.made.clone(), "");
    rows.push_error(Some("b7"), "the text is null");
    rows.push(Some("a0"), &key.to_string(), record).unwrap();
    rows.push_error(None, "not text");
    let manifest = job.manifest(&[job.file("part.parquet", &rows.take().unwrap())]);
    let store = Store::create_or_open(job.path("store")).unwrap();
    let mut told = Vec::new();
    let imported = store.import(&manifest, "0.1.0", &mut |id, reason| told.push(format!("{id}: {reason}"))).unwrap();
    assert_eq!(imported, Imported { files: 1, documents: 1, errors: 2, ..Imported::default() });
    assert_eq!(told[0], "b7: the text is null");
    assert!(told[1].ends_with("part.parquet: row 3: not text"), "{}", told[1]);
}

#[test]
fn what_was_taken_out_stays_out() {
    let job = Job::new();
    let manifest = job.manifest(&[job.file("part.parquet", &batch(&articles(0..3)))]);
    job.import(&manifest).unwrap();
    let selection = Selection { ids: ["a1".to_owned()].into(), ..Selection::default() };
    Store::open(job.path("store")).unwrap().upkeep("0.1.0").unwrap().remove(&selection).unwrap();
    assert_eq!(job.import(&manifest).unwrap(), Imported { files: 1, known: 2, removed: 1, ..Imported::default() });
}

#[test]
fn a_manifest_that_is_wrong_is_refused_by_name_place_and_remedy() {
    let job = Job::new();
    let good = job.file("part.parquet", &batch(&articles(0..3)));
    let with = |name: &str, value: Value| {
        let mut entry = good.clone();
        entry[name] = value;
        job.manifest(&[entry])
    };
    let zeros = "0".repeat(64);
    let case = |name: &str, value: Value, wanted: &str| {
        let said = job.refused(&with(name, value));
        assert!(said.contains(wanted), "{said}");
    };
    case("path", json!("gone.parquet"), "gone.parquet: cannot be read (No such file or directory");
    case(
        "path",
        json!("s3://bucket/part.parquet"),
        "file 1, \"s3://bucket/part.parquet\": an address and no path; copy",
    );
    case("bytes", json!(7), "bytes, but the manifest says 7; copy the file again");
    case("sha256", json!(zeros), "part.parquet: not the bytes that the manifest means");
    case("sha256", json!("abc"), "manifest.json: file 1, \"part.parquet\": no SHA-256 of 64 hexadecimal digits");
    case("rows", json!(4), "part.parquet: 3 rows, but the manifest says 4; write the manifest again");
    case("row", json!(4), "manifest.json: no manifest (unknown field `row`");

    let said = job.refused(&job.manifest(&[]));
    assert!(said.contains("manifest.json: it names no file"), "{said}");
    let said = job.refused(&job.manifest(&[good.clone(), good.clone()]));
    assert!(said.contains("file 2, \"part.parquet\": named twice"), "{said}");
    fs::write(job.path("manifest.json"), "{\n  \"onrecord\": \"manifest/9\", \"files\": []}").unwrap();
    let said = job.refused(&job.path("manifest.json"));
    assert!(said.contains("of the form \"manifest/9\", but this program knows \"manifest/1\""), "{said}");
    fs::write(job.path("manifest.json"), "{\n  files").unwrap();
    let said = job.refused(&job.path("manifest.json"));
    assert!(said.contains("line 2 column 3") && said.contains("docs/many-machines.md"), "{said}");
    assert_eq!(job.documents(), 0, "nothing came in");
}

#[test]
fn rows_that_were_changed_after_coding_are_refused_by_file_and_row() {
    let job = Job::new();
    let case = |change: &dyn Fn(&mut Record), key_of: &dyn Fn(&Record) -> String, wanted: &str| {
        let mut all = articles(0..2);
        change(&mut all[1].1);
        let mut rows = Rows::new(all[0].1.made.clone(), "");
        rows.push(Some("a0"), &all[0].0.to_string(), &all[0].1).unwrap();
        rows.push(Some("a1"), &key_of(&all[1].1), &all[1].1).unwrap();
        let said = job.refused(&job.manifest(&[job.file("part.parquet", &rows.take().unwrap())]));
        assert!(said.starts_with("part.parquet: row 2: ") && said.contains(wanted), "{said}");
    };
    let own = |record: &Record| job_key(record).to_string();
    let old = |_: &Record| articles(1..2)[0].0.to_string();
    case(&|record| record.text.push('!'), &old, "its key is not that of its text");
    case(&|record| record.doc.title = Some("Talks".into()), &old, "its key is not that of its text");
    case(&|_| {}, &|_| "a7".into(), "\"a7\" is no key of 32 hexadecimal digits");
    case(&|record| record.statements[1].within = Some("s9".into()), &own, "there is no statement s9; give the rows as");
    case(&|record| record.events[0].actors[0].entity = Some("e9".into()), &own, "there is no entity e9");
    case(&|record| record.entities[1].id = "e1".into(), &own, "e1 stands there twice");
    case(&|record| record.schema = "onrecord/9".into(), &own, "a record of the contract \"onrecord/9\"");
    case(&|record| record.sentences[0] = onrecord_record::Span::new(0, 9_999), &own, "[0, 9999] lies outside the text");
    let other = Recipe { model: "wire-2@ffff".into(), ..recipe() };
    let by_other = |record: &Record| {
        let doc = &record.doc;
        let document = Identity {
            id: Some(&doc.id),
            text: &record.text,
            publisher: doc.publisher.as_deref(),
            ..Identity::default()
        };
        other.key(&document).to_string()
    };
    case(
        &|record| record.made.model = "wire-2@ffff".into(),
        &by_other,
        "coded by wire-2@ffff, but the rows before by wire-1@0a1b",
    );
}

/// The day of publication may be one that only the text tells; then it is no part of the key.
#[test]
fn a_key_without_the_day_is_as_good() {
    let job = Job::new();
    let mut record = article("a0", "Ana Lind");
    record.doc.publisher = None;
    let mut rows = Rows::new(record.made.clone(), "");
    rows.push(Some("a0"), &key(&record).to_string(), &record).unwrap();
    let manifest = job.manifest(&[job.file("part.parquet", &rows.take().unwrap())]);
    assert_eq!(job.import(&manifest).unwrap().documents, 1);
}
