//! Async: one thread, tasks that take turns at await points. For computing there is nothing to win, and it shows.

use super::Executor;
use crate::plan::Failure;
use crate::run::Stopwatch;
use crate::workload::Workload;
use futures::future::join_all;
use std::cell::RefCell;

/// This many tasks share the jobs, and give way to each other after each one.
pub struct Cooperative {
    /// Tasks in flight.
    pub tasks: usize,
}

impl Executor for Cooperative {
    async fn map<W: Workload>(
        &self,
        workload: &W,
        jobs: Vec<W::Job>,
        watch: &Stopwatch<'_>,
    ) -> Result<Vec<W::Part>, Failure> {
        let mut parts: Vec<Option<W::Part>> = jobs.iter().map(|_| None).collect();
        let queue = RefCell::new(jobs.into_iter().zip(parts.iter_mut()).enumerate());
        let next = || queue.borrow_mut().next();
        join_all((1..=self.tasks).map(|task| async move {
            loop {
                let Some((number, (job, part))) = next() else { break };
                *part = Some(watch.task_async(task, workload.solve_async(job)).await);
                workload.arrived(number);
                yield_now().await;
            }
        }))
        .await;
        drop(queue);
        Ok(parts.into_iter().flatten().collect())
    }
}

/// Gives way once: every other ready task runs before this one goes on.
pub async fn yield_now() {
    let mut yielded = false;
    futures::future::poll_fn(|context| {
        if yielded {
            return std::task::Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}
