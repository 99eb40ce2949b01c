//! "Laws" and "Weak scaling" of the document.

use crate::bootstrap::{Estimate, REPLICATES, Resampled, interval};
use crate::compare::{Expected, NOTHING, exactly, fields, fitted, list};
use crate::fit::{Row, fit};

/// A worker count with what was measured there.
pub type Measured<'m> = (u32, &'m Resampled);

/// A fraction or a share that is smaller counts as this large, where two are compared.
const UNIT: f64 = 1.0;

/// A law that is linear in its parameters.
struct Law<const N: usize> {
    /// What each parameter contributes on p workers.
    terms: fn(f64) -> [f64; N],
    counts: usize,
}

/// The parameters of one fit, and the baseline that goes with them.
#[derive(Clone, Copy)]
struct Found<const N: usize> {
    parameters: [f64; N],
    baseline: f64,
}

/// A law fitted to the medians, and to every resample.
struct Fitted<const N: usize> {
    law: Law<N>,
    measured: Vec<(u32, f64)>,
    best: Found<N>,
    refits: Vec<Found<N>>,
}

impl<const N: usize> Law<N> {
    fn at(&self, parameters: &[f64; N], p: f64) -> f64 {
        (self.terms)(p).iter().zip(parameters).map(|(term, parameter)| term * parameter).sum()
    }

    fn fit(&self, measured: &[(u32, f64)]) -> Option<[f64; N]> {
        let is_valid = measured.iter().all(|&(_, value)| value > 0.0 && value.is_finite());
        let row = |&(p, measured): &(u32, f64)| Row { terms: (self.terms)(f64::from(p)), measured };
        let rows: Vec<Row<N>> = measured.iter().map(row).collect();
        let found = is_valid.then(|| fit(&rows))?;
        (self.at(&found, 1.0) > 0.0).then_some(found)
    }
}

impl<const N: usize> Fitted<N> {
    fn new(law: Law<N>, points: &[Measured], baseline: &Resampled) -> Option<Self> {
        if points.len() < law.counts {
            return None;
        }
        let measured: Vec<(u32, f64)> = points.iter().map(|&(p, sampled)| (p, sampled.median)).collect();
        let best = Found { parameters: law.fit(&measured)?, baseline: baseline.median };
        let refit = |i: usize| {
            let measured: Vec<(u32, f64)> =
                points.iter().map(|&(p, sampled)| (p, sampled.replicate(i))).collect();
            Some(Found { parameters: law.fit(&measured)?, baseline: baseline.replicate(i) })
        };
        let refits: Vec<Found<N>> = (0..REPLICATES).filter_map(refit).collect();
        Some(Self { law, measured, best, refits })
    }

    fn estimate(&self, of: impl Fn(&Found<N>) -> f64) -> Option<Estimate> {
        interval(of(&self.best), self.refits.iter().map(&of))?.finite()
    }

    fn one(&self, found: &Found<N>) -> f64 {
        self.law.at(&found.parameters, 1.0)
    }

    /// `residual`, `residuals` and `curve`.
    fn rest(
        &self,
        along: &[f64],
        speedup: impl Fn(&Found<N>, f64) -> f64,
    ) -> Option<Vec<(&'static str, Expected)>> {
        let residual = |&(p, value): &(u32, f64)| {
            (p, (value - self.law.at(&self.best.parameters, f64::from(p))) / value)
        };
        let residuals: Vec<(u32, f64)> = self.measured.iter().map(residual).collect();
        let squares: f64 = residuals.iter().map(|(_, share)| share * share).sum();
        let told =
            |&(p, share): &(u32, f64)| fields([("workers", exactly(p)), ("share", fitted(share, UNIT))]);
        let mut curve = Vec::new();
        for &p in along {
            let Estimate { value, low, high } = self.estimate(|found| speedup(found, p))?;
            let end = |value: f64| fitted(value, 0.0);
            curve.push(fields([
                ("workers", fitted(p, 0.0)),
                ("value", end(value)),
                ("low", end(low)),
                ("high", end(high)),
            ]));
        }
        Some(vec![
            ("residual", fitted((squares / residuals.len() as f64).sqrt(), UNIT)),
            ("residuals", list(&residuals, told)),
            ("curve", Expected::List(curve)),
        ])
    }
}

