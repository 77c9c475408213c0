//! Candidates: documents that agree in a whole band of slots, and the links among them.
//!
//! A signature is cut into [`BANDS`] bands of [`ROWS`] slots. Texts that share half of their shingles agree in some band
//! 996 times in 1,000; texts that share one in a hundred, once in 24,000 times. Each band's documents are sorted into
//! buckets of equal slots, and only within a bucket is anybody compared.

use crate::forest::Forest;
use crate::shelf::Shelf;
use crate::signature::{SLOTS, Signature};

/// Slots of a band.
const ROWS: usize = 3;
/// Bands of a signature; the last two slots stand in none.
const BANDS: usize = SLOTS / ROWS;
/// Within a bucket each is compared with no more than so many that are unlike each other. A bucket of copies has few
/// such, however full it is; one that chance or boilerplate filled costs no more than so much a member.
const UNLIKE: usize = 48;
/// So many slots of bands are sorted at once, of 16 bytes each, where that is more than one band's: the shelf is gone through
/// once for as many bands as that.
const AT_ONCE: usize = 8 << 20;

/// The members in groups of two or more that are held together by pairs that agree in `least` slots or more. The groups, and
/// the members of each, are in rising order.
pub(crate) fn components<S: Shelf>(shelf: &mut S, least: usize) -> Result<Vec<Vec<u32>>, S::Error> {
    let bands = AT_ONCE / shelf.members().max(1) as usize;
    linked(shelf, least, bands.clamp(1, BANDS))
}

/// The same, with so many bands at once.
fn linked<S: Shelf>(shelf: &mut S, least: usize, at_once: usize) -> Result<Vec<Vec<u32>>, S::Error> {
    let members = shelf.members() as usize;
    let mut forest = Forest::new(members);
    let firsts: Vec<usize> = (0..BANDS).map(|number| number * ROWS).collect();
    for firsts in firsts.chunks(at_once) {
        let mut bands = vec![Vec::<(u64, u32)>::with_capacity(members); firsts.len()];
        shelf.each(&mut |member, signature| {
            for (band, first) in bands.iter_mut().zip(firsts) {
                band.push((slots(signature, *first), member));
            }
        })?;
        for mut band in bands {
            band.sort_unstable();
            for bucket in band.chunk_by(|one, next| one.0 == next.0).filter(|bucket| bucket.len() > 1) {
                link(bucket, shelf, least, &mut forest)?;
            }
        }
    }
    Ok(gathered(&mut forest, members))
}

/// The slots of a band as one number.
fn slots(signature: &Signature, first: usize) -> u64 {
    signature.0[first..first + ROWS].iter().fold(0, |number, &slot| number << 16 | u64::from(slot))
}

fn link<S: Shelf>(bucket: &[(u64, u32)], shelf: &mut S, least: usize, forest: &mut Forest) -> Result<(), S::Error> {
    let mut unlike: Vec<(u32, Signature)> = Vec::new();
    for &(_, member) in bucket {
        let root = forest.root(member);
        if unlike.iter().any(|(other, _)| forest.root(*other) == root) {
            continue; // an earlier band has told
        }
        let own = shelf.get(member)?;
        match unlike.iter().find(|(_, other)| own.agreement(other) >= least) {
            Some((other, _)) => forest.join(member, *other),
            None if unlike.len() < UNLIKE => unlike.push((member, own)),
            None => {}
        }
    }
    Ok(())
}

fn gathered(forest: &mut Forest, members: usize) -> Vec<Vec<u32>> {
    let mut rooted: Vec<(u32, u32)> =
        (0..u32::try_from(members).unwrap_or(u32::MAX)).map(|member| (forest.root(member), member)).collect();
    rooted.sort_unstable();
    let groups = rooted.chunk_by(|one, next| one.0 == next.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|pair| pair.1).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::InMemory;

    #[test]
    fn how_many_bands_are_looked_at_at_once_changes_nothing() {
        let text = |story: usize, words: usize| {
            (0..words).map(|word| format!("w{story}x{word} ")).chain(["and so it goes".to_owned()]).collect::<String>()
        };
        let texts = (0..40).flat_map(|story| (0..story % 4 + 1).map(move |copy| text(story, 30 + 6 * copy)));
        let signatures: Vec<Signature> = texts.filter_map(|text| Signature::of(&text)).collect();
        let by = |at_once| {
            let Ok(groups) = linked(&mut InMemory(&signatures), SLOTS / 2 + 1, at_once);
            groups
        };
        let all = by(BANDS);
        assert!(all.len() >= 20, "{all:?}");
        assert_eq!((by(1), by(5)), (all.clone(), all));
    }
}
