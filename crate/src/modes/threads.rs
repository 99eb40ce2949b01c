//! Workers on one shared memory, with rayon's work stealing.
//!
//! In the browser the pool's threads are web workers, and the pool is rayon's global one: it can be neither
//! resized nor ended inside an instance, so every worker count has a realm of its own. Natively a pool is local.
//! The calling worker sleeps while the pool works, so `k` threads compute on `k` workers, no more.

use crate::run::Stopwatch;
use crate::workload::Workload;
use rayon::prelude::*;

/// A fork-join pool of a known number of workers.
pub struct Pool {
    workers: usize,
    #[cfg(not(target_arch = "wasm32"))]
    local: rayon::ThreadPool,
}

impl Pool {
    /// A pool of its own.
    ///
    /// # Panics
    /// The system starts no more threads.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(workers: usize) -> Self {
        let local = rayon::ThreadPoolBuilder::new().num_threads(workers).build();
        Self { workers, local: local.expect("the system starts a few threads") }
    }

    /// The instance's pool, started by the realm before.
    #[cfg(target_arch = "wasm32")]
    pub fn global(workers: usize) -> Self {
        Self { workers }
    }

    /// The same threads, for a program that is to be cut for this many.
    #[must_use]
    pub fn cut_for(self, workers: usize) -> Self {
        Self { workers, ..self }
    }

    /// How many threads to cut a program for: as many as there are, but for [`cut_for`](Self::cut_for).
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// Runs `work` inside the pool, where rayon's calls fork without leaving it. Blocks until it is done.
    pub fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        #[cfg(not(target_arch = "wasm32"))]
        return self.local.install(work);
        // Outside a pool, rayon sends the whole of a `scope` to the global one.
        #[cfg(target_arch = "wasm32")]
        return rayon::scope(|_| work());
    }

    /// Does every job, stealing where one worker has more left than another; parts in the order of jobs.
    pub fn map<W: Workload>(&self, workload: &W, jobs: Vec<W::Job>, watch: &Stopwatch<'_>) -> Vec<W::Part> {
        self.run(|| jobs.into_par_iter().map(|job| watch.task(|| workload.solve(job))).collect())
    }
}
