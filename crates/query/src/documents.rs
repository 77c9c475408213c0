//! Which documents a query names, and in which segments they stand: so a question about fifty documents of millions reads fifty
//! segments at most, and mostly few, since what was read together stands together.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator};
use onrecord_store::{DocKey, Store, StoreError};

/// The column by which all tables join.
const DOC: &str = "doc";

/// More documents than these are not looked up one by one.
const MOST: usize = 20_000;

/// A store's catalogue at one moment.
#[derive(Debug, Clone)]
pub(crate) struct Whereabouts {
    root: Arc<PathBuf>,
    state: Arc<str>,
}

impl Whereabouts {
    /// Of the store at `root` while it is in this state.
    pub(crate) fn new(root: &Path, state: String) -> Self {
        Self { root: Arc::new(root.to_owned()), state: state.into() }
    }

    /// The segments in which these documents stand; none where it cannot be told, since the store has changed, or is not worth asking.
    pub(crate) fn segments(&self, documents: &[String]) -> Option<HashSet<i64>> {
        (documents.len() <= MOST).then(|| self.look(documents).ok().flatten())?
    }

    fn look(&self, documents: &[String]) -> Result<Option<HashSet<i64>>, StoreError> {
        let store = Store::open(self.root.as_path())?;
        let mut segments = HashSet::new();
        // What is no key is no document's.
        for key in documents.iter().filter_map(|key| key.parse::<DocKey>().ok()) {
            segments.extend(store.segment_of(&key)?);
        }
        // Asked last: what was found before is then of this state as well.
        Ok((store.state()? == *self.state).then_some(segments))
    }
}

/// The documents that a condition allows, where it names them: `doc = '…'`, `doc IN ('…', …)`, or such ones joined by `OR`.
pub(crate) fn named(condition: &Expr) -> Option<Vec<String>> {
    match condition {
        Expr::InList(list) if !list.negated && is_doc(&list.expr) => list.list.iter().map(text).collect(),
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Eq, right }) => {
            let value = if is_doc(left) { right } else { is_doc(right).then_some(left)? };
            Some(vec![text(value)?])
        }
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Or, right }) => {
            let mut documents = named(left)?;
            documents.extend(named(right)?);
            Some(documents)
        }
        _ => None,
    }
}

fn is_doc(expr: &Expr) -> bool {
    matches!(expr, Expr::Column(column) if column.name == DOC)
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Literal(ScalarValue::Utf8(text) | ScalarValue::Utf8View(text) | ScalarValue::LargeUtf8(text), _) => {
            text.clone()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::prelude::{col, lit};

    use super::*;

    #[test]
    fn documents_are_named_in_several_ways() {
        let all = |expr: Expr| named(&expr).map(|all| all.join(" "));
        assert_eq!(all(col("doc").eq(lit("a"))), Some("a".to_owned()));
        assert_eq!(all(lit("a").eq(col("e.doc"))), Some("a".to_owned()));
        assert_eq!(all(col("doc").in_list(vec![lit("a"), lit("b")], false)), Some("a b".to_owned()));
        assert_eq!(all(col("doc").eq(lit("a")).or(col("doc").eq(lit("b")))), Some("a b".to_owned()));
    }

    #[test]
    fn what_does_not_name_them_names_none() {
        for expr in [
            col("doc").in_list(vec![lit("a")], true),
            col("doc").not_eq(lit("a")),
            col("type").eq(lit("AID")),
            col("doc").eq(lit("a")).or(col("type").eq(lit("AID"))),
            col("doc").eq(col("id")),
            col("doc").in_list(vec![lit("a"), col("id")], false),
        ] {
            assert_eq!(named(&expr), None, "{expr}");
        }
    }
}
