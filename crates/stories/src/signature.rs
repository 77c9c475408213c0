//! The signature of a text: MinHash by one permutation.
//!
//! ```text
//! hash of a shingle:  ┌ 7 bits: which slot ┐┌ 57 bits: the least of a slot wins ┐     kept: the last 16 bits of the least
//! ```
//!
//! One hash a shingle fills all slots, where classical MinHash takes one for each slot: a hundred times the work. Slots
//! that stay empty, as most do in a short text, borrow from a full one that the slot's own number picks ("optimal
//! densification", Shrivastava 2017), so that the share of equal slots stays an unbiased estimate of the Jaccard index.
//! Sixteen bits of each least hash are enough: two different ones agree by chance once in 65,536.

use crate::shingles::{self, mixed};

/// Slots of a signature.
pub const SLOTS: usize = 128;

/// What a text's shingles come to; see the crate's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature(pub(crate) [u16; SLOTS]);

impl Signature {
    /// The signature of a text; `None` where it has no words.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut least = [u64::MAX; SLOTS];
        let mut any = false;
        shingles::each(text, |hash| {
            let slot = &mut least[(hash >> 57) as usize];
            *slot = (*slot).min(hash);
            any = true;
        });
        any.then(|| Self(std::array::from_fn(|slot| least[lender(slot, &least)] as u16)))
    }

    /// In how many of [`SLOTS`] slots two signatures agree.
    #[must_use]
    pub fn agreement(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(one, two)| one == two).count()
    }

    /// Two bytes a slot, the lesser first.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 2 * SLOTS] {
        std::array::from_fn(|at| self.0[at / 2].to_le_bytes()[at % 2])
    }

    /// The signature of these bytes; `None` where they are not as many as they must be.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        <[u8; 2 * SLOTS]>::try_from(bytes).ok().map(Self::from)
    }
}

impl From<[u8; 2 * SLOTS]> for Signature {
    /// As [`Signature::to_bytes`] writes them.
    fn from(bytes: [u8; 2 * SLOTS]) -> Self {
        Self(std::array::from_fn(|slot| u16::from_le_bytes([bytes[2 * slot], bytes[2 * slot + 1]])))
    }
}

/// The slot whose least hash a slot shows: itself, or where it is empty the first full one of its own row of choices.
fn lender(slot: usize, least: &[u64; SLOTS]) -> usize {
    let mut lender = slot;
    let mut tried = 0_u64;
    while least[lender] == u64::MAX {
        tried += 1;
        lender = (mixed((slot as u64) << 32 | tried) >> 57) as usize;
    }
    lender
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` words of a made-up text.
    fn words(from: usize, count: usize) -> String {
        (from..from + count).map(|number| format!("word{number} ")).collect()
    }

    fn share(one: &str, two: &str) -> f64 {
        Signature::of(one).unwrap().agreement(&Signature::of(two).unwrap()) as f64 / SLOTS as f64
    }

    #[test]
    fn equal_slots_estimate_the_shingles_that_two_texts_share() {
        for length in [20, 60, 400, 3000] {
            // Of 4/3 n words each text has n, and they share 2/3 n: about half of all shingles.
            let estimates: Vec<f64> = (0..40)
                .map(|round| {
                    let from = round * 10_000;
                    share(&words(from, length), &words(from + length / 3, length))
                })
                .collect();
            let mean = estimates.iter().sum::<f64>() / 40.0;
            let shingles = (length - 3) as f64;
            let shared = shingles - (length / 3) as f64;
            let wanted = shared / (2.0 * shingles - shared);
            assert!((mean - wanted).abs() < 0.05, "{length} words: {mean} for {wanted}");
        }
    }

    #[test]
    fn short_texts_agree_wholly_or_not_at_all() {
        assert_eq!(share("Ana Roy said no.", "ANA ROY SAID “NO”"), 1.0);
        assert_eq!(share("Ana Roy said no.", "Ana Roy said yes."), 0.0);
        assert_eq!(Signature::of("…"), None);
    }

    #[test]
    fn a_signature_survives_its_bytes() {
        let signature = Signature::of(&words(0, 50)).unwrap();
        assert_eq!(Signature::from_bytes(&signature.to_bytes()), Some(signature));
        assert_eq!(Signature::from_bytes(&[0; 255]), None);
    }

    /// Stores outlive programs: a signature of this version must never come out otherwise.
    #[test]
    fn a_signature_stays_what_it_was() {
        let bytes = Signature::of("The minister did not say when the talks would end.").unwrap().to_bytes();
        let sum = bytes.iter().fold(0_u64, |sum, &byte| mixed(sum ^ u64::from(byte)));
        assert_eq!(format!("{sum:016x}"), "7473c325af561575");
    }
}
