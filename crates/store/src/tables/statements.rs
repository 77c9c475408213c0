//! `statements`: one row an attribution of content to a source.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanBuilder, Float32Builder};
use arrow::datatypes::DataType::{Boolean, Float32, Utf8};
use onrecord_record::{SourceKind, StatementKind};

use super::columns::{SpanLists, StringLists, Strings};
use super::{Columns, Rows, column, doc, optional, spans, strings};
use crate::checked::Checked;

pub(super) fn columns() -> Columns {
    Columns::from(vec![
        doc(),
        column("statement", Utf8, "Id in the document: s1, s2, …"),
        column("kind", Utf8, "direct, mixed or indirect"),
        optional("within", Utf8, "Id of the statement in whose content this one stands"),
        column("negated", Boolean, "Whether the cue itself is denied"),
        column("confidence", Float32, "Probability that source, cue and content are right"),
        column("source_kind", Utf8, "named, anonymous, collective, document or none"),
        optional("source_text", Utf8, "The words that name who says it; null where nobody is named"),
        column("source_spans", spans(), "Where they stand, in code points of the document's text"),
        column("source_entities", strings(), "Ids of the entities meant"),
        optional("cue_class", Utf8, "Class of the cue: say, deny, ask, …"),
        optional("cue_text", Utf8, "The words that make it an attribution; pieces are joined by an ellipsis"),
        column("cue_spans", spans(), "Where they stand"),
        optional("content_text", Utf8, "What is said; pieces are joined by an ellipsis"),
        column("content_spans", spans(), "Where it stands"),
    ])
}

#[derive(Default)]
pub(super) struct Statements {
    doc: Strings,
    statement: Strings,
    kind: Strings,
    within: Strings,
    negated: BooleanBuilder,
    confidence: Float32Builder,
    source_kind: Strings,
    source_text: Strings,
    source_spans: SpanLists,
    source_entities: StringLists,
    cue_class: Strings,
    cue_text: Strings,
    cue_spans: SpanLists,
    content_text: Strings,
    content_spans: SpanLists,
}

impl Rows for Statements {
    fn append(&mut self, doc: &str, _settings: &str, checked: &Checked<'_>) {
        for statement in &checked.record.statements {
            self.doc.push(doc);
            self.statement.push(&statement.id);
            self.kind.push(match statement.kind {
                StatementKind::Direct => "direct",
                StatementKind::Mixed => "mixed",
                StatementKind::Indirect => "indirect",
            });
            self.within.push_option(statement.within.as_ref());
            self.negated.append_value(statement.negated);
            self.confidence.append_value(statement.confidence);
            self.source_kind.push(match statement.source.kind {
                SourceKind::Named => "named",
                SourceKind::Anonymous => "anonymous",
                SourceKind::Collective => "collective",
                SourceKind::Document => "document",
                SourceKind::None => "none",
            });
            self.source_text.push_option(checked.all_words(&statement.source.spans));
            self.source_spans.push(&statement.source.spans);
            self.source_entities.push(&statement.source.entities);
            self.cue_class.push_option(statement.cue.class.as_ref());
            self.cue_text.push_option(checked.all_words(&statement.cue.spans));
            self.cue_spans.push(&statement.cue.spans);
            self.content_text.push_option(checked.all_words(&statement.content.spans));
            self.content_spans.push(&statement.content.spans);
        }
    }

    fn take(&mut self) -> Vec<ArrayRef> {
        vec![
            self.doc.take(),
            self.statement.take(),
            self.kind.take(),
            self.within.take(),
            Arc::new(self.negated.finish()),
            Arc::new(self.confidence.finish()),
            self.source_kind.take(),
            self.source_text.take(),
            self.source_spans.take(),
            self.source_entities.take(),
            self.cue_class.take(),
            self.cue_text.take(),
            self.cue_spans.take(),
            self.content_text.take(),
            self.content_spans.take(),
        ]
    }
}
