//! Candidates: documents that agree in a whole band of slots, and the links among them.
//!
//! A signature is cut into [`BANDS`] bands of [`ROWS`] slots. Texts that share half of their shingles agree in some band
//! 996 times in 1,000; texts that share one in a hundred, once in 24,000 times. Each band's documents are sorted into
//! buckets of equal slots, and only within a bucket is anybody compared.

use crate::forest::Forest;
use crate::signature::{SLOTS, Signature};

/// Slots of a band.
const ROWS: usize = 3;
/// Bands of a signature; the last two slots stand in none.
const BANDS: usize = SLOTS / ROWS;
/// Within a bucket each is compared with no more than so many that are unlike each other. A bucket of copies has few
/// such, however full it is; one that chance or boilerplate filled costs no more than so much a member.
const UNLIKE: usize = 48;

/// The members (places in `signatures`) in groups that are held together by pairs that agree in `least` slots or more.
/// The groups, and the members of each, are in rising order.
pub(crate) fn components(signatures: &[&Signature], least: usize) -> Vec<Vec<u32>> {
    let mut forest = Forest::new(signatures.len());
    let mut band: Vec<(u64, u32)> = Vec::with_capacity(signatures.len());
    for first in (0..BANDS).map(|number| number * ROWS) {
        band.clear();
        band.extend((0_u32..).zip(signatures).map(|(member, signature)| (slots(signature, first), member)));
        band.sort_unstable();
        for bucket in band.chunk_by(|one, next| one.0 == next.0).filter(|bucket| bucket.len() > 1) {
            link(bucket, signatures, least, &mut forest);
        }
    }
    gathered(&mut forest, signatures.len())
}

/// The slots of a band as one number.
fn slots(signature: &Signature, first: usize) -> u64 {
    signature.0[first..first + ROWS].iter().fold(0, |number, &slot| number << 16 | u64::from(slot))
}

fn link(bucket: &[(u64, u32)], signatures: &[&Signature], least: usize, forest: &mut Forest) {
    let mut unlike: Vec<u32> = Vec::new();
    for &(_, member) in bucket {
        let root = forest.root(member);
        if unlike.iter().any(|&other| forest.root(other) == root) {
            continue; // an earlier band has told
        }
        let own = signatures[member as usize];
        match unlike.iter().find(|&&other| own.agreement(signatures[other as usize]) >= least) {
            Some(&other) => forest.join(member, other),
            None if unlike.len() < UNLIKE => unlike.push(member),
            None => {}
        }
    }
}

fn gathered(forest: &mut Forest, members: usize) -> Vec<Vec<u32>> {
    let mut rooted: Vec<(u32, u32)> =
        (0..u32::try_from(members).unwrap_or(u32::MAX)).map(|member| (forest.root(member), member)).collect();
    rooted.sort_unstable();
    rooted.chunk_by(|one, next| one.0 == next.0).map(|group| group.iter().map(|pair| pair.1).collect()).collect()
}
