//! The universal scalability law: workers that wait for each other, and that have to agree with each other.

use super::fitted::{Fitted, Law, coefficients};
use crate::plan;
use crate::stats::Sampled;

/// A coherency below this can't be told from none: its peak would lie beyond a thousand workers. It has no peak, and
/// where an interval's end for the coherency falls below it, the peak's upper end is that of this coherency.
pub const LEAST_COHERENCY: f64 = 1e-6;

/// Speedup of the same work on this many workers (1 or more), with this contention and this coherency (0 or more).
///
/// `p / (1 + s (p - 1) + k p (p - 1))`: Gunther, *Guerrilla Capacity Planning*, Springer 2007, chapter 4, there C(N)
/// with α and β; first in "A simple capacity model of massively parallel transaction systems", CMG 1993. With
/// a coherency of 0 it is Amdahl's law.
pub fn usl(workers: u32, contention: f64, coherency: f64) -> f64 {
    let workers = f64::from(workers);
    workers / (1.0 + contention * (workers - 1.0) + coherency * workers * (workers - 1.0))
}

/// The law in the form of a time: `T(p) = parallel / p + serial + exchange (p - 1)`, all at least 0, milliseconds.
///
/// That is `T(1) (1 + s (p - 1) + k p (p - 1)) / p` with `T(1) = parallel + serial`, `s = serial / T(1)` and
/// `k = exchange / T(1)`: linear in what is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UslFit {
    /// The time that all share, at one worker.
    pub parallel: f64,
    /// The time that no worker shares.
    pub serial: f64,
    /// The time that each further worker adds, for everyone to agree with everyone.
    pub exchange: f64,
}

impl Law for UslFit {
    /// Three parameters, and a count more, so that it can be seen whether they fit.
    const COUNTS: usize = 4;

    /// Nor is there a law where one worker would take no time.
    fn of(times: &[(u32, f64)]) -> Option<Self> {
        let columns = |workers| [1.0 / workers, 1.0, workers - 1.0];
        let [parallel, serial, exchange] = coefficients(times, Self::COUNTS, columns)?;
        let one = parallel + serial;
        (one.is_finite() && one > 0.0).then_some(Self { parallel, serial, exchange })
    }

    /// Milliseconds.
    fn at(&self, workers: f64) -> f64 {
        self.parallel / workers + self.serial + self.exchange * (workers - 1.0)
    }
}

impl UslFit {
    /// s, 0 to 1.
    pub fn contention(&self) -> f64 {
        self.serial / self.at(1.0)
    }

    /// k, 0 or more.
    pub fn coherency(&self) -> f64 {
        self.exchange / self.at(1.0)
    }

    /// The worker count with the shortest time, 1 or more: the root of `(1 - s) / k` (Gunther, 2007, chapter 4).
    /// A coherency below [`LEAST_COHERENCY`] counts as that.
    pub fn peak(&self) -> f64 {
        ((1.0 - self.contention()).max(0.0) / self.coherency().max(LEAST_COHERENCY)).sqrt().max(1.0)
    }
}

/// The law fitted to the median times of a line; its curve is a speedup over the baseline, at the worker counts
/// `along`.
///
/// None with fewer than four distinct worker counts, or where a number would not be finite (a time of 0). The peak
/// is absent for a coherency below [`LEAST_COHERENCY`].
pub fn fit_usl(points: &[(u32, &Sampled)], baseline: &Sampled, along: &[f64]) -> Option<plan::Usl> {
    let fitted = Fitted::<UslFit>::new(points, baseline)?;
    let coherency = fitted.estimate(|law, _| law.coherency())?;
    Some(plan::Usl {
        contention: fitted.estimate(|law, _| law.contention())?,
        coherency,
        one_worker_time: fitted.law.at(1.0),
        one_worker_speedup: fitted.one_worker_speedup()?,
        peak: fitted.estimate(|law, _| law.peak()).filter(|_| coherency.value >= LEAST_COHERENCY),
        residual: fitted.residual()?,
        residuals: fitted.residuals()?,
        curve: fitted.curve(along, |law, baseline, workers| baseline / law.at(workers))?,
    })
}
