//! The picture of counts over time: bars, their parts, and the same as a table.

use std::collections::HashMap;

use maud::{Markup, html};
use onrecord_query::Grid;

use super::Told;
use crate::asked::{Asked, Count};
use crate::draw::bars::{Bar, Series};
use crate::draw::calendar::{self, Step, to_date};
use crate::draw::texture::Look;
use crate::html::{Column, country, number, table};
use crate::views::pair::plain;

/// Series beyond these are joined to one.
const SERIES: usize = 12;
/// What the joined ones are called.
const OTHERS: &str = "others";
/// Quads from the bottom of a bar: cooperation below, conflict above, deeds at the ends.
const STACKED: [&str; 4] = ["material_cooperation", "verbal_cooperation", "verbal_conflict", "material_conflict"];

pub(super) fn unsigned(grid: &Grid, row: usize, column: &str) -> u64 {
    u64::try_from(grid.count(row, column)).unwrap_or_default()
}

/// Counts by bucket and part.
pub(super) struct Counts {
    cells: HashMap<(i32, String), u64>,
    /// Parts with their totals, the largest first.
    parts: Vec<(String, u64)>,
}

impl Counts {
    pub(super) fn read(grid: &Grid, step: Step, split: &str, what: Count) -> Self {
        let mut cells = HashMap::new();
        let mut totals: HashMap<String, u64> = HashMap::new();
        for row in 0..grid.rows.len() {
            let Some(day) = calendar::day(grid.text(row, step.name())) else { continue };
            let (part, count) = (grid.text(row, split).to_owned(), unsigned(grid, row, what.word()));
            *totals.entry(part.clone()).or_default() += count;
            *cells.entry((day, part)).or_default() += count;
        }
        let mut parts: Vec<_> = totals.into_iter().collect();
        parts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        if split == "quad" {
            parts.sort_by_key(|(part, _)| STACKED.iter().position(|quad| quad == part));
        }
        Self { cells, parts }
    }

    /// Parts that are drawn each by itself.
    fn drawn(&self) -> &[(String, u64)] {
        let most = if self.parts.len() > SERIES { SERIES - 1 } else { SERIES };
        self.parts.get(..most).unwrap_or(&self.parts)
    }

    /// All others in a bucket.
    fn others(&self, bucket: i32) -> u64 {
        let rest = self.parts.get(self.drawn().len()..).unwrap_or_default();
        rest.iter().filter_map(|(part, _)| self.cells.get(&(bucket, part.clone()))).sum()
    }
}

/// All that the picture needs.
pub(super) struct Chart<'c> {
    pub(super) told: &'c Told,
    pub(super) asked: &'c Asked,
    pub(super) step: Step,
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) buckets: &'c [i32],
    pub(super) counts: &'c Counts,
}

impl Chart<'_> {
    pub(super) fn series(&self) -> Vec<Series> {
        let all = self.counts.drawn().iter().enumerate().map(|(number, (part, _))| Series {
            name: self.name(part),
            look: self.look(part, number),
            link: Some(self.told.link(&self.narrowed(part))),
        });
        let others = (self.counts.parts.len() > self.counts.drawn().len()).then(|| Series {
            name: OTHERS.to_owned(),
            look: Look::numbered(SERIES - 1),
            link: None,
        });
        all.chain(others).collect()
    }

    pub(super) fn bars(&self) -> Vec<Bar> {
        self.buckets.iter().map(|bucket| self.bar(*bucket)).collect()
    }

    fn bar(&self, bucket: i32) -> Bar {
        let (first, last) = (bucket.max(self.first), (self.step.next(bucket) - 1).min(self.last));
        let count = |part: &String| self.counts.cells.get(&(bucket, part.clone())).copied().unwrap_or(0);
        let link = |part: &str| {
            let asked = self.narrowed(part).with(|asked| (asked.from, asked.to) = (to_date(first), to_date(last)));
            Some(self.told.link(&asked))
        };
        let drawn = self.counts.drawn();
        let mut parts: Vec<_> = drawn.iter().map(|(part, _)| (count(part), link(part))).collect();
        if self.counts.parts.len() > drawn.len() {
            parts.push((self.counts.others(bucket), None));
        }
        Bar { label: self.step.label(bucket), first, last, parts }
    }

    fn narrowed(&self, part: &str) -> Asked {
        let asked = self.asked.with(|asked| (asked.split, asked.by) = (None, None));
        asked.with(|asked| (self.told.split.narrow)(asked, part.to_owned()))
    }

    fn name(&self, part: &str) -> String {
        match self.told.split.name {
            "actor" | "recipient" => country(part).to_owned(),
            _ if part.is_empty() => "none".to_owned(),
            _ => plain(&part.replace('_', " "), 40),
        }
    }

    /// Cooperation and conflict look alike everywhere; all else is numbered.
    fn look(&self, part: &str, number: usize) -> Look {
        match part {
            "verbal_cooperation" => Look::new(0, 1),
            "material_cooperation" => Look::new(0, 0),
            "verbal_conflict" => Look::new(1, 4),
            "material_conflict" => Look::new(1, 0),
            _ => Look::numbered(number),
        }
    }

    /// The same as a table for the eye.
    pub(super) fn numbers(&self, path: &str) -> Markup {
        const COLUMNS: [Column; 3] = [Column::words("When"), Column::number("How many"), Column::words("Of what")];
        let rows: Vec<Vec<Markup>> = self
            .bars()
            .into_iter()
            .filter(|bar| bar.parts.iter().any(|(count, _)| *count > 0))
            .map(|bar| {
                let total: u64 = bar.parts.iter().map(|(count, _)| count).sum();
                let named = bar.parts.iter().zip(self.series()).filter(|((count, _), _)| *count > 0);
                let parts: Vec<String> =
                    named.map(|((count, _), series)| format!("{} {}", number(*count), series.name)).collect();
                vec![html! { (bar.label) }, html! { (number(total)) }, html! { (parts.join(", ")) }]
            })
            .collect();
        table("Counts", &COLUMNS, &rows, self.asked, path)
    }
}
