//! How the sentences that were found spread over types, statuses, countries, publishers, speakers and years.
//!
//! Columns of the index hold numbers of words; a segment counts by number, and words are looked up once at its end.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::fields::{COUNTRY, KIND, PUBLISHED, PUBLISHER, SAID_BY, STATUS};
use crate::segment::iso;

/// Counts of what was found; each list the largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sentences that tell an act of this type.
    pub types: Vec<(String, u64)>,
    /// Sentences that tell an act of this status.
    pub statuses: Vec<(String, u64)>,
    /// Sentences about this country.
    pub countries: Vec<(String, u64)>,
    /// Sentences of this publisher.
    pub publishers: Vec<(String, u64)>,
    /// Sentences with words of this speaker.
    pub speakers: Vec<(String, u64)>,
    /// Sentences published in this year; the newest first.
    pub years: Vec<(String, u64)>,
}

/// The columns of words that are counted, in the order of [`Facets`].
const COLUMNS: [&str; 5] = [KIND, STATUS, COUNTRY, PUBLISHER, SAID_BY];

/// Counts by word, for each column; and by year.
#[derive(Default)]
pub(crate) struct Counts {
    words: [HashMap<String, u64>; 5],
    years: HashMap<i32, u64>,
}

impl Counts {
    /// The `most` largest of each.
    pub(crate) fn facets(self, most: usize) -> Facets {
        let [types, statuses, countries, publishers, speakers] = self.words.map(|words| {
            let mut list: Vec<(String, u64)> = words.into_iter().collect();
            list.sort_by(|(one, more), (other, less)| less.cmp(more).then_with(|| one.cmp(other)));
            list.truncate(most);
            list
        });
        let mut years: Vec<_> = self.years.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        let years = years.into_iter().map(|(year, count)| (format!("{year:04}"), count)).collect();
        Facets { types, statuses, countries, publishers, speakers, years }
    }
}

/// The collector.
pub(crate) struct Counting;

/// What counts in one segment of the index.
pub(crate) struct Segment {
    columns: Vec<Option<(StrColumn, Vec<u64>)>>,
    published: Option<Column<i64>>,
    days: HashMap<i64, u64>,
}

impl Collector for Counting {
    type Fruit = Counts;
    type Child = Segment;

    fn for_segment(&self, _ordinal: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let fast = reader.fast_fields();
        let mut columns = Vec::new();
        for name in COLUMNS {
            let column = fast.str(name)?;
            columns.push(column.map(|column| {
                let counts = vec![0; column.num_terms()];
                (column, counts)
            }));
        }
        // A segment in which no day is known has no such column.
        Ok(Segment { columns, published: fast.i64(PUBLISHED).ok(), days: HashMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Counts>>) -> tantivy::Result<Counts> {
        let mut all = Counts::default();
        for fruit in fruits {
            let fruit = fruit?;
            for (all, words) in all.words.iter_mut().zip(fruit.words) {
                words.into_iter().for_each(|(word, count)| *all.entry(word).or_default() += count);
            }
            fruit.years.into_iter().for_each(|(year, count)| *all.years.entry(year).or_default() += count);
        }
        Ok(all)
    }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        for (column, counts) in self.columns.iter_mut().flatten() {
            for number in column.ords().values_for_doc(doc) {
                if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
                    *count += 1;
                }
            }
        }
        if let Some(day) = self.published.as_ref().and_then(|days| days.first(doc)) {
            *self.days.entry(day).or_default() += 1;
        }
    }

    fn harvest(self) -> tantivy::Result<Counts> {
        let mut all = Counts::default();
        for (words, column) in all.words.iter_mut().zip(self.columns) {
            let Some((column, counts)) = column else { continue };
            for (number, count) in (0..).zip(counts).filter(|(_, count)| *count > 0) {
                let mut word = String::new();
                if column.ord_to_str(number, &mut word)? {
                    words.insert(word, count);
                }
            }
        }
        for (day, count) in self.days {
            let year = i32::try_from(day).ok().and_then(iso).and_then(|day| day.get(..4)?.parse().ok());
            if let Some(year) = year {
                *all.years.entry(year).or_default() += count;
            }
        }
        Ok(all)
    }
}
