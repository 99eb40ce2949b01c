//! How a workload's parallel part is carried out; one mode a file.
//!
//! | mode | workers | memory | who gets the next job |
//! | --- | --- | --- | --- |
//! | [`serial`] | 1 | its own | nobody else is there |
//! | [`threads`] | k | shared | rayon: whoever is idle steals |
//! | [`processes`] | k | one each; messages | whoever is idle is sent the next |
//! | [`cooperative`] | 1, with k tasks | its own | the task whose turn it is |

pub mod cooperative;
pub mod processes;
pub mod serial;
#[cfg(feature = "pool")]
pub mod threads;

use crate::plan::Failure;
use crate::run::Stopwatch;
use crate::workload::Workload;

/// Carries out independent jobs: the Rust face of Python's `concurrent.futures`. Swap it, keep the program.
pub trait Executor {
    /// Does every job; parts come back in the order of their jobs.
    ///
    /// # Errors
    /// A worker failed; no part is kept.
    #[expect(async_fn_in_trait, reason = "used with static dispatch on one thread only")]
    async fn map<W: Workload>(
        &self,
        workload: &W,
        jobs: Vec<W::Job>,
        watch: &Stopwatch<'_>,
    ) -> Result<Vec<W::Part>, Failure>;
}
