//! Models of speedup, and Amdahl's law fitted to measured times.
//!
//! | law | says | source |
//! | --- | --- | --- |
//! | [`amdahl`] | the same work on more workers: the serial part sets a limit | Amdahl, AFIPS 1967 |
//! | [`gustafson`] | more work on more workers: the serial part costs its share, no more | Gustafson, CACM 31(5), 1988 |
//! | [`karp_flatt`] | the serial fraction that one measured speedup implies | Karp and Flatt, CACM 33(5), 1990 |
//!
//! Laws are fitted to times and never to speedups: a speedup has the baseline's noise in every point. Nor is the
//! fraction read off the phases at one worker: a merge that has nothing to do there has at four.

use crate::plan;
use crate::stats::{RESAMPLES, Sampled, finite, interval};

/// A serial fraction below this can't be told from none. It has no limit, and where an interval's end for
/// the fraction falls below it, the limit's upper end is that of this fraction: unbounded, in a number that JSON has.
pub const LEAST_FRACTION: f64 = 1e-4;

/// Speedup of the same work on this many workers (1 or more), with this serial fraction (0 to 1).
///
/// `1 / (s + (1 - s) / p)`: Amdahl, "Validity of the single processor approach to achieving large scale computing
/// capabilities", AFIPS 1967; the formula as in Hill and Marty, IEEE Computer 41(7), 2008.
pub fn amdahl(workers: u32, serial_fraction: f64) -> f64 {
    1.0 / (serial_fraction + (1.0 - serial_fraction) / f64::from(workers))
}

/// Scaled speedup of work that grows with the workers (1 or more), whose serial fraction (0 to 1) was measured on
/// the parallel machine.
///
/// `p + (1 - p) s`: Gustafson, "Reevaluating Amdahl's law", CACM 31(5), 1988.
pub fn gustafson(workers: u32, serial_fraction: f64) -> f64 {
    let workers = f64::from(workers);
    workers + (1.0 - workers) * serial_fraction
}

/// The serial fraction that a speedup on this many workers implies; none at one worker, or for a speedup that is
/// not above 0. The same at every count: a serial part. Rising with the workers: overhead. Below 0: superlinear.
///
/// `(1/S - 1/p) / (1 - 1/p)`: Karp and Flatt, "Measuring parallel processor performance", CACM 33(5), 1990.
pub fn karp_flatt(workers: u32, speedup: f64) -> Option<f64> {
    let share = 1.0 / f64::from(workers);
    (workers > 1 && speedup > 0.0).then(|| (1.0 / speedup - share) / (1.0 - share))
}

/// Amdahl's law in the form of a time: `T(p) = serial + parallel / p`, both at least 0, milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The time that no worker shares.
    pub serial: f64,
    /// The time that all share, at one worker.
    pub parallel: f64,
}

impl Fit {
    /// Fits the law to `(workers, milliseconds)`. None with fewer than two distinct counts, or where a time is not
    /// above 0 and finite.
    ///
    /// Least squares on *relative* residuals, so that the short times of many workers count as much as the long
    /// ones of few. That is a line through `(1/p, T)` with weights `1/T^2`; its slope and intercept have a closed
    /// form. Where one of them comes out negative, the best bounded fit lies on that bound: the squares are
    /// convex, so from any point inside, going towards the free optimum only improves until the bound is met.
    /// (Both are never negative: the times are not.)
    pub fn of(times: &[(u32, f64)]) -> Option<Self> {
        let valid = |&(workers, time): &(u32, f64)| workers > 0 && time > 0.0 && time.is_finite();
        let first = times.first()?.0;
        if !times.iter().all(valid) || times.iter().all(|&(workers, _)| workers == first) {
            return None;
        }
        // In units of the largest time, so that no square leaves the range of a double.
        let unit = times.iter().map(|&(_, time)| time).fold(0.0, f64::max);
        let rows = || times.iter().map(|&(workers, time)| (1.0 / f64::from(workers), time / unit));
        let sum = |term: &dyn Fn(f64, f64) -> f64| -> f64 { rows().map(|(x, t)| term(x, t) / (t * t)).sum() };

        let weight = sum(&|_, _| 1.0);
        let (x_mean, t_mean) = (sum(&|x, _| x) / weight, sum(&|_, t| t) / weight);
        let parallel = sum(&|x, t| (x - x_mean) * (t - t_mean)) / sum(&|x, _| (x - x_mean) * (x - x_mean));
        let serial = t_mean - parallel * x_mean;
        let (serial, parallel) = if serial < 0.0 {
            (0.0, sum(&|x, t| x * t) / sum(&|x, _| x * x))
        } else if parallel < 0.0 {
            (t_mean, 0.0)
        } else {
            (serial, parallel)
        };
        let fit = Self { serial: serial * unit, parallel: parallel * unit };
        (fit.serial + fit.parallel).is_finite().then_some(fit)
    }

