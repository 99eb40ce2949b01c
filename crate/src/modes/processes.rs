//! Isolated workers: each has its own instance and memory, and everything between them is a message.
//!
//! Dispatch is on demand: a worker that has answered is sent the next job, so the number and order of jobs
//! (one chunk for each worker, one task for each puzzle) decide the balance, as in Python's `Pool.map`.

use super::Executor;
use crate::plan::{Activity, Failure, FailureKind};
use crate::run::{Phase, Stopwatch};
use crate::workload::{Wire, Workload};
use futures::future::try_join_all;
use std::cell::RefCell;

/// Bytes that arrived from another worker.
pub trait Message {
    /// How many.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Copies `out.len()` bytes from `start` on.
    ///
    /// # Panics
    /// The range is outside the message.
    fn copy_to(&self, start: usize, out: &mut [u8]);
}

impl Message for Vec<u8> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn copy_to(&self, start: usize, out: &mut [u8]) {
        out.copy_from_slice(&self[start..start + out.len()]);
    }
}

/// When an isolated worker began to read a job, to do it, to write its part, and was done, on the caller's clock.
pub type Stamps = [f64; 4];

/// The line to isolated workers.
pub trait Line {
    /// What comes back. Reading it may take time: that is the caller's doing, and counted so.
    type Reply: Message;
    /// How many workers are at the other end.
    fn workers(&self) -> usize;
    /// Sends a job, before this returns, to an idle worker; the future is its answer.
    fn call<'l>(
        &'l self,
        worker: usize,
        job: &[u8],
    ) -> impl Future<Output = Result<Self::Reply, Failure>> + use<'l, Self>;
    /// Has every worker stamp the jobs that follow, until it has [`told`](Self::told).
    fn trace(&self);
    /// The stamps of a worker's jobs since then, in order.
    fn told(&self, worker: usize) -> impl Future<Output = Vec<Stamps>>;
}

/// Sends jobs along a line, always to whoever is idle.
pub struct Processes<L> {
    /// The line.
    pub line: L,
    /// How many workers to cut a program for.
    pub cut: usize,
}

impl<L: Line> Processes<L> {
    /// For as many workers as are at the line's other end.
    pub fn new(line: L) -> Self {
        Self { cut: line.workers(), line }
    }

    /// For a program that is to be cut for this many.
    #[must_use]
    pub fn cut_for(self, cut: usize) -> Self {
        Self { cut, ..self }
    }
}

impl<L: Line> Executor for Processes<L> {
    async fn map<W: Workload>(
        &self,
        workload: &W,
        jobs: Vec<W::Job>,
        watch: &Stopwatch<'_>,
    ) -> Result<Vec<W::Part>, Failure> {
        let mut parts: Vec<Option<W::Part>> = jobs.iter().map(|_| None).collect();
        let queue = RefCell::new(jobs.into_iter().zip(parts.iter_mut()).enumerate());
        try_join_all((0..self.line.workers()).map(async |worker| {
            loop {
                let Some((number, (job, part))) = queue.borrow_mut().next() else { return Ok(()) };
                watch.enter(Phase::Send);
                let reply = self.line.call(worker, &job.bytes());
                drop(job);
                watch.enter(Phase::Solve);
                let reply = reply.await?;
                watch.enter(Phase::Receive);
                *part = Some(W::Part::from_message(&reply).map_err(|error| garbled(&error))?);
                workload.arrived(number);
                watch.enter(Phase::Solve);
            }
        }))
        .await?;
        drop(queue);
        Ok(parts.into_iter().flatten().collect())
    }
}

/// The other end of the line: one job in, one part out, handed to `send` as bytes. `begins` is told what begins.
///
/// # Errors
/// The job can't be read.
pub fn answer<W: Workload, R>(
    workload: &W,
    job: &dyn Message,
    begins: impl Fn(Activity),
    send: impl FnOnce(&[u8]) -> R,
) -> Result<R, Failure> {
    let job = W::Job::from_message(job).map_err(|error| garbled(&error))?;
    begins(Activity::Solve);
    let part = workload.solve(job);
    begins(Activity::Send);
    Ok(send(&part.bytes()))
}

/// A message that isn't what it should be.
pub fn garbled(error: &crate::workload::WireError) -> Failure {
    Failure { kind: FailureKind::Crashed, message: format!("a message could not be read: {}", error.0) }
}
