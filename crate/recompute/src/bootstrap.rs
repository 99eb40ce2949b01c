//! "The median", "The bootstrap", "Moving realms apart", "The interval" and "Ratios" of the document.

use crate::compare::{Expected, fields, fitted, number};
use crate::random::Random;
use statrs::statistics::{Data, Median};

/// Replicates of a point.
pub const REPLICATES: usize = 999;

/// A value with its interval.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// The same of every number.
    pub fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self { value: of(self.value), low: of(self.low), high: of(self.high) }
    }

    /// The estimate, where all of it is a number.
    pub fn finite(self) -> Option<Self> {
        [self.value, self.low, self.high].iter().all(|number| number.is_finite()).then_some(self)
    }

    /// As the report must have it.
    pub fn exact(self) -> Expected {
        self.each(number)
    }

    /// As the report must have it where a fit lies between.
    pub fn fitted(self, scale: f64) -> Expected {
        self.each(|number| fitted(number, scale))
    }

    fn each(self, of: impl Fn(f64) -> Expected) -> Expected {
        fields([("value", of(self.value)), ("low", of(self.low)), ("high", of(self.high))])
    }
}

/// The median; none of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| Data::new(values.to_vec()).median())
}

/// The percentile interval of replicates round a value.
pub fn interval(value: f64, replicates: impl IntoIterator<Item = f64>) -> Option<Estimate> {
    let mut ascending: Vec<f64> = replicates.into_iter().collect();
    ascending.sort_by(f64::total_cmp);
    let m = ascending.len();
    let tail = ((m + 1) * 25 / 1000).max(1);
    let numbered_from_1 = |number: usize| ascending.get(number.checked_sub(1)?).copied();
    let (low, high) = (numbered_from_1(tail)?, numbered_from_1(m + 1 - tail)?);
    Some(Estimate { value, low: low.min(value), high: high.max(value) })
}

/// A median and its replicates.
#[derive(Clone, Debug)]
pub struct Resampled {
    pub median: f64,
    replicates: Vec<f64>,
}

impl Resampled {
    /// From the times of each realm.
    pub fn new(realms: &[Vec<f64>], random: &mut Random) -> Option<Self> {
        let realms: Vec<Vec<f64>> = realms.iter().filter(|times| !times.is_empty()).cloned().collect();
        let all = realms.concat();
        let median = median(&all)?;
        if all.len() == 1 {
            return Some(Self { median, replicates: all });
        }
        let mut realms = apart(realms, median);
        realms.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
        let replicates = (0..REPLICATES).filter_map(|_| replicate(&realms, random)).collect();
        Some(Self { median, replicates })
    }

    /// A value without noise.
    pub fn exactly(value: f64) -> Self {
        Self { median: value, replicates: vec![value] }
    }

    /// Replicate i, from 0; the single one goes with all.
    pub fn replicate(&self, i: usize) -> f64 {
        if let [only] = self.replicates[..] { only } else { self.replicates[i] }
    }

    pub fn estimate(&self) -> Option<Estimate> {
        interval(self.median, self.replicates.iter().copied())
    }

    /// The ratio of this to that.
    pub fn ratio(&self, that: &Self) -> Self {
        let pairs = self.replicates.len().max(that.replicates.len());
        let replicates = (0..pairs).map(|i| self.replicate(i) / that.replicate(i)).collect();
        Self { median: self.median / that.median, replicates }
    }

    /// That ratio's interval, where it is a number.
    pub fn over(&self, that: &Self) -> Option<Estimate> {
        self.ratio(that).estimate()?.finite()
    }
}

/// "Moving realms apart".
fn apart(realms: Vec<Vec<f64>>, middle: f64) -> Vec<Vec<f64>> {
    let count = realms.len() as f64;
    if count < 2.0 {
        return realms;
    }
    let f = (count / (count - 1.0)).sqrt();
    let moved = |times: &Vec<f64>| -> Option<Vec<f64>> {
        let r = median(times)? / middle;
        let factor =
            if r >= 1.0 { (1.0 + f * (r - 1.0)) / r } else { 1.0 / ((1.0 + f * (1.0 / r - 1.0)) * r) };
        let moved: Vec<f64> = times.iter().map(|time| time * factor).collect();
        moved.iter().all(|time| time.is_finite()).then_some(moved)
    };
    realms.into_iter().map(|times| moved(&times).unwrap_or(times)).collect()
}

/// The median of one resample: realms first, then as many times of each as it has, two from every number.
fn replicate(realms: &[Vec<f64>], random: &mut Random) -> Option<f64> {
    let mut taken = Vec::new();
    for _ in realms {
        let times = &realms[random.below(realms.len())];
        let n = times.len() as u64;
        let mut left = times.len();
        while left > 0 {
            let number = random.number();
            taken.push(times[(((number >> 32) * n) >> 32) as usize]);
            if left > 1 {
                taken.push(times[(((number & 0xFFFF_FFFF) * n) >> 32) as usize]);
            }
            left = left.saturating_sub(2);
        }
    }
    median(&taken)
}
