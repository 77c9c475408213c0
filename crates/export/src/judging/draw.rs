//! Drawing a sample: every record gets a number that follows from the seed and its own name, and those with the smallest numbers are
//! drawn. So the sample depends on neither the order of documents nor how the store was filled, and a larger one with the same seed
//! holds the smaller one.

use std::collections::{BTreeMap, BinaryHeap};

use onrecord_store::Store;

use super::sheet::{self, Kind, Sheet};
use crate::error::ExportError;
use crate::selection::Selection;
use crate::stored::StoredDocuments;
use crate::view::View;

/// How a sample is to be drawn.
#[derive(Debug, Clone)]
pub struct Design {
    /// What.
    pub kind: Kind,
    /// How many records.
    pub size: usize,
    /// Another seed, another sample.
    pub seed: u64,
    /// A column by which as many are drawn of each value as can be, out of [`Kind::strata`]; none for a plain random sample.
    pub by: Option<String>,
    /// What to draw from.
    pub selection: Selection,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The rows, in random order.
    pub sheet: Sheet,
    /// Records that there were.
    pub population: u64,
    /// Strata with records in them and records drawn: value, population, drawn.
    pub strata: Vec<(String, u64, usize)>,
}

/// A record's number and its cells.
type Ticket = (u128, Vec<String>);

#[derive(Default)]
struct Stratum {
    population: u64,
    /// The largest number on top, to be thrown out first.
    drawn: BinaryHeap<Ticket>,
}

/// Draws a sample out of a store.
///
/// # Errors
/// Where the store cannot be read.
pub fn draw(store: &Store, design: &Design) -> Result<Draw, ExportError> {
    let mut strata: BTreeMap<String, Stratum> = BTreeMap::new();
    for document in StoredDocuments::of(store)? {
        let document = document?;
        let view = View::new(&document);
        if !design.selection.fits_maker(view.record) {
            continue;
        }
        let mut offer = |id: &str, stratum: String, cells: &dyn Fn() -> Vec<String>| {
            let stratum = strata.entry(stratum).or_default();
            stratum.population += 1;
            let number = number(design.seed, view.key, id);
            if stratum.drawn.len() < design.size || stratum.drawn.peek().is_some_and(|(last, _)| number < *last) {
                stratum.drawn.push((number, cells()));
                if stratum.drawn.len() > design.size {
                    stratum.drawn.pop();
                }
            }
        };
        let by = design.by.as_deref();
        match design.kind {
            Kind::Events => {
                for event in view.record.events.iter().filter(|event| design.selection.fits_event(view.record, event)) {
                    let stratum = by.map(|by| sheet::event_stratum(&view, event, by)).unwrap_or_default();
                    offer(&event.id, stratum, &|| sheet::event(&view, event));
                }
            }
            Kind::Statements if design.selection.fits_document(view.record) => {
                for statement in &view.record.statements {
                    let stratum = by.map(|by| sheet::statement_stratum(&view, statement, by)).unwrap_or_default();
                    offer(&statement.id, stratum, &|| sheet::statement(&view, statement));
                }
            }
            Kind::Statements => {}
        }
    }
    Ok(settle(design, strata))
}

/// Shares the size of the sample among the strata and lays the rows out.
fn settle(design: &Design, strata: BTreeMap<String, Stratum>) -> Draw {
    let sizes: Vec<usize> = strata.values().map(|stratum| stratum.drawn.len()).collect();
    let shares = shares(design.size, &sizes);
    let population = strata.values().map(|stratum| stratum.population).sum();
    let (mut tickets, mut drawn) = (Vec::new(), Vec::new());
    for ((value, stratum), share) in strata.into_iter().zip(shares) {
        drawn.push((value.clone(), stratum.population, share));
        let weight = if share == 0 { 0.0 } else { stratum.population as f64 / share as f64 };
        for (number, cells) in stratum.drawn.into_sorted_vec().into_iter().take(share) {
            let mut row = vec![value.clone(), weight.to_string()];
            row.extend(cells);
            row.extend([String::new(), String::new()]);
            tickets.push((number, row));
        }
    }
    // By number: whoever stops judging half way has judged a random half.
    tickets.sort_unstable();
    let rows = tickets.into_iter().map(|(_, row)| row).collect();
    Draw { sheet: Sheet { columns: design.kind.columns(), rows }, population, strata: drawn }
}

/// As equal shares of `size` as the sizes allow; what small ones leave goes to the others.
fn shares(size: usize, sizes: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&index| (sizes[index], index));
    let (mut shares, mut left) = (vec![0; sizes.len()], size);
    for (done, &index) in order.iter().enumerate() {
        shares[index] = sizes[index].min(left / (order.len() - done));
        left -= shares[index];
    }
    shares
}

fn number(seed: u64, key: &str, id: &str) -> u128 {
    let hash = blake3::hash(format!("onrecord sample {seed} {key} {id}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_small_strata_leave_goes_to_the_others() {
        assert_eq!(shares(10, &[1, 100, 2]), [1, 7, 2]);
        assert_eq!(shares(9, &[100, 100, 100]), [3, 3, 3]);
        assert_eq!(shares(5, &[1, 1]), [1, 1]);
        assert_eq!(shares(5, &[]), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn shares_fill_the_sample_as_far_as_there_are_records(size in 0_usize..500, sizes in prop::collection::vec(0_usize..90, 0..20)) {
            let shares = shares(size, &sizes);
            prop_assert_eq!(shares.iter().sum::<usize>(), size.min(sizes.iter().sum()));
            prop_assert!(shares.iter().zip(&sizes).all(|(share, size)| share <= size));
        }
    }
}
