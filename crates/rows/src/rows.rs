//! Rows that are being gathered.

use arrow::array::{RecordBatch, RecordBatchOptions};
use arrow::datatypes::SchemaRef;
use onrecord_record::{Made, Record};
use serde_json::{Value, json};

use crate::append::Column;
use crate::error::RowError;
use crate::schema::schema;

/// Rows of documents, in the order in which they were pushed.
pub struct Rows {
    schema: SchemaRef,
    columns: Vec<Column>,
    made: Value,
    settings: Value,
    count: usize,
    bytes: usize,
}

impl Rows {
    /// No rows yet. `made` and `settings` stand in each row, in those of errors too.
    #[must_use]
    pub fn new(made: Made, settings: &str) -> Self {
        let settings = if settings.is_empty() { Value::Null } else { Value::from(settings) };
        let Made { program, model, codebook, registry } = made;
        let made = json!({ "program": program, "model": model, "codebook": codebook, "registry": registry });
        Self { schema: schema(), columns: Vec::new(), made, settings, count: 0, bytes: 0 }
    }

    /// Adds a record. `id` is what the input gave, `key` the document's key in a store.
    ///
    /// # Errors
    /// [`RowError::NoRow`] where it does not fit the schema; the rows are then of no more use.
    pub fn push(&mut self, id: Option<&str>, key: &str, record: &Record) -> Result<(), RowError> {
        let no_row = |field: &str, found| RowError::NoRow { id: record.doc.id.clone(), field: field.to_owned(), found };
        let mut value = serde_json::to_value(record).map_err(|_| no_row("a number", "none that JSON has"))?;
        let given = json!({ "id": id, "key": key, "settings": self.settings });
        if let (Value::Object(row), Value::Object(given)) = (&mut value, given) {
            row.extend(given);
        }
        self.bytes += record.text.len();
        self.push_value(&value).map_err(|(field, found)| no_row(&field, found))
    }

    /// Adds a row that says why there is no record.
    pub fn push_error(&mut self, id: Option<&str>, reason: &str) {
        let row = json!({ "id": id, "made": self.made, "settings": self.settings, "error": reason });
        // Nothing in it can be amiss: it is written here.
        let fitted = self.push_value(&row);
        debug_assert!(fitted.is_ok(), "an error row fits the schema");
    }

    fn push_value(&mut self, row: &Value) -> Result<(), (String, &'static str)> {
        if self.columns.is_empty() {
            let columns = self.schema.fields().iter().map(|field| Column::new(field.data_type()));
            self.columns = columns.collect::<Result<_, _>>().map_err(|error| (error.to_string(), "unknown"))?;
        }
        for (field, column) in self.schema.fields().iter().zip(&mut self.columns) {
            let value = row.get(field.name());
            column.push(value).map_err(|misfit| (format!("{}.{}", field.name(), misfit.path), misfit.found))?;
        }
        self.count += 1;
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes of their texts together. A batch holds 2 GB of one column at most, so take it long before that.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// All rows as one batch; afterwards there are none.
    ///
    /// # Errors
    /// Where they do not go into one batch.
    pub fn take(&mut self) -> Result<RecordBatch, RowError> {
        let count = std::mem::take(&mut self.count);
        self.bytes = 0;
        if count == 0 {
            return Ok(RecordBatch::new_empty(self.schema.clone()));
        }
        let columns = self.columns.iter_mut().map(Column::take).collect::<Result<_, _>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        Ok(RecordBatch::try_new_with_options(self.schema.clone(), columns, &options)?)
    }
}
