//! Croissant 1.0: what a store holds, for machines. Tables, columns, files and their SHA-256.
//!
//! Paths are relative to the store, so the description belongs into its folder.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use arrow::datatypes::{DataType, Field};
use onrecord_store::{Store, TABLES, Table, schema};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::ExportError;
use crate::export::Report;

/// The context of the specification.
const CONTEXT: &str = include_str!("../../tables/croissant-context.json");

pub(crate) fn write(store: &Store, out: &mut dyn Write) -> Result<Report, ExportError> {
    let context: Value = serde_json::from_str(CONTEXT).map_err(|error| ExportError::Table(error.to_string()))?;
    let mut distribution = Vec::new();
    let mut record_sets = Vec::new();
    let mut report = Report::default();
    let mut tables = TABLES;
    tables.sort_by_key(|table| table.name());
    for table in tables {
        let mut files = Vec::new();
        for path in store.files(table)? {
            let name = path.strip_prefix(store.path()).unwrap_or(&path);
            let name = name.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let (bytes, sha256) = digest(&path)?;
            files.push(json!({
                "@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": name, "contentSize": format!("{bytes} B"),
                "encodingFormat": "application/x-parquet", "sha256": sha256,
            }));
        }
        if files.is_empty() {
            continue;
        }
        report.items += files.len() as u64;
        distribution.append(&mut files);
        distribution.push(json!({
            "@type": "cr:FileSet", "@id": set(table), "name": set(table), "description": format!("All files of the table {}.", table.name()),
            "encodingFormat": "application/x-parquet", "includes": format!("{}/*.parquet", table.name()),
        }));
        let fields: Vec<Value> = schema(table).fields().iter().map(|column| field(table, column)).collect();
        let mut records = json!({
            "@type": "cr:RecordSet", "@id": table.name(), "name": table.name(),
            "description": format!("{} rows.", store.rows(table)?), "field": fields,
        });
        if table == Table::Documents {
            records["key"] = json!({"@id": "documents/doc"});
        }
        record_sets.push(records);
    }
    let name = store.path().canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let documents = store.rows(Table::Documents)?;
    report.documents = documents;
    let whole = json!({
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name.unwrap_or_else(|| "store".to_owned()),
        "description": format!(
            "Who said what, and who did what to whom, in {documents} news documents: {} statements and {} events, coded by OnRecord. All \
             tables join on `doc`; positions count Unicode code points of the document's text.",
            store.rows(Table::Statements)?, store.rows(Table::Events)?
        ),
        "distribution": distribution,
        "recordSet": record_sets,
    });
    let text = serde_json::to_string_pretty(&whole).map_err(|error| ExportError::Row(error.to_string()))?;
    out.write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
        .map_err(ExportError::Output)?;
    Ok(report)
}

fn set(table: Table) -> String {
    format!("{}-files", table.name())
}

fn field(table: Table, column: &Field) -> Value {
    let id = format!("{}/{}", table.name(), column.name());
    let mut field = json!({
        "@type": "cr:Field", "@id": id, "name": column.name(),
        "description": column.metadata().get("description").cloned().unwrap_or_default(),
    });
    let source = json!({"fileSet": {"@id": set(table)}, "extract": {"column": column.name()}});
    let (kind, repeated) = match column.data_type() {
        DataType::List(element) => (element.data_type(), true),
        kind => (kind, false),
    };
    match kind {
        // A span is two numbers, each found in the column by its path.
        DataType::Struct(parts) => {
            let path = if repeated { "$[*]" } else { "$" };
            let parts = parts.iter().map(|part| {
                let mut source = source.clone();
                source["transform"] = json!({"jsonPath": format!("{path}.{}", part.name())});
                json!({
                    "@type": "cr:Field", "@id": format!("{id}/{}", part.name()), "name": part.name(),
                    "dataType": data_type(part.data_type()), "source": source,
                })
            });
            field["subField"] = parts.collect();
        }
        kind => {
            field["dataType"] = json!(data_type(kind));
            field["source"] = source;
        }
    }
    if repeated {
        field["repeated"] = json!(true);
    }
    if column.name() == "doc" && table != Table::Documents {
        field["references"] = json!({"field": {"@id": "documents/doc"}});
    }
    field
}

fn data_type(kind: &DataType) -> &'static str {
    match kind {
        DataType::Int32 | DataType::Int64 => "sc:Integer",
        DataType::Float32 | DataType::Float64 => "sc:Float",
        DataType::Boolean => "sc:Boolean",
        DataType::Date32 => "sc:Date",
        _ => "sc:Text",
    }
}

/// Size and SHA-256 of a file.
fn digest(path: &Path) -> Result<(u64, String), ExportError> {
    let failed = |cause| ExportError::Read { path: path.to_owned(), cause };
    let mut file = File::open(path).map_err(failed)?;
    let (mut hasher, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                hasher.update(&buffer[..count]);
                bytes += count as u64;
            }
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(failed(cause)),
        }
    }
    let hex = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, hex))
}
