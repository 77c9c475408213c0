//! `signatures`: one row a document, by which copies of it are found.
//!
//! A table of its own and no column of `documents`: whoever looks at documents does not want 256 bytes in each row, and
//! another version of signatures can be made beside texts that stay as they are.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BinaryBuilder, Int32Array, RecordBatch, StringArray};
use arrow::datatypes::DataType::{Binary, Int32};
use arrow::error::ArrowError;
use onrecord_stories::{Signature, VERSION};

use super::columns::Strings;
use super::{Columns, Rows, Table, batch, column, doc, optional};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("version", Int32, "How the signature was made; only those of one version can be compared"),
        optional("signature", Binary, "MinHash of the text: 128 slots of two bytes; null where the text has no words"),
    ])
}

#[derive(Default)]
pub(super) struct Signatures {
    doc: Strings,
    signature: BinaryBuilder,
}

impl Signatures {
    fn push(&mut self, doc: &str, text: &str) {
        self.doc.push(doc);
        self.signature.append_option(Signature::of(text).map(|signature| signature.to_bytes()));
    }
}

impl Rows for Signatures {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        self.push(doc, &checked.record.text);
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        let signatures = self.signature.finish();
        let version = VERSION.cast_signed();
        let versions = Int32Array::from(vec![version; signatures.len()]);
        vec![self.doc.take(), Arc::new(versions), Arc::new(signatures)]
    }
}

/// The rows for documents whose program did not make any.
pub(crate) fn signatures_of(docs: &StringArray, texts: &StringArray) -> Result<RecordBatch, ArrowError> {
    let mut rows = Signatures::default();
    docs.iter().zip(texts).for_each(|(doc, text)| rows.push(doc.unwrap_or_default(), text.unwrap_or_default()));
    batch(Table::Signatures, &mut rows)
}
