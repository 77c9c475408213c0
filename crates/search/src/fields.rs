//! What the index knows of a sentence, and how words become terms.

use serde::{Deserialize, Serialize};
use tantivy::Index;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
};

/// Number of this form of index; one of another form is made anew.
pub(crate) const FORM: u32 = 2;

/// Names of the columns that are counted.
pub(crate) const KIND: &str = "kind";
pub(crate) const STATUS: &str = "status";
pub(crate) const COUNTRY: &str = "country";
pub(crate) const PUBLISHER: &str = "publisher";
pub(crate) const SAID_BY: &str = "said_by";
pub(crate) const PUBLISHED: &str = "published";

const WORDS: &str = "words";
const NAMES: &str = "names";
/// No word is longer, in bytes.
const LONGEST_WORD: usize = 100;
/// Stands between the parts of an act's term; no code holds it.
const BETWEEN: char = '/';

/// The fields of a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Its words, lower case, without accents, by their stems; with positions.
    pub(crate) text: Field,
    /// Names of those whose words it holds.
    pub(crate) speaker: Field,
    /// Names of those of whom it speaks.
    pub(crate) about: Field,
    /// The acts told in it; see [`act_terms`].
    pub(crate) act: Field,
    /// Countries of its acts and of those of whom it speaks; also counted.
    pub(crate) country: Field,
    /// Who published it; also counted.
    pub(crate) publisher: Field,
    /// Types of its acts, to be counted.
    pub(crate) kind: Field,
    /// Statuses of its acts, to be counted.
    pub(crate) status: Field,
    /// Those whose words it holds, to be counted.
    pub(crate) said_by: Field,
    /// Publication of its document, in days from 1970-01-01.
    pub(crate) published: Field,
    /// Stamp of the segment of the store that it is from.
    pub(crate) segment: Field,
    /// The sentence itself: a [`Sentence`] as JSON.
    pub(crate) sentence: Field,
}

/// A sentence of a document, as a search shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Key of the document as coded; 32 hexadecimal digits.
    pub doc: String,
    /// The document's id.
    pub id: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO date of publication.
    pub published: Option<String>,
    /// Title beside the text.
    pub title: Option<String>,
    /// Number of the sentence in the document, from 1.
    pub sentence: i32,
    /// First code point in the document's text, and first after.
    pub span: (i32, i32),
    /// Those whose words it holds, wholly or in part; outermost voice first.
    pub said_by: Vec<String>,
    /// The sentence.
    pub text: String,
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let analysed = |by: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(by);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions))
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        text: schema.add_text_field("text", analysed(WORDS)),
        speaker: schema.add_text_field("speaker", analysed(NAMES)),
        about: schema.add_text_field("about", analysed(NAMES)),
        act: schema.add_text_field("act", STRING),
        country: schema.add_text_field(COUNTRY, STRING | FAST),
        publisher: schema.add_text_field(PUBLISHER, STRING | FAST),
        kind: schema.add_text_field(KIND, FAST),
        status: schema.add_text_field(STATUS, FAST),
        said_by: schema.add_text_field(SAID_BY, FAST),
        published: schema.add_i64_field(PUBLISHED, INDEXED | FAST),
        segment: schema.add_text_field("segment", STRING),
        sentence: schema.add_text_field("sentence", STORED),
    };
    (schema.build(), fields)
}

/// Lets an index know how words become terms.
pub(crate) fn register(index: &Index) {
    index.tokenizers().register(WORDS, words());
    index.tokenizers().register(NAMES, names());
}

/// Words by their stems: "resigned" is found by "resigns".
pub(crate) fn words() -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(LONGEST_WORD));
    words.filter(LowerCaser).filter(AsciiFoldingFilter).filter(Stemmer::new(Language::English)).build()
}

/// Words as they are, without case and accents.
pub(crate) fn names() -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(LONGEST_WORD));
    words.filter(LowerCaser).filter(AsciiFoldingFilter).build()
}

/// The term of an act's type, status and one of its countries; what does not matter is empty.
pub(crate) fn act_term(kind: &str, status: &str, country: &str) -> String {
    format!("{kind}{BETWEEN}{status}{BETWEEN}{country}")
}

/// All terms by which one act is found, so that type, status and country asked together are those of one and the same act.
pub(crate) fn act_terms(kind: &str, status: &str, countries: &[String]) -> Vec<String> {
    let mut terms = Vec::new();
    for country in countries.iter().map(String::as_str).chain([""]) {
        for (kind, status) in [(kind, status), (kind, ""), ("", status)] {
            terms.push(act_term(kind, status, country));
        }
    }
    terms
}
