//! The serial fraction that one measured speedup implies.

use crate::plan::Estimate;
use crate::stats::finite;

/// The serial fraction that a speedup on this many workers implies; none at one worker, or for a speedup that is
/// not above 0. The same at every count: a serial part. Rising with the workers: overhead. Below 0: superlinear.
///
/// `(1/S - 1/p) / (1 - 1/p)`: Karp and Flatt, "Measuring parallel processor performance", CACM 33(5), 1990.
pub fn karp_flatt(workers: u32, speedup: f64) -> Option<f64> {
    let share = 1.0 / f64::from(workers);
    (workers > 1 && speedup > 0.0).then(|| (1.0 / speedup - share) / (1.0 - share))
}

/// That fraction with its interval: it falls as the speedup rises, so its ends are those of the speedup, the other way
/// round. None where an end is none, or not finite.
pub fn implied(workers: u32, speedup: Estimate) -> Option<Estimate> {
    let [value, low, high] = [speedup.value, speedup.high, speedup.low].map(|it| karp_flatt(workers, it));
    finite(Estimate { value: value?, low: low?, high: high? })
}
