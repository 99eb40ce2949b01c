//! Medians, and intervals by a bootstrap of two levels.
//!
//! Times are taken in realms (a fresh instance, fresh workers) and repeated inside each. Repetitions in one realm
//! share its luck (where memory came to lie, what the compiler chose), so they are not independent, and an interval
//! made as if they were is too narrow. The bootstrap here resamples the way the sampling was done: realms
//! first, then repetitions inside every realm drawn.
//!
//! - Kalibera and Jones, "Rigorous benchmarking in reasonable time", ISMM 2013: levels of repetition, and intervals
//!   on the *ratio* of two times.
//! - Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13: percentile intervals.
//! - Hoefler and Belli, "Scientific benchmarking of parallel computing systems", SC 2015: medians and their intervals
//!   for times, which are skewed; never a mean of ratios (rules 3 to 6).
//!
//! Drawn from n realms, realms differ by less than they really do: the variance of such draws is (n - 1)/n of what it
//! should be (Davison and Hinkley, *Bootstrap Methods and their Application*, 1997, section 3.8; Hesterberg, "What
//! teachers should know about the bootstrap", The American Statistician 69(4), 2015, section 3.2). So before anything
//! is drawn, the realms' medians are moved apart by the root of n/(n - 1), and their repetitions with them.
//!
//! How often such an interval covers the true median, in simulation (fifteen repetitions with noise of 3 %; realms whose
//! luck varies by 3 %, and by 1 %), in percent; 95 is claimed:
//!
//! | realms | luck 3 % | luck 1 % |
//! | --- | --- | --- |
//! | 2 | 77 | 91 |
//! | 3 | 85 | 94 |
//! | 4 | 88 | 94 |
//! | 5 | 92 | 96 |
//! | 10 | 94 | 98 |
//!
//! Below 95, because the spread of a few realms is itself a guess; above, because repetitions are drawn again although
//! the realms' medians have their noise already. A law rests on many points, so its guess is better: its
//! parameters are covered in 95 of 100 runs with as few as three realms (`npm run bench -- --suite truth`).

use crate::plan::Estimate;
use crate::random::Random;

/// Resamples for each interval. With 999, the 25th from either end are the 2.5 % points without interpolation
/// (Davison and Hinkley, *Bootstrap Methods and their Application*, 1997, section 5.2).
pub const RESAMPLES: usize = 999;
/// How many resamples lie outside the interval, with its end, on either side: 2.5 % of `RESAMPLES + 1`.
const TAIL: usize = 25;

/// The middle value, or the mean of the two middle ones; none of nothing. Reorders the values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let even = values.len().is_multiple_of(2);
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = below.iter().copied().max_by(f64::total_cmp);
    Some(if even { f64::midpoint(lower.unwrap_or(upper), upper) } else { upper })
}

/// A median, and what it would have been in other draws of the same samples.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// The median of all samples.
    pub median: f64,
    /// Its bootstrap replicates, [`RESAMPLES`] of them; a single one where there is a single sample.
    pub replicates: Vec<f64>,
}

impl Sampled {
    /// Resamples values that were taken in realms: one slice entry for each realm, its repetitions inside.
    ///
    /// Empty realms count for nothing; none where there is no value at all. With one realm its repetitions are
    /// resampled; with one value there is nothing to resample. The order of repetitions makes no difference,
    /// because they are sorted first; the order of realms makes one, within the resampling's own noise.
    pub fn new(realms: &[Vec<f64>], random: &mut Random) -> Option<Self> {
        let mut all = realms.concat();
        let median = median(&mut all)?;
        if all.len() == 1 {
            return Some(Self::exactly(median));
        }
        let pool = Pool::new(&apart(realms, median));
        let mut counts = vec![0; pool.values.len()];
        let replicates = (0..RESAMPLES).map(|_| pool.resample(&mut counts, random)).collect();
        Some(Self { median, replicates })
    }

    /// A value that is known without noise.
    pub fn exactly(value: f64) -> Self {
        Self { median: value, replicates: vec![value] }
    }

    /// The median with its 95 % interval.
    pub fn estimate(&self) -> Estimate {
        interval(self.median, &mut self.replicates.clone())
    }

    /// The ratio of this median to another. The two were resampled independently, so the ratio's replicates pair
    /// them one to one. Of a value with itself the ratio is 1 in every replicate, as it must be.
    pub fn ratio(&self, other: &Self) -> Self {
        let draws = self.replicates.len().max(other.replicates.len());
        let replicates = (0..draws).map(|draw| self.replicate(draw) / other.replicate(draw)).collect();
        Self { median: self.median / other.median, replicates }
    }

