//! Amdahl's law: the same work on more workers.

use super::fitted::{Fitted, Law, coefficients};
use crate::plan;
use crate::stats::Sampled;

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

/// The law in the form of a time: `T(p) = serial + parallel / p`, both at least 0, milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmdahlFit {
    /// The time that no worker shares.
    pub serial: f64,
    /// The time that all share, at one worker.
    pub parallel: f64,
}

impl Law for AmdahlFit {
    const COUNTS: usize = 2;

    fn of(times: &[(u32, f64)]) -> Option<Self> {
        let [serial, parallel] = coefficients(times, Self::COUNTS, |workers| [1.0, 1.0 / workers])?;
        (serial + parallel).is_finite().then_some(Self { serial, parallel })
    }

    /// Milliseconds.
    fn at(&self, workers: f64) -> f64 {
        self.serial + self.parallel / workers
    }
}

impl AmdahlFit {
    /// The fit that a report holds.
    pub fn reported(amdahl: &plan::Amdahl) -> Self {
        let serial = amdahl.one_worker_time * amdahl.serial_fraction.value;
        Self { serial, parallel: amdahl.one_worker_time - serial }
    }

    /// The share of the time at one worker that is serial, 0 to 1.
    pub fn serial_fraction(&self) -> f64 {
        self.serial / self.at(1.0)
    }

    /// The speedup over `baseline` milliseconds that it approaches with ever more workers.
    fn limit(&self, baseline: f64) -> f64 {
        baseline / (self.at(1.0) * self.serial_fraction().max(LEAST_FRACTION))
    }
}

/// The law fitted to the median times of a line; its curve is a speedup over the baseline, at the worker counts
/// `along`.
///
/// None with fewer than two distinct worker counts, or where a number would not be finite (a time of 0).
/// The limit is in the chart's terms, a speedup over the baseline: baseline over serial time. It is absent
/// for a serial fraction below [`LEAST_FRACTION`], where its upper end is cut as well.
pub fn fit_amdahl(points: &[(u32, &Sampled)], baseline: &Sampled, along: &[f64]) -> Option<plan::Amdahl> {
    let fitted = Fitted::<AmdahlFit>::new(points, baseline)?;
    let serial_fraction = fitted.estimate(|law, _| law.serial_fraction())?;
    let limited = serial_fraction.value >= LEAST_FRACTION;
    Some(plan::Amdahl {
        serial_fraction,
        one_worker_time: fitted.law.at(1.0),
        one_worker_speedup: fitted.one_worker_speedup()?,
        limit: fitted.estimate(|law, baseline| law.limit(baseline)).filter(|_| limited),
        residual: fitted.residual()?,
        residuals: fitted.residuals()?,
        curve: fitted.curve(along, |law, baseline, workers| baseline / law.at(workers))?,
    })
}
