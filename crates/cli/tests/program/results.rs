//! Results as Spark leaves them: a store's records as Parquet files of nested rows, with their manifest.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use onrecord_export::StoredDocuments;
use onrecord_rows::Rows;
use onrecord_store::Store;
use parquet::arrow::ArrowWriter;
use serde_json::json;
use sha2::{Digest, Sha256};

/// Writes all records of a store into so many files of `folder`; the path of the manifest.
pub fn write(store: &Path, folder: &Path, files: usize) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let documents = StoredDocuments::of(&Store::open(store).unwrap()).unwrap();
    let documents: Vec<_> = documents.map(Result::unwrap).collect();
    let mut listed = Vec::new();
    for (number, part) in documents.chunks(documents.len().div_ceil(files)).enumerate() {
        let mut rows = Rows::new(part[0].record.made.clone(), part[0].settings.as_deref().unwrap_or_default());
        for document in part {
            rows.push(Some(&document.record.doc.id), &document.key, &document.record).unwrap();
        }
        let name = format!("part-{number:05}.parquet");
        let batch = rows.take().unwrap();
        let file = File::create(folder.join(&name)).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let bytes = fs::read(folder.join(&name)).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        listed.push(json!({"path": name, "rows": batch.num_rows(), "bytes": bytes.len(), "sha256": sha256}));
    }
    let manifest = folder.join("manifest.json");
    fs::write(&manifest, json!({"onrecord": "manifest/1", "files": listed}).to_string()).unwrap();
    manifest
}