    /// The time on this many workers, milliseconds.
    pub fn time(&self, workers: u32) -> f64 {
        self.serial + self.parallel / f64::from(workers)
    }

    /// The fit that a report holds.
    pub fn reported(amdahl: &plan::Amdahl) -> Self {
        let serial = amdahl.one_worker_time * amdahl.serial_fraction.value;
        Self { serial, parallel: amdahl.one_worker_time - serial }
    }

    /// The share of the time at one worker that is serial, 0 to 1.
    pub fn serial_fraction(&self) -> f64 {
        self.serial / self.time(1)
    }

    /// Root mean square of the residuals, each as a share of its measured time.
    pub fn residual(&self, times: &[(u32, f64)]) -> f64 {
        let square = |&(workers, time): &(u32, f64)| (self.time(workers) / time - 1.0).powi(2);
        (times.iter().map(square).sum::<f64>() / times.len() as f64).sqrt()
    }
}

/// Amdahl's law fitted to the median times of a line, with intervals from refitting every resample of them.
///
/// None with fewer than two distinct worker counts, or where a number would not be finite (a time of 0).
/// The limit is in the chart's terms, a speedup over the baseline: baseline over serial time. It is absent
/// for a serial fraction below [`LEAST_FRACTION`], where its upper end is cut as well.
pub fn fit_amdahl(points: &[(u32, &Sampled)], baseline: &Sampled) -> Option<plan::Amdahl> {
    let times: Vec<(u32, f64)> = points.iter().map(|&(workers, time)| (workers, time.median)).collect();
    let fit = Fit::of(&times)?;
    let (mut fractions, mut limits) = (Vec::with_capacity(RESAMPLES), Vec::with_capacity(RESAMPLES));
    let mut resampled = times.clone();
    for draw in 0..RESAMPLES {
        for (time, (_, sampled)) in resampled.iter_mut().zip(points) {
            time.1 = sampled.replicate(draw);
        }
        let Some(fit) = Fit::of(&resampled) else { continue };
        fractions.push(fit.serial_fraction());
        limits.push(limit(&fit, baseline.replicate(draw)));
    }
    if fractions.is_empty() {
        return None;
    }
    let one_worker_speedup = baseline.median / fit.time(1);
    let residual = fit.residual(&times);
    let serial_fraction = finite(interval(fit.serial_fraction(), &mut fractions))?;
    let limited = serial_fraction.value >= LEAST_FRACTION;
    let limit = finite(interval(limit(&fit, baseline.median), &mut limits)).filter(|_| limited);
    (one_worker_speedup.is_finite() && residual.is_finite()).then_some(plan::Amdahl {
        serial_fraction,
        one_worker_time: fit.time(1),
        one_worker_speedup,
        limit,
        residual,
        residuals: Vec::new(),
        curve: Vec::new(),
    })
}

/// The speedup over `baseline` milliseconds that a fit approaches with ever more workers.
fn limit(fit: &Fit, baseline: f64) -> f64 {
    baseline / (fit.time(1) * fit.serial_fraction().max(LEAST_FRACTION))
}
