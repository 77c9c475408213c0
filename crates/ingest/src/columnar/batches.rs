//! Batches of Arrow that another program hands over: a document a row, or the reason why a row is none.
//!
//! Nobody promises that these rows are sound: strings may hold bytes that are no characters, a column of texts may be of
//! numbers, and a cell may be as long as a disk. Each such row is an error of its own, and none is left out, so that whoever
//! handed over the rows can lay the results beside them.

use std::borrow::Cow;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Schema};

use crate::charset;
use crate::columns::{Field, Layout};
use crate::document::{Document, Origin, Place, Warning};
use crate::error::{Problem, ReadError};
use crate::language;
use crate::options::Options;
use crate::row;

/// What stands for the path of rows that come from no file.
const NAME: &str = "rows";

/// One row.
#[derive(Debug)]
pub struct BatchRow {
    /// The id that the row gives, known even where there is no document.
    pub id: Option<String>,
    /// Its document, or what is wrong with it.
    pub document: Result<Document, ReadError>,
}

/// The rows of batches that all have the same columns. Which column holds what is known as for any table; documents in
/// languages that are not read are errors, not left out.
#[derive(Debug)]
pub struct Batches<I> {
    batches: I,
    options: Options,
    layout: Layout,
    /// Types of the columns in which texts are looked for, where they hold none.
    no_text: Vec<(usize, String)>,
    open: Option<(Vec<Option<ArrayRef>>, usize)>,
    /// Of the row that comes next, in its batch and altogether.
    next: usize,
    number: u64,
}

impl<I: Iterator<Item = RecordBatch>> Batches<I> {
    /// The rows of `batches`, whose columns are those of `schema`.
    ///
    /// # Errors
    /// Where there is no column of texts, or none of a name that the options give.
    pub fn new(schema: &Schema, batches: I, options: &Options) -> Result<Self, Problem> {
        let fields = schema.fields();
        let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let layout = options.columns.layout(&names)?;
        let texts = layout.of(Field::Text).iter().filter(|&&at| !holds_text(fields[at].data_type()));
        let no_text = texts.map(|&at| (at, kind(fields[at].data_type()))).collect();
        Ok(Self { batches, options: options.clone(), layout, no_text, open: None, next: 0, number: 0 })
    }

    /// The row's document.
    fn document(&self, columns: &[Option<ArrayRef>]) -> Result<Document, Problem> {
        let cell = |column: usize| bytes(columns.get(column)?.as_ref()?, self.next);
        let texts = self.layout.of(Field::Text);
        // A cell may be far longer than the limit: it is measured before it is read.
        let filled = texts.iter().find_map(|&column| cell(column).filter(|text| !text.trim_ascii().is_empty()));
        let text = match filled {
            Some(text) if text.len() as u64 > self.options.limits.text => {
                return Err(Problem::TextTooLong { limit: self.options.limits.text });
            }
            Some(text) => charset::decode_cell(text).map_err(Problem::NotText)?,
            None => {
                return Err(match self.no_text.first() {
                    Some((column, found)) if texts.first() == Some(column) => {
                        Problem::OtherType { found: found.clone() }
                    }
                    _ if texts.iter().all(|&column| cell(column).is_none()) => Problem::NoValue,
                    _ => Problem::Empty,
                });
            }
        };
        let value = |column: usize| {
            if texts.contains(&column) {
                return Some(Cow::Borrowed(text.text.as_str()));
            }
            Some(String::from_utf8_lossy(cell(column)?))
        };
        let limits = &self.options.limits;
        let mut document = row::document(&self.layout, value, NAME, Place::Row(self.number), text.encoding, limits)?;
        if text.replaced > 0 {
            document.warnings.push(Warning::Replaced { places: text.replaced });
        }
        if document.language.is_none() {
            document.language = language::detect(&document.text).map(str::to_owned);
        }
        match document.language.as_deref() {
            code if self.options.languages.take(code) => Ok(document),
            code => Err(Problem::OtherLanguage(language::name(code.unwrap_or_default()))),
        }
    }

