//! [`Workload`]: Amdahl's law written as a trait. `split` and `merge` are serial, `solve` is not.

use crate::modes::processes::Message;
#[cfg(feature = "pool")]
use crate::modes::threads::Pool;
use crate::plan::{Answer, Plan, Problem, WorkloadInfo};
use crate::run::{Phase, Stopwatch};
use std::{borrow::Cow, fmt};

/// A program that can be run under every mode, configured by a plan.
///
/// The five required steps are enough; the `solve_*` defaults are made of them, and are overridden where
/// the best known algorithm for that model differs.
pub trait Workload: Sync + Sized {
    /// What the program works on.
    type Input: Wire + Clone + Send + Sync;
    /// A piece of the input, for one call of [`solve`](Self::solve).
    type Job: Wire + Send;
    /// What one call of [`solve`](Self::solve) gives.
    type Part: Wire + Send;
    /// What the program gives.
    type Output: Wire + Send;

    /// Makes the input: the same for the same plan, always.
    fn generate(&self) -> Self::Input;
    /// Cuts the input into jobs for this many workers. Serial. Moves the bulk of the data, never copies it.
    fn split(&self, input: Self::Input, workers: usize) -> Vec<Self::Job>;
    /// Does one job. Jobs are independent.
    fn solve(&self, job: Self::Job) -> Self::Part;
    /// Does one job as a task that gives way where it has to wait for something outside. Computing has nothing to wait for.
    #[expect(async_fn_in_trait, reason = "used with static dispatch on one thread only")]
    async fn solve_async(&self, job: Self::Job) -> Self::Part {
        self.solve(job)
    }
    /// Puts the parts, in the order of their jobs, together. Serial.
    fn merge(&self, parts: Vec<Self::Part>) -> Self::Output;
    /// Is told when a job's part is there, by the job's place in the [`split`](Self::split). In timed runs, too.
    fn arrived(&self, _job: usize) {}
    /// Checks an output, outside the timed region.
    ///
    /// # Errors
    /// The first difference.
    fn verify(&self, input: &Self::Input, output: &Self::Output) -> Result<(), Mismatch>;
    /// The result in a form to look at, with `most` items at most; a long one is cut, and says so.
    fn answer(&self, input: &Self::Input, output: &Self::Output, most: usize) -> Answer;
    /// The most memory, in bytes, that one instance holds at once during a sample, input included.
    fn memory(&self) -> u64;

    /// The best serial program: the baseline of every speedup.
    fn solve_serial(&self, input: Self::Input, watch: &Stopwatch<'_>) -> Self::Output {
        watch.enter(Phase::Split);
        let jobs = self.split(input, 1);
        watch.enter(Phase::Solve);
        let parts = jobs.into_iter().map(|job| self.solve(job)).collect();
        watch.enter(Phase::Merge);
        self.merge(parts)
    }

    /// Fork and join on shared memory. Whoever overrides it wraps each leaf task in [`Stopwatch::task`], for traces.
    #[cfg(feature = "pool")]
    fn solve_shared(&self, input: Self::Input, pool: &Pool, watch: &Stopwatch<'_>) -> Self::Output {
        watch.enter(Phase::Split);
        let jobs = self.split(input, pool.workers());
        watch.enter(Phase::Solve);
        let parts = pool.map(self, jobs, watch);
        watch.enter(Phase::Merge);
        self.merge(parts)
    }
}

/// Something to do with a workload once its types are known. See [`crate::registry::open`].
pub trait Visitor {
    /// What comes of it.
    type Out;
    /// Does it.
    fn visit<W: Workload + 'static>(self, workload: W) -> Self::Out;
}

/// A workload's way in: reads its options from a plan and shows the configured workload to the visitor.
///
/// # Errors
/// The first option or line of input that won't do.
pub type Opened<V> = Result<<V as Visitor>::Out, Problem>;

/// An option's value in this plan, or its default. The plan has been validated against the catalogue.
pub fn option<'p>(plan: &'p Plan, info: &'static WorkloadInfo, name: &str) -> &'p str {
    let default = info.options.iter().find(|option| option.name == name).map_or("", |option| option.default);
    plan.options.get(name).map_or(default, String::as_str)
}

/// An option's value in this plan, or its default, as `read` understands it.
///
/// # Errors
/// The value, with what the option takes, where `read` gives none.
pub fn chosen<T>(
    plan: &Plan,
    info: &'static WorkloadInfo,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Problem> {
    let value = option(plan, info, name);
    let takes =
        || info.options.iter().find(|option| option.name == name).map(|option| option.takes.to_string());
    read(value).ok_or_else(|| Problem::new(name, value, takes().unwrap_or_default()))
}

/// The first difference between an output and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch(pub String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value that can travel between isolated workers as raw bytes.
///
/// Both ends are the same program on the same machine, so the bytes are in the machine's own order.
pub trait Wire: Sized {
    /// The bytes; borrowed where they already lie so in memory.
    fn bytes(&self) -> Cow<'_, [u8]>;
    /// The value again.
    ///
    /// # Errors
    /// The bytes are not of this type.
    fn from_message(message: &dyn Message) -> Result<Self, WireError>;
}

/// Bytes that are not of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError(pub &'static str);

impl<T: bytemuck::Pod> Wire for Vec<T> {
    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(bytemuck::cast_slice(self))
    }

    fn from_message(message: &dyn Message) -> Result<Self, WireError> {
        if !message.len().is_multiple_of(size_of::<T>()) {
            return Err(WireError("the message is cut in the middle of an element"));
        }
        let mut values = vec![T::zeroed(); message.len() / size_of::<T>()];
        message.copy_to(0, bytemuck::cast_slice_mut(&mut values));
        Ok(values)
    }
}
