//! What all laws share: a fit, its refits to resamples, and what a report says of them.

use super::bounded;
use crate::plan::{CurvePoint, Estimate, Residual};
use crate::stats::{RESAMPLES, Sampled, finite, interval};

/// A law's parameters, as they can be fitted to measurements of a line.
pub trait Law: Copy {
    /// How many distinct worker counts it takes to tell them.
    const COUNTS: usize;

    /// The law that is nearest to `(workers, measured)`. None with fewer distinct counts, or where a value is
    /// not above 0 and finite.
    fn of(measured: &[(u32, f64)]) -> Option<Self>;

    /// What the law expects to be measured on this many workers.
    fn at(&self, workers: f64) -> f64;

    /// Root mean square of the residuals, each as a share of its measured value.
    fn residual(&self, measured: &[(u32, f64)]) -> f64 {
        let square = |&(workers, value): &(u32, f64)| (self.at(f64::from(workers)) / value - 1.0).powi(2);
        (measured.iter().map(square).sum::<f64>() / measured.len() as f64).sqrt()
    }
}

/// The coefficients of `columns` of the worker count that come nearest to what was measured. None as [`Law::of`].
pub fn coefficients<const N: usize>(
    measured: &[(u32, f64)],
    counts: usize,
    columns: impl Fn(f64) -> [f64; N],
) -> Option<[f64; N]> {
    let valid = |&(workers, value): &(u32, f64)| workers > 0 && value > 0.0 && value.is_finite();
    let first = |&(at, one): &(usize, &(u32, f64))| measured[..at].iter().all(|it| it.0 != one.0);
    if !measured.iter().all(valid) || measured.iter().enumerate().filter(first).count() < counts {
        return None;
    }
    bounded::fit(measured.iter().map(|&(workers, value)| (columns(f64::from(workers)), value)))
}

/// A law fitted to the medians of a line, and to every resample of them; each with the baseline of the same resample.
pub struct Fitted<L> {
    /// The fit to the medians.
    pub law: L,
    baseline: f64,
    measured: Vec<(u32, f64)>,
    refits: Vec<(L, f64)>,
}

impl<L: Law> Fitted<L> {
    /// None as [`Law::of`]. A resample that allows no fit is left out.
    pub fn new(points: &[(u32, &Sampled)], baseline: &Sampled) -> Option<Self> {
        let measured: Vec<(u32, f64)> = points.iter().map(|&(workers, it)| (workers, it.median)).collect();
        let law = L::of(&measured)?;
        let mut resampled = measured.clone();
        let refit = |draw| {
            for (value, (_, sampled)) in resampled.iter_mut().zip(points) {
                value.1 = sampled.replicate(draw);
            }
            Some((L::of(&resampled)?, baseline.replicate(draw)))
        };
        let refits: Vec<_> = (0..RESAMPLES).filter_map(refit).collect();
        (!refits.is_empty()).then_some(Self { law, baseline: baseline.median, measured, refits })
    }

    /// Something that the law and the baseline tell, with its interval; none where that is not finite.
    pub fn estimate(&self, of: impl Fn(&L, f64) -> f64) -> Option<Estimate> {
        let mut refits: Vec<f64> = self.refits.iter().map(|(law, baseline)| of(law, *baseline)).collect();
        finite(interval(of(&self.law, self.baseline), &mut refits))
    }

    /// Measured minus expected, as shares of the measured; none where one is not finite.
    pub fn residuals(&self) -> Option<Vec<Residual>> {
        let residual = |&(workers, value): &(u32, f64)| {
            let share = 1.0 - self.law.at(f64::from(workers)) / value;
            share.is_finite().then_some(Residual { workers, share })
        };
        self.measured.iter().map(residual).collect()
    }

    /// Their root mean square; none where it is not finite.
    pub fn residual(&self) -> Option<f64> {
        Some(self.law.residual(&self.measured)).filter(|it| it.is_finite())
    }

    /// The speedup of one worker over the baseline; none where it is not finite.
    pub fn one_worker_speedup(&self) -> Option<f64> {
        Some(self.baseline / self.law.at(1.0)).filter(|it| it.is_finite())
    }

    /// A speedup at each of these worker counts, with its band; none where one is not finite.
    pub fn curve(&self, along: &[f64], speedup: impl Fn(&L, f64, f64) -> f64) -> Option<Vec<CurvePoint>> {
        let point = |&workers: &f64| {
            let Estimate { value, low, high } =
                self.estimate(|law, baseline| speedup(law, baseline, workers))?;
            Some(CurvePoint { workers, value, low, high })
        };
        along.iter().map(point).collect()
    }
}
