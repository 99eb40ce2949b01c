//! A cell becomes a trial. The only place that reads the clock.
//!
//! What a sample covers: split, send, solve, receive, merge. What it leaves out: making the input, copying it
//! for the next run, checking the outputs, letting go of them. Starting the workers is timed once for each realm, beside the samples.

use crate::modes::{Executor, cooperative::Cooperative, processes::Line, processes::Processes, serial};
use crate::plan::{Answer, Cell, Failure, FailureKind, Outcome, Phases, Plan, Sample, Trial};
use crate::workload::Workload;
use std::cell::Cell as Shared;

/// Time, in milliseconds from any fixed point.
pub trait Clock {
    /// Now.
    fn now(&self) -> f64;
    /// The smallest step it takes, milliseconds.
    fn grain(&self) -> f64;
}

/// Where time goes inside a sample; see [`Phases`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Cutting the input into jobs.
    Split,
    /// Writing jobs into messages.
    Send,
    /// The parallel part.
    Solve,
    /// Reading replies.
    Receive,
    /// Putting the parts together.
    Merge,
}

/// Splits a sample's time into phases: whoever carries a phase out says that it begins.
pub struct Stopwatch<'c> {
    clock: &'c dyn Clock,
    started: f64,
    since: Shared<f64>,
    phase: Shared<Phase>,
    phases: Shared<Phases>,
}

impl<'c> Stopwatch<'c> {
    /// Starts, in [`Phase::Solve`].
    pub fn start(clock: &'c dyn Clock) -> Self {
        let now = clock.now();
        Self {
            clock,
            started: now,
            since: Shared::new(now),
            phase: Shared::new(Phase::Solve),
            phases: Shared::default(),
        }
    }

    /// Ends the phase under way and begins another.
    pub fn enter(&self, phase: Phase) {
        self.settle();
        self.phase.set(phase);
    }

    /// Stops: the total, and its parts.
    pub fn stop(self) -> (f64, Phases) {
        let now = self.settle();
        (now - self.started, self.phases.get())
    }

    fn settle(&self) -> f64 {
        let now = self.clock.now();
        let spent = now - self.since.replace(now);
        let mut phases = self.phases.get();
        *match self.phase.get() {
            Phase::Split => &mut phases.split,
            Phase::Send => &mut phases.send,
            Phase::Solve => &mut phases.solve,
            Phase::Receive => &mut phases.receive,
            Phase::Merge => &mut phases.merge,
        } += spent;
        self.phases.set(phases);
        now
    }
}

/// The workers of a realm, started for one cell.
pub enum Workers<L> {
    /// The calling worker alone.
    Serial,
    /// A pool on shared memory.
    #[cfg(feature = "pool")]
    Threads(crate::modes::threads::Pool),
    /// Isolated workers at the end of a line.
    Processes(L),
    /// The calling worker, with this many tasks.
    Async(usize),
}

/// What a runner needs of the world outside: a clock, workers, and somebody to tell.
pub trait Realm {
    /// How it reaches isolated workers.
    type Line: Line;
    /// The clock.
    fn clock(&self) -> &dyn Clock;
    /// Starts the cell's workers.
    ///
    /// # Errors
    /// They can't be started.
    fn start(&self, cell: &Cell) -> impl Future<Output = Result<Workers<Self::Line>, Failure>>;
    /// Is told before each repetition; 0 is the warm-up. Gives the outside a moment to end the realm.
    fn repetition(&self, number: u32) -> impl Future<Output = ()>;
}

/// A batch is at least this many grains of the clock long, so that the grain is below 0.1 % of it.
const GRAINS: f64 = 1000.0;
/// How many items a measured run's answer shows at most.
const SHOWN: usize = 1000;
/// Warm-up is over when this many samples in a row are alike...
const ALIKE: u32 = 3;
/// ...each within this share of the one before...
const STEADY: f64 = 0.1;
/// ...and this much time has passed, milliseconds: baseline code, too, is steady until the optimised comes.
const LEAST_WARM_UP: f64 = 100.0;
/// It is over, too, after this time, milliseconds, so that a restless machine is measured as it is...
const MOST_WARM_UP: f64 = 400.0;
/// ...and after this many samples.
const MOST_ROUNDS: u32 = 200;
/// The most runs in a batch.
const MOST_RUNS: f64 = 1000.0;
/// The most memory, in bytes, that the copies of the input for one batch may take.
const BATCH_MEMORY: f64 = 256e6;

/// Runs a cell: start the workers, make the input, warm up, take the samples, check every output.
///
/// A failure is a trial like any other. The answer is that of the last sample, where there is one.
pub async fn run_cell<W: Workload, R: Realm>(
    workload: &W,
    plan: &Plan,
    cell: &Cell,
    realm: &R,
) -> (Trial, Option<Answer>) {
    let (outcome, answer) = match measure(workload, plan, cell, realm).await {
        Ok((outcome, answer)) => (outcome, Some(answer)),
        Err(failure) => (Outcome::Failed { failure }, None),
    };
    (Trial { cell: cell.clone(), outcome }, answer)
}