/// Amdahl's law, T(p) = a/p + b.
pub fn amdahl(points: &[Measured], baseline: &Resampled, along: &[f64]) -> Option<Expected> {
    let law = Law { terms: |p| [1.0 / p, 1.0], counts: 2 };
    let fit = Fitted::new(law, points, baseline)?;
    let s = |found: &Found<2>| found.parameters[1] / fit.one(found);
    let serial_fraction = fit.estimate(s)?;
    let limit = fit.estimate(|found| found.baseline / (fit.one(found) * s(found).max(1e-4)));
    let mut numbers = of_times(&fit, along)?;
    numbers.push(("serialFraction", serial_fraction.fitted(UNIT)));
    numbers.push(("limit", told(limit, serial_fraction.value, 1e-4)));
    Some(fields(numbers))
}

/// The universal scalability law, T(p) = a/p + b + c (p - 1).
pub fn usl(points: &[Measured], baseline: &Resampled, along: &[f64]) -> Option<Expected> {
    let law = Law { terms: |p| [1.0 / p, 1.0, p - 1.0], counts: 4 };
    let fit = Fitted::new(law, points, baseline)?;
    let s = |found: &Found<3>| found.parameters[1] / fit.one(found);
    let k = |found: &Found<3>| found.parameters[2] / fit.one(found);
    let coherency = fit.estimate(k)?;
    let peak = fit.estimate(|found| ((1.0 - s(found)).max(0.0) / k(found).max(1e-6)).sqrt().max(1.0));
    let mut numbers = of_times(&fit, along)?;
    numbers.push(("contention", fit.estimate(s)?.fitted(UNIT)));
    numbers.push(("coherency", coherency.fitted(UNIT)));
    numbers.push(("peak", told(peak, coherency.value, 1e-6)));
    Some(fields(numbers))
}

/// Gustafson's law, S(p) = u p + v.
pub fn gustafson(speedups: &[Measured], along: &[f64]) -> Option<Expected> {
    let law = Law { terms: |p| [p, 1.0], counts: 2 };
    let fit = Fitted::new(law, speedups, &Resampled::exactly(1.0))?;
    let mut numbers = fit.rest(along, |found, p| fit.law.at(&found.parameters, p))?;
    let s = |found: &Found<2>| found.parameters[1] / fit.one(found);
    numbers.push(("serialFraction", fit.estimate(s)?.fitted(UNIT)));
    numbers.push(("oneWorkerSpeedup", fitted(fit.one(&fit.best), 0.0)));
    Some(fields(numbers))
}

/// What the two laws of times have in common.
fn of_times<const N: usize>(fit: &Fitted<N>, along: &[f64]) -> Option<Vec<(&'static str, Expected)>> {
    let mut numbers = fit.rest(along, |found, p| found.baseline / fit.law.at(&found.parameters, p))?;
    let one = fit.one(&fit.best);
    numbers.push(("oneWorkerTime", fitted(one, 0.0)));
    numbers.push(("oneWorkerSpeedup", fitted(fit.best.baseline / one, 0.0)));
    Some(numbers)
}

/// An estimate that is told only where what it rests on can be told from none.
fn told(estimate: Option<Estimate>, rests_on: f64, least: f64) -> Expected {
    estimate.filter(|_| rests_on >= least).map_or(NOTHING, |estimate| estimate.fitted(0.0))
}

/// The worker counts of a curve.
pub fn along(planned: &[u32], measured: impl Iterator<Item = u32> + Clone) -> Vec<f64> {
    let most = planned.iter().copied().chain(measured.clone()).max().unwrap_or(1);
    let even = (0..40).map(|at| 1.0 + f64::from(at) * f64::from(most - 1) / 39.0);
    let mut all: Vec<f64> = even.chain(measured.map(f64::from)).collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|next, last| *next - *last < 1e-9);
    all
}