    /// That ratio with its 95 % interval; none where it is not finite, as over a time of 0.
    pub fn over(&self, other: &Self) -> Option<Estimate> {
        finite(self.ratio(other).estimate())
    }

    /// The replicate of this number; where there is a single one, that one.
    pub fn replicate(&self, draw: usize) -> f64 {
        self.replicates[if self.replicates.len() == 1 { 0 } else { draw }]
    }
}

/// A percentile interval of replicates round a value, which it always contains. Reorders the replicates.
pub fn interval(value: f64, replicates: &mut [f64]) -> Estimate {
    // Fewer replicates than RESAMPLES come from fits that some resamples did not allow: the same share is cut.
    let tail = (replicates.len() + 1) * TAIL / (RESAMPLES + 1);
    let (first, last) = (tail.saturating_sub(1), replicates.len() - tail.max(1));
    let low = *replicates.select_nth_unstable_by(first, f64::total_cmp).1;
    let high = *replicates.select_nth_unstable_by(last, f64::total_cmp).1;
    Estimate { value, low: low.min(value), high: high.max(value) }
}

/// The estimate, unless an infinity or a NaN is in it: JSON has neither.
pub fn finite(estimate: Estimate) -> Option<Estimate> {
    [estimate.value, estimate.low, estimate.high].iter().all(|end| end.is_finite()).then_some(estimate)
}

/// Moves realms apart, each by its median: so far from the middle of all that draws of these realms vary as much as
/// the realms do. What is moved is the ratio of the two, so that a time stays above 0, and that a speedup moves as
/// its time does. A single realm stays where it is, and so does one whose ratio is no number.
fn apart(realms: &[Vec<f64>], middle: f64) -> Vec<Vec<f64>> {
    let count = realms.iter().filter(|values| !values.is_empty()).count() as f64;
    if count < 2.0 {
        return realms.to_vec();
    }
    let further = (count / (count - 1.0)).sqrt();
    let moved = |values: &Vec<f64>| {
        let ratio = median(&mut values.clone())? / middle;
        let by = |ratio: f64| (1.0 + further * (ratio - 1.0)) / ratio;
        let factor = if ratio < 1.0 { 1.0 / by(1.0 / ratio) } else { by(ratio) };
        let moved: Vec<f64> = values.iter().map(|value| value * factor).collect();
        moved.iter().all(|value| value.is_finite()).then_some(moved)
    };
    realms.iter().map(|values| moved(values).unwrap_or_else(|| values.clone())).collect()
}

/// Values in order, and for each realm the places of its values in that order. A resample is then a count for each
/// place, and its median a walk to the middle: no sorting, no selecting.
struct Pool {
    values: Vec<f64>,
    realms: Vec<Vec<u32>>,
}

impl Pool {
    fn new(realms: &[Vec<f64>]) -> Self {
        let mut tagged: Vec<(f64, usize)> = Vec::new();
        for (realm, values) in realms.iter().filter(|values| !values.is_empty()).enumerate() {
            tagged.extend(values.iter().map(|&value| (value, realm)));
        }
        tagged.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
        let mut places = vec![Vec::new(); tagged.iter().map(|&(_, realm)| realm + 1).max().unwrap_or(0)];
        for (place, &(_, realm)) in (0..).zip(&tagged) {
            places[realm].push(place);
        }
        Self { values: tagged.into_iter().map(|(value, _)| value).collect(), realms: places }
    }

    /// The median of one resample. `counts` has a place for each value.
    fn resample(&self, counts: &mut [u32], random: &mut Random) -> f64 {
        counts.fill(0);
        let mut drawn = 0;
        for _ in 0..self.realms.len() {
            let realm = &self.realms[random.below(self.realms.len())];
            let mut left = realm.len() as u32;
            drawn += left;
            while left > 0 {
                // Two draws from one number, without the 128-bit product of `below`, which is slow in wasm. The
                // bias is below the realm's length in 2^32.
                let bits = random.bits();
                for half in [bits >> 32, bits & 0xFFFF_FFFF].into_iter().take(left as usize) {
                    counts[realm[((half * realm.len() as u64) >> 32) as usize] as usize] += 1;
                    left -= 1;
                }
            }
        }
        let lower = place(counts, (drawn - 1) / 2);
        let upper = if drawn.is_multiple_of(2) { place(counts, drawn / 2) } else { lower };
        f64::midpoint(self.values[lower], self.values[upper])
    }
}

/// Where the value of this rank, from 0, lies.
fn place(counts: &[u32], rank: u32) -> usize {
    let mut seen = 0;
    let here = |&count: &u32| {
        seen += count;
        seen > rank
    };
    counts.iter().position(here).expect("the rank is below the number drawn")
}
