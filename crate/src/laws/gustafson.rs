//! Gustafson's law: more work on more workers.

use super::fitted::{Fitted, Law, coefficients};
use crate::plan;
use crate::stats::Sampled;

/// Scaled speedup of work that grows with the workers (1 or more), whose serial fraction (0 to 1) was measured on
/// the parallel machine.
///
/// `p + (1 - p) s`: Gustafson, "Reevaluating Amdahl's law", CACM 31(5), 1988.
pub fn gustafson(workers: u32, serial_fraction: f64) -> f64 {
    let workers = f64::from(workers);
    workers + (1.0 - workers) * serial_fraction
}

/// The law with a speedup of one worker that need not be 1: `S(p) = each p + once`, both at least 0.
///
/// That is `S(1) (p + (1 - p) s)` with `S(1) = each + once` and `s = once / S(1)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GustafsonFit {
    /// The speedup that every worker adds.
    pub each: f64,
    /// The speedup that there is but once: that of the serial part.
    pub once: f64,
}

impl Law for GustafsonFit {
    const COUNTS: usize = 2;

    fn of(speedups: &[(u32, f64)]) -> Option<Self> {
        let [each, once] = coefficients(speedups, Self::COUNTS, |workers| [workers, 1.0])?;
        (each + once).is_finite().then_some(Self { each, once })
    }

    /// A scaled speedup.
    fn at(&self, workers: f64) -> f64 {
        self.each * workers + self.once
    }
}

impl GustafsonFit {
    /// s, 0 to 1.
    pub fn serial_fraction(&self) -> f64 {
        self.once / self.at(1.0)
    }
}

/// The law fitted to the scaled speedups of a line, each the ratio of two medians; its curve is at the worker counts
/// `along`. None with fewer than two distinct worker counts, or where a number would not be finite.
pub fn fit_gustafson(speedups: &[(u32, &Sampled)], along: &[f64]) -> Option<plan::Gustafson> {
    let fitted = Fitted::<GustafsonFit>::new(speedups, &Sampled::exactly(1.0))?;
    Some(plan::Gustafson {
        serial_fraction: fitted.estimate(|law, _| law.serial_fraction())?,
        one_worker_speedup: fitted.law.at(1.0),
        residual: fitted.residual()?,
        residuals: fitted.residuals()?,
        curve: fitted.curve(along, |law, _, workers| law.at(workers))?,
    })
}