    fn id(&self, columns: &[Option<ArrayRef>]) -> Option<String> {
        let ids = self.layout.of(Field::Id).iter();
        let id = ids.filter_map(|&column| bytes(columns.get(column)?.as_ref()?, self.next)).next()?;
        let id = String::from_utf8_lossy(id);
        let id = row::bare_id(&id);
        (!id.is_empty()).then(|| id.to_owned())
    }
}

impl<I: Iterator<Item = RecordBatch>> Iterator for Batches<I> {
    type Item = BatchRow;

    fn next(&mut self) -> Option<BatchRow> {
        while self.open.as_ref().is_none_or(|(_, rows)| self.next >= *rows) {
            let batch = self.batches.next()?;
            let wanted = |at: &usize| self.layout.fields.iter().any(|(_, columns)| columns.contains(at));
            let text = |at: &usize| self.layout.of(Field::Text).contains(at);
            let columns = batch.columns().iter().enumerate();
            let columns = columns.map(|(at, column)| if wanted(&at) { readable(column, text(&at)) } else { None });
            self.open = Some((columns.collect(), batch.num_rows()));
            self.next = 0;
        }
        let (columns, rows) = self.open.take()?;
        self.number += 1;
        let at = Origin::at(NAME, Place::Row(self.number));
        let document = self.document(&columns).map_err(|problem| problem.at(at, None));
        let row = BatchRow { id: self.id(&columns), document };
        self.open = Some((columns, rows));
        self.next += 1;
        Some(row)
    }
}

/// Whether a column of this type may hold texts.
fn holds_text(of: &DataType) -> bool {
    match of {
        DataType::Dictionary(_, values) => holds_text(values),
        DataType::RunEndEncoded(_, values) => holds_text(values.data_type()),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        _ => false,
    }
}

/// A column whose cells can be looked at as bytes. Strings become bytes without being believed to be characters.
fn readable(column: &ArrayRef, text: bool) -> Option<ArrayRef> {
    match column.data_type() {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => Some(column.clone()),
        DataType::Utf8 => cast(column, &DataType::Binary).ok(),
        DataType::LargeUtf8 => cast(column, &DataType::LargeBinary).ok(),
        DataType::Utf8View => cast(column, &DataType::BinaryView).ok(),
        DataType::Dictionary(_, values) => readable(&cast(column, values).ok()?, text),
        DataType::RunEndEncoded(_, values) => readable(&cast(column, values.data_type()).ok()?, text),
        DataType::Null | DataType::List(_) | DataType::LargeList(_) | DataType::Struct(_) | DataType::Map(..) => None,
        // An id may be a number and a date a date; a text may not.
        _ if text => None,
        _ => readable(&cast(column, &DataType::Utf8).ok()?, text),
    }
}

fn bytes(column: &ArrayRef, row: usize) -> Option<&[u8]> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Binary => Some(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Some(column.as_binary_view().value(row)),
        _ => None,
    }
}

