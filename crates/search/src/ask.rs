//! From words and filters to a query of the index.

use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{TantivyError, Term};

use crate::fields::{Fields, act_term, names, words as analyser};
use crate::words::Words;

/// What else must hold of a sentence. Empty lists and `None` ask nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Part of the name of one whose words it holds.
    pub speaker: Option<String>,
    /// Part of the name of one of whom it speaks.
    pub about: Option<String>,
    /// Types of an act told in it.
    pub types: Vec<String>,
    /// Statuses of that same act.
    pub statuses: Vec<String>,
    /// Countries of that same act; without type and status, of any act or of anybody it speaks of.
    pub countries: Vec<String>,
    /// Who published it; one of these.
    pub publishers: Vec<String>,
    /// First day of publication, in days from 1970-01-01.
    pub from: Option<i32>,
    /// Last day of publication.
    pub to: Option<i32>,
}

impl Filters {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The query. `gone` are segments whose sentences must not show.
pub(crate) fn query(
    fields: &Fields,
    words: Option<&Words>,
    filters: &Filters,
    gone: &[String],
) -> Result<Box<dyn Query>, TantivyError> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    match words {
        Some(words) => clauses.push((Occur::Must, of_words(fields.text, words, &mut analyser())?)),
        None => clauses.push((Occur::Must, Box::new(AllQuery))),
    }
    let mut filter = |query: Box<dyn Query>| clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
    if let Some(speaker) = &filters.speaker {
        filter(in_order(fields.speaker, &terms(&mut names(), fields.speaker, speaker)));
    }
    if let Some(about) = &filters.about {
        filter(in_order(fields.about, &terms(&mut names(), fields.about, about)));
    }
    if filters.types.is_empty() && filters.statuses.is_empty() {
        if !filters.countries.is_empty() {
            let countries = filters.countries.iter().map(|country| Term::from_field_text(fields.country, country));
            filter(Box::new(TermSetQuery::new(countries)));
        }
    } else {
        filter(Box::new(TermSetQuery::new(acts(fields, filters))));
    }
    if !filters.publishers.is_empty() {
        let publishers = filters.publishers.iter().map(|name| Term::from_field_text(fields.publisher, name));
        filter(Box::new(TermSetQuery::new(publishers)));
    }
    if filters.from.is_some() || filters.to.is_some() {
        let term = |day: i32| Term::from_field_i64(fields.published, i64::from(day));
        let bound = |day: Option<i32>| day.map_or(Bound::Unbounded, |day| Bound::Included(term(day)));
        filter(Box::new(RangeQuery::new(bound(filters.from), bound(filters.to))));
    }
    if !gone.is_empty() {
        let stamps = gone.iter().map(|stamp| Term::from_field_text(fields.segment, stamp));
        clauses.push((Occur::MustNot, Box::new(TermSetQuery::new(stamps))));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// Terms of all acts that are asked for: every type with every status and country.
fn acts(fields: &Fields, filters: &Filters) -> Vec<Term> {
    let any = |list: &[String]| if list.is_empty() { vec![String::new()] } else { list.to_vec() };
    let mut terms = Vec::new();
    for kind in any(&filters.types) {
        for status in any(&filters.statuses) {
            for country in any(&filters.countries) {
                terms.push(Term::from_field_text(fields.act, &act_term(&kind, &status, &country)));
            }
        }
    }
    terms
}

fn of_words(field: Field, words: &Words, analyser: &mut TextAnalyzer) -> Result<Box<dyn Query>, TantivyError> {
    Ok(match words {
        Words::Word(text) | Words::Phrase(text) => in_order(field, &terms(analyser, field, text)),
        Words::Beginning(text) => {
            let mut all = terms(&mut names(), field, text);
            let Some(last) = all.pop() else { return Ok(Box::new(EmptyQuery)) };
            // A term holds letters and digits only, which mean themselves in a pattern.
            let pattern = format!("{}.*", last.value().as_str().unwrap_or_default());
            let beginning: Box<dyn Query> = Box::new(RegexQuery::from_pattern(&pattern, field)?);
            if all.is_empty() { beginning } else { both(vec![in_order(field, &all), beginning]) }
        }
        Words::Any(list) => {
            let list = list.iter().map(|words| of_words(field, words, analyser));
            Box::new(BooleanQuery::union(list.collect::<Result<_, _>>()?))
        }
        Words::Not(words) => without(vec![(Occur::MustNot, of_words(field, words, analyser)?)]),
        Words::All(list) => {
            let clauses = list.iter().map(|words| match words {
                Words::Not(words) => Ok((Occur::MustNot, of_words(field, words, analyser)?)),
                words => Ok((Occur::Must, of_words(field, words, analyser)?)),
            });
            without(clauses.collect::<Result<_, TantivyError>>()?)
        }
    })
}

/// Clauses of which some may exclude; where none includes, all is what they exclude from.
fn without(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn both(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(queries))
}

/// Sentences that hold these terms one after the other.
fn in_order(field: Field, terms: &[Term]) -> Box<dyn Query> {
    match terms {
        // Only signs were given. Nothing is said of them, so nothing is asked.
        [] => Box::new(AllQuery),
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        terms => {
            debug_assert!(terms.iter().all(|term| term.field() == field));
            Box::new(PhraseQuery::new(terms.to_vec()))
        }
    }
}

fn terms(analyser: &mut TextAnalyzer, field: Field, text: &str) -> Vec<Term> {
    stems(analyser, text).iter().map(|stem| Term::from_field_text(field, stem)).collect()
}

/// The terms of a text.
pub(crate) fn stems(analyser: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    let mut stream = analyser.token_stream(text);
    stream.process(&mut |token| stems.push(token.text.clone()));
    stems
}
