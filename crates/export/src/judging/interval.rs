//! The interval of a share: Wilson's, and where strata weigh differently that of Yan and Su (2010), "Stratified Wilson and Newcombe
//! confidence intervals for multiple binomial proportions", which for one stratum is Wilson's.

/// 95 percent, two-sided.
const Z: f64 = 1.959_963_984_540_054;

/// What was judged of a stratum.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Judgements {
    /// Records that the stratum stands for.
    pub population: f64,
    pub judged: u64,
    pub right: u64,
}

/// Share, lower and upper bound; none where nothing was judged. Strata of which nothing was judged do not count.
pub(super) fn interval(strata: &[Judgements]) -> Option<[f64; 3]> {
    let strata: Vec<&Judgements> = strata.iter().filter(|it| it.judged > 0 && it.population > 0.0).collect();
    let total: f64 = strata.iter().map(|it| it.population).sum();
    if strata.is_empty() {
        return None;
    }
    let (mut share, mut squares, mut sums) = (0.0, 0.0, 0.0);
    for it in &strata {
        let (weight, n) = (it.population / total, it.judged as f64);
        let p = it.right as f64 / n;
        // The variance in Wilson's interval, which is not nothing even where all are right.
        let variance = (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)) / (1.0 + Z * Z / n).powi(2);
        share += weight * p;
        squares += weight * weight * variance;
        sums += weight * variance.sqrt();
    }
    // The weights add up to one only nearly.
    let share = share.min(1.0);
    let z = Z * squares.sqrt() / sums;
    let bound = |sign: f64| {
        let of = |it: &&Judgements| it.population / total * wilson(it.right as f64, it.judged as f64, sign * z);
        strata.iter().map(of).sum::<f64>().clamp(0.0, 1.0)
    };
    Some([share, bound(-1.0).min(share), bound(1.0).max(share)])
}

/// One bound of Wilson's interval.
fn wilson(right: f64, n: f64, z: f64) -> f64 {
    let p = right / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    (p + z * z / (2.0 * n) + half) / (1.0 + z * z / n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: Option<[f64; 3]>, expected: [f64; 3]) {
        let found = found.unwrap();
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 5e-4), "{found:?}");
    }

    #[test]
    fn one_stratum_has_wilsons_interval() {
        near(interval(&[Judgements { population: 900.0, judged: 10, right: 8 }]), [0.8, 0.4902, 0.9433]);
        near(interval(&[Judgements { population: 1.0, judged: 20, right: 20 }]), [1.0, 0.8389, 1.0]);
        assert_eq!(interval(&[]), None);
        assert_eq!(interval(&[Judgements { population: 9.0, judged: 0, right: 0 }]), None);
    }

    #[test]
    fn weights_that_add_up_to_a_little_more_than_one_do_no_harm() {
        let of = |population: f64| Judgements { population, judged: 1, right: 1 };
        let [share, low, high] = interval(&[2677.0, 4382.0, 2364.0, 3903.0, 218.0].map(of)).unwrap();
        assert!(share <= 1.0 && low <= share && share <= high && high <= 1.0, "{share} {low} {high}");
    }

    #[test]
    fn a_rare_stratum_that_is_bad_weighs_little() {
        let common = Judgements { population: 9_000.0, judged: 50, right: 45 };
        let rare = Judgements { population: 1_000.0, judged: 50, right: 10 };
        let [share, low, high] = interval(&[common, rare]).unwrap();
        assert!((share - 0.83).abs() < 1e-9, "0.9 of nine tenths and 0.2 of one tenth: {share}");
        assert!(low > 0.70 && high < 0.91, "{low} {high}");
    }

    proptest! {
        #[test]
        fn the_share_lies_within_and_more_judgements_narrow_it(
            strata in prop::collection::vec((1_u32..5000, 1_u64..60, 0_u64..60), 1..8)
        ) {
            let of = |times: u64| -> Vec<Judgements> {
                let one = |&(population, judged, right): &(u32, u64, u64)| Judgements {
                    population: f64::from(population), judged: judged * times, right: right.min(judged) * times,
                };
                strata.iter().map(one).collect()
            };
            let [share, low, high] = interval(&of(1)).unwrap();
            prop_assert!((0.0..=1.0).contains(&low) && low <= share && share <= high && high <= 1.0);
            let [_, lower, higher] = interval(&of(9)).unwrap();
            prop_assert!(higher - lower <= high - low + 1e-9);
        }
    }
}