/// A type as people call it.
fn kind(of: &DataType) -> String {
    match of {
        DataType::Struct(_) => "a structure".to_owned(),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => "a list".to_owned(),
        DataType::Map(..) => "a map".to_owned(),
        DataType::Boolean => "true or false".to_owned(),
        of if of.is_numeric() => "a number".to_owned(),
        of if of.is_temporal() => "a date or time".to_owned(),
        of => format!("of the type {of}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{BinaryArray, Int64Array, ListArray, NullArray, StringArray, StringViewArray};
    use arrow::datatypes::Int32Type;

    use super::*;
    use crate::{Languages, Limits};

    fn rows_with(columns: Vec<(&str, ArrayRef)>, options: &Options) -> Vec<BatchRow> {
        let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).unwrap();
        Batches::new(&batch.schema(), [batch.slice(0, 1), batch.slice(1, batch.num_rows() - 1)].into_iter(), options)
            .unwrap()
            .collect()
    }

    fn rows(columns: Vec<(&str, ArrayRef)>) -> Vec<BatchRow> {
        rows_with(columns, &Options::default())
    }

    fn problem(row: &BatchRow) -> String {
        row.document.as_ref().unwrap_err().problem.to_string()
    }

    #[test]
    fn each_row_is_a_document_or_says_why_not() {
        let options = Options { limits: Limits { text: 40, ..Limits::default() }, ..Options::default() };
        let texts = ["Norway thanked Chile.", " \n", "Chile thanked Norway, and then thanked it once more."];
        let texts = StringArray::from(texts.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
        let ids = Int64Array::from(vec![7, 8, 9, 10]);
        let rows = rows_with(vec![("ID", Arc::new(ids)), ("body", Arc::new(texts))], &options);
        let document = rows[0].document.as_ref().unwrap();
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Norway thanked Chile."));
        assert_eq!(problem(&rows[1]), "nothing to read");
        assert_eq!(problem(&rows[2]), "the text is longer than 40 bytes");
        assert_eq!(problem(&rows[3]), "the text is null");
        let ids: Vec<_> = rows.iter().map(|row| row.id.as_deref().unwrap()).collect();
        assert_eq!(ids, ["7", "8", "9", "10"], "a row that is no document keeps its id");
        let place = rows[3].document.as_ref().unwrap_err().origin.place;
        assert_eq!(place, Some(Place::Row(4)), "rows are counted over batches");
    }

    #[test]
    fn a_text_of_another_type_is_an_error_in_each_row() {
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
        assert_eq!(problem(&rows(vec![("text", numbers)])[1]), "the text is a number, not a string");
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1)]), None]);
        assert_eq!(problem(&rows(vec![("text", Arc::new(lists))])[0]), "the text is a list, not a string");
        assert_eq!(problem(&rows(vec![("text", Arc::new(NullArray::new(2)))])[0]), "the text is null");
    }

    #[test]
    fn bytes_are_decoded_and_what_is_no_text_is_refused() {
        let bytes: Vec<&[u8]> =
            vec![b"The caf\xe9 refused.", "Zoë said no.".as_bytes(), b"\x00\x01\x02", b"%PDF-1.7 x"];
        let rows = rows(vec![("text", Arc::new(BinaryArray::from(bytes)))]);
        let text = |at: usize| rows[at].document.as_ref().unwrap().text.as_str();
        assert_eq!((text(0), text(1)), ("The café refused.", "Zoë said no."));
        assert_eq!(problem(&rows[2]), "binary, not text (zero byte at offset 0)");
        assert_eq!(problem(&rows[3]), "a PDF, not text");
    }

    #[test]
    fn views_and_dictionaries_are_texts_too() {
        let text = "Norway thanked Chile.";
        let dictionary: arrow::array::DictionaryArray<Int32Type> = [text, text].into_iter().collect();
        for column in [Arc::new(StringViewArray::from(vec![text, text])) as ArrayRef, Arc::new(dictionary)] {
            assert_eq!(rows(vec![("text", column)])[1].document.as_ref().unwrap().text, text);
        }
    }

    #[test]
    fn a_language_that_is_not_read_is_an_error_and_not_left_out() {
        let french =
            "Le ministre a déclaré lundi que les pourparlers avec l'État voisin reprendraient la semaine prochaine.";
        let options = Options { languages: Languages::English, ..Options::default() };
        let rows = rows_with(vec![("text", Arc::new(StringArray::from(vec![french, "No."])))], &options);
        assert_eq!(problem(&rows[0]), "written in French");
        assert!(rows[1].document.is_ok(), "too short to tell");
    }

    #[test]
    fn without_a_column_of_texts_there_are_no_rows() {
        let schema = Schema::new(vec![arrow::datatypes::Field::new("n", DataType::Utf8, true)]);
        let none = std::iter::empty::<RecordBatch>();
        let error = Batches::new(&schema, none, &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), "no column of texts among n");
    }
}