async fn measure<W: Workload, R: Realm>(
    workload: &W,
    plan: &Plan,
    cell: &Cell,
    realm: &R,
) -> Result<(Outcome, Answer), Failure> {
    reserve(workload.memory())?;
    let before = realm.clock().now();
    let workers = realm.start(cell).await?;
    let start_up = realm.clock().now() - before;

    let input = workload.generate();
    realm.repetition(0).await;
    let bench = Bench { workload, workers: &workers, input: &input, clock: realm.clock() };
    let (warm_up, mut output) = bench.sample(1).await?;
    let mut last = warm_up;
    let began = realm.clock().now();
    let (mut alike, mut rounds) = (0, 0);
    while alike < ALIKE || realm.clock().now() - began < LEAST_WARM_UP {
        if rounds == MOST_ROUNDS || realm.clock().now() - began >= MOST_WARM_UP {
            break;
        }
        realm.repetition(0).await;
        let before = last.total;
        drop(output);
        (last, output) = bench.sample(bench.batch(last)).await?;
        alike = if (last.total / before - 1.0).abs() < STEADY { alike + 1 } else { 0 };
        rounds += 1;
    }
    let mut samples = Vec::with_capacity(plan.samples as usize);
    for number in 1..=plan.samples {
        realm.repetition(number).await;
        drop(output);
        (last, output) = bench.sample(bench.batch(last)).await?;
        samples.push(last);
    }
    let outcome = Outcome::Done { start_up, warm_up, samples, invalidated: Vec::new(), trace: None };
    Ok((outcome, workload.answer(&input, &output, SHOWN)))
}

/// A workload set up on its workers, with its input.
struct Bench<'b, W: Workload, L> {
    workload: &'b W,
    workers: &'b Workers<L>,
    input: &'b W::Input,
    clock: &'b dyn Clock,
}

impl<W: Workload, L: Line> Bench<'_, W, L> {
    /// How many runs to time together, from the time of the last one.
    fn batch(&self, last: Sample) -> u32 {
        let wanted = (GRAINS * self.clock.grain() / last.total.max(f64::MIN_POSITIVE)).ceil();
        let most = BATCH_MEMORY / self.workload.memory().max(1) as f64;
        wanted.min(MOST_RUNS).min(most.floor()).max(1.0) as u32
    }

    /// Times `runs` runs as one, each on a copy of the input of its own; then checks every output.
    async fn sample(&self, runs: u32) -> Result<(Sample, W::Output), Failure> {
        let mut inputs: Vec<W::Input> = (0..runs).map(|_| self.input.clone()).collect();
        // Outputs are kept until the clock has stopped: letting go of them is not the program's work.
        let mut outputs = Vec::with_capacity(inputs.len());
        let watch = Stopwatch::start(self.clock);
        while let Some(input) = inputs.pop() {
            outputs.push(once(self.workload, self.workers, input, &watch).await?);
        }
        let (total, phases) = watch.stop();
        for output in &outputs {
            self.workload.verify(self.input, output).map_err(|mismatch| Failure {
                kind: FailureKind::WrongAnswer,
                message: mismatch.to_string(),
            })?;
        }
        let share = 1.0 / f64::from(runs);
        let phases = Phases {
            split: phases.split * share,
            send: phases.send * share,
            solve: phases.solve * share,
            receive: phases.receive * share,
            merge: phases.merge * share,
        };
        let output = outputs.pop().expect("a batch has at least one run");
        Ok((Sample { total: total * share, phases, batch: runs }, output))
    }
}

/// One run of the program on the realm's workers.
///
/// # Errors
/// A worker failed.
pub async fn once<W: Workload, L: Line>(
    workload: &W,
    workers: &Workers<L>,
    input: W::Input,
    watch: &Stopwatch<'_>,
) -> Result<W::Output, Failure> {
    match workers {
        Workers::Serial => Ok(serial::run(workload, input, watch)),
        #[cfg(feature = "pool")]
        Workers::Threads(pool) => Ok(workload.solve_shared(input, pool, watch)),
        Workers::Processes(line) => {
            let workers = line.workers();
            map(workload, input, workers, &Processes(line), watch).await
        }
        Workers::Async(tasks) => map(workload, input, *tasks, &Cooperative { tasks: *tasks }, watch).await,
    }
}

/// Amdahl's program: a serial split, a map, a serial merge.
async fn map<W: Workload>(
    workload: &W,
    input: W::Input,
    workers: usize,
    executor: &impl Executor,
    watch: &Stopwatch<'_>,
) -> Result<W::Output, Failure> {
    watch.enter(Phase::Split);
    let jobs = workload.split(input, workers);
    watch.enter(Phase::Solve);
    let parts = executor.map(workload, jobs, watch).await?;
    watch.enter(Phase::Merge);
    Ok(workload.merge(parts))
}

/// Asks for a sample's memory before anything is timed: a refusal is a plain answer here, and a trap later.
///
/// # Errors
/// There is not so much.
pub fn reserve(bytes: u64) -> Result<(), Failure> {
    let probe = usize::try_from(bytes).ok().and_then(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).ok());
    probe.ok_or_else(|| Failure {
        kind: FailureKind::OutOfMemory,
        message: format!(
            "this needs {} MB, and the browser gives no more; try a smaller size",
            bytes / 1_000_000
        ),
    })
}
