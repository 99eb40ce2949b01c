//! A cell becomes a trial. The only place that reads the clock.
//!
//! What a sample covers: split, send, solve, receive, merge. What it leaves out: making the input, copying it
//! for the next run, checking the outputs, letting go of them. Starting the workers is timed once for each realm, beside the samples.

mod program;

use crate::modes::processes::{Line, Message, Processes};
use crate::modes::{Executor, cooperative::Cooperative, serial};
use crate::plan::{
    Answer, Cell, Disturbance, Failure, FailureKind, MAX_WORKERS, Mode, Outcome, Phases, Plan, Role, Sample,
    Trace, Trial,
};
use crate::trace::Recorder;
use crate::workload::Workload;
use program::{Load, Program};

pub use crate::stopwatch::{Clock, Phase, Stopwatch};

/// The workers of a realm, started for one cell.
pub enum Workers<L> {
    /// The calling worker alone.
    Serial,
    /// A pool on shared memory.
    #[cfg(feature = "pool")]
    Threads(crate::modes::threads::Pool),
    /// Isolated workers at the end of a line.
    Processes(Processes<L>),
    /// The calling worker, with this many tasks.
    Async(usize),
}

impl<L: Line> Workers<L> {
    /// The same workers, for a program that is to be cut for this many.
    fn cut_for(self, workers: usize) -> Self {
        match self {
            #[cfg(feature = "pool")]
            Self::Threads(pool) => Self::Threads(pool.cut_for(workers)),
            Self::Processes(processes) => Self::Processes(processes.cut_for(workers)),
            alone => alone,
        }
    }
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
    /// Is told before each repetition, and after the last; 0 is the warm-up. Gives the outside a moment to end the
    /// realm, or to hold it up. Tells what has disturbed it since it was last asked.
    fn repetition(&self, number: u32) -> impl Future<Output = Vec<Disturbance>>;
}

/// A batch is at least this many grains of the clock long, so that the grain is below 0.1 % of it.
pub(crate) const GRAINS: f64 = 1000.0;
/// How many items a measured run's answer shows at most.
const SHOWN: usize = 1000;
/// Warm-up is over when this many samples in a row are alike...
const ALIKE: u32 = 3;
/// ...each within this share of the one before...
const STEADY: f64 = 0.1;
/// ...and they ran for this long in all, milliseconds: baseline code, too, is steady until the optimised comes.
const LEAST_WARM_UP: f64 = 100.0;
/// It is over, too, when they ran for this long, milliseconds, so that a restless machine is measured as it is...
const MOST_WARM_UP: f64 = 400.0;
/// ...in at least this many samples: after one there is nothing to compare but the first run, which is cold...
const LEAST_ROUNDS: u32 = 2;
/// ...and after this many samples.
const MOST_ROUNDS: u32 = 200;
/// The most runs in a batch.
const MOST_RUNS: f64 = 1000.0;
/// The most memory, in bytes, that the copies of the input for one batch may take.
const BATCH_MEMORY: f64 = 256e6;
/// After this many retakes for each sample, pressure no longer counts as a disturbance: it is how this machine is...
const RETAKES: usize = 3;
/// ...or after this much time in retakes, milliseconds. Browsers look at the pressure once a second.
const MOST_RETAKEN: f64 = 2000.0;
/// After this many runs that the page was suspended in, beside [`RETAKES`] for each sample, the cell has failed.
const SUSPENDED: usize = 10;
/// Traced runs in a cell.
const TRACED: usize = 3;

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

async fn measure<R: Realm>(
    program: &dyn Load<R::Line>,
    plan: &Plan,
    cell: &Cell,
    realm: &R,
) -> Result<(Outcome, Answer), Failure> {
    reserve(program.memory())?;
    realm.repetition(0).await;
    let before = realm.clock().now();
    let mut workers = realm.start(cell).await?;
    let start_up = realm.clock().now() - before;
    if cell.role == Role::Graph {
        // Fine enough for any number of workers that a simulation schedules the tasks on.
        workers = workers.cut_for(MAX_WORKERS as usize);
    }

    let program = program.load(&workers, None)?;
    let bench = Bench { program: &*program, workers: &workers, clock: realm.clock() };
    started_undisturbed(&realm.repetition(0).await)?;
    let warm_up = bench.sample(1).await?;
    let (last, steady) = bench.warm_up(warm_up, realm).await?;
    let mut patience = Patience::new(plan.samples);
    let samples = bench.samples(plan.samples, last, realm, &mut patience).await?;
    let answer = program.answer(SHOWN);
    let looked_at = cell.role == Role::Graph || (cell.role == Role::Work && cell.realm == 0);
    let trace =
        if looked_at { Some(bench.trace(cell, plan.samples, realm, &mut patience).await?) } else { None };
    let Patience { invalidated, disturbed, .. } = patience;
    let outcome = Outcome::Done { start_up, warm_up, samples, invalidated, disturbed, steady, trace };
    Ok((outcome, answer))
}

/// Runs a program once, untimed: its output's bytes and what is to be seen of it go to `take`. With `given` it works on
/// these bytes in place of a generated input, and nothing is to be seen.
///
/// # Errors
/// The workers can't be started, the bytes can't be read, or a worker failed.
pub async fn run_once<W: Workload, R: Realm>(
    workload: &W,
    cell: &Cell,
    realm: &R,
    given: Option<&dyn Message>,
    take: &mut dyn FnMut(&[u8], Option<Answer>),
) -> Result<(), Failure> {
    only_once(workload, cell, realm, given, take).await
}

async fn only_once<R: Realm>(
    program: &dyn Load<R::Line>,
    cell: &Cell,
    realm: &R,
    given: Option<&dyn Message>,
    take: &mut dyn FnMut(&[u8], Option<Answer>),
) -> Result<(), Failure> {
    reserve(program.memory())?;
    let workers = realm.start(cell).await?;
    let program = program.load(&workers, given)?;
    program.prepare(1);
    program.run(&Stopwatch::start(realm.clock())).await?;
    program.output(&mut |bytes| take(bytes, given.is_none().then(|| program.answer(usize::MAX))));
    Ok(())
}

/// Refuses a realm that was held up before its first run had ended: nobody could tell its start-up from the wait.
fn started_undisturbed(happened: &[Disturbance]) -> Result<(), Failure> {
    if happened.iter().all(|&what| what == Disturbance::Pressure) {
        return Ok(());
    }
    Err(Failure {
        kind: FailureKind::NotStarted,
        message: "the page was hidden or suspended while its workers started".into(),
    })
}

/// What a cell's disturbed samples have come to, and how many more of them are taken again.
struct Patience {
    /// Retakes of one kind.
    most: usize,
    /// Time spent on retakes for pressure, milliseconds.
    retaken: f64,
    suspended: usize,
    invalidated: Vec<Disturbance>,
    /// Samples kept although they were under pressure.
    disturbed: u32,
}

impl Patience {
    fn new(samples: u32) -> Self {
        let most = RETAKES * samples as usize;
        Self { most, retaken: 0.0, suspended: 0, invalidated: Vec::new(), disturbed: 0 }
    }

    /// Whether a sample stands, of all that happened meanwhile.
    ///
    /// # Errors
    /// The page was suspended too often.
    fn keeps(&mut self, sample: Sample, happened: &[Disturbance]) -> Result<bool, Failure> {
        let Some(&worst) = happened.iter().min() else { return Ok(true) };
        if worst == Disturbance::Pressure {
            let pressed = self.invalidated.iter().filter(|&&what| what == Disturbance::Pressure).count();
            if pressed >= self.most || self.retaken >= MOST_RETAKEN {
                self.disturbed += 1;
                return Ok(true);
            }
            self.retaken += sample.total * f64::from(sample.batch);
        }
        self.bears(worst)?;
        self.invalidated.push(worst);
        Ok(false)
    }

    /// Goes on after a disturbance, unless it is the page being suspended once too often. A hidden page needs no end:
    /// the run waits for it.
    fn bears(&mut self, disturbance: Disturbance) -> Result<(), Failure> {
        self.suspended += usize::from(disturbance == Disturbance::Suspended);
        if self.suspended <= self.most + SUSPENDED {
            return Ok(());
        }
        Err(Failure { kind: FailureKind::TimedOut, message: "the page was held up again and again".into() })
    }
}

/// A program and the clock that it is timed by.
struct Bench<'b, L> {
    program: &'b dyn Program,
    workers: &'b Workers<L>,
    clock: &'b dyn Clock,
}

impl<L: Line> Bench<'_, L> {
    /// Runs until times are steady, from the first run on; gives the last run, and whether they were. Time is that of the
    /// runs: checks and pauses warm nothing up.
    async fn warm_up(&self, first: Sample, realm: &impl Realm) -> Result<(Sample, bool), Failure> {
        let mut last = first;
        let (mut alike, mut rounds, mut ran) = (0, 0, 0.0);
        while alike < ALIKE || ran < LEAST_WARM_UP {
            if rounds == MOST_ROUNDS || (rounds >= LEAST_ROUNDS && ran >= MOST_WARM_UP) {
                break;
            }
            let happened = realm.repetition(0).await;
            if rounds == 0 {
                started_undisturbed(&happened)?;
            }
            let before = last.total;
            last = self.sample(self.batch(last)).await?;
            alike = if (last.total / before - 1.0).abs() < STEADY { alike + 1 } else { 0 };
            rounds += 1;
            ran += last.total * f64::from(last.batch);
        }
        // Long runs have no time for so many; that the first differs from the cold one says nothing.
        Ok((last, alike >= ALIKE.min(rounds - 1)))
    }

    /// Takes the samples, from the last run of the warm-up on.
    async fn samples(
        &self,
        wanted: u32,
        warm: Sample,
        realm: &impl Realm,
        patience: &mut Patience,
    ) -> Result<Vec<Sample>, Failure> {
        let mut last = warm;
        let mut samples = Vec::with_capacity(wanted as usize);
        realm.repetition(1).await;
        while samples.len() < wanted as usize {
            let sample = self.sample(self.batch(last)).await?;
            let next = (samples.len() as u32 + 2).min(wanted);
            if patience.keeps(sample, &realm.repetition(next).await)? {
                last = sample;
                samples.push(sample);
            }
        }
        Ok(samples)
    }

    /// How many runs to time together, from the time of the last one.
    fn batch(&self, last: Sample) -> u32 {
        let wanted = (GRAINS * self.clock.grain() / last.total.max(f64::MIN_POSITIVE)).ceil();
        let most = BATCH_MEMORY / self.program.memory().max(1) as f64;
        wanted.min(MOST_RUNS).min(most.floor()).max(1.0) as u32
    }

    /// Times `runs` runs as one, each on a copy of the input of its own; then checks every output.
    async fn sample(&self, runs: u32) -> Result<Sample, Failure> {
        self.program.prepare(runs);
        let watch = Stopwatch::start(self.clock);
        self.program.run(&watch).await?;
        let (total, phases) = watch.stop();
        self.program.check()?;
        let share = 1.0 / f64::from(runs);
        let phases = Phases {
            split: phases.split * share,
            send: phases.send * share,
            solve: phases.solve * share,
            receive: phases.receive * share,
            merge: phases.merge * share,
        };
        Ok(Sample { total: total * share, phases, batch: runs })
    }

    /// Looks at a few runs, one by one; tells the one with the (lower) median total.
    async fn trace(
        &self,
        cell: &Cell,
        number: u32,
        realm: &impl Realm,
        patience: &mut Patience,
    ) -> Result<Trace, Failure> {
        let mut runs = Vec::with_capacity(TRACED);
        while runs.len() < TRACED {
            let run = self.traced(cell).await?;
            match realm.repetition(number).await.into_iter().min() {
                None | Some(Disturbance::Pressure) => runs.push(run),
                Some(held_up) => patience.bears(held_up)?,
            }
        }
        let totals = runs.iter().map(|(total, _)| *total).collect();
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Trace { totals, ..runs.swap_remove((TRACED - 1) / 2).1 })
    }

    /// One run, with all that its workers did: as tasks by stage for a graph, as spans otherwise.
    async fn traced(&self, cell: &Cell) -> Result<(f64, Trace), Failure> {
        self.program.prepare(1);
        let recorder =
            Recorder::new(cell.mode, if cell.mode == Mode::Serial { 0 } else { cell.workers as usize });
        if let Workers::Processes(processes) = self.workers {
            processes.line.trace();
        }
        let watch = Stopwatch::traced(self.clock, &recorder);
        self.program.run(&watch).await?;
        let started = watch.started();
        let (total, _) = watch.stop();
        if let Workers::Processes(processes) = self.workers {
            for worker in 0..processes.line.workers() {
                recorder.told(worker + 1, processes.line.told(worker).await);
            }
        }
        self.program.check()?;
        let (spans, stages) = match cell.role {
            Role::Graph => (Vec::new(), recorder.stages()),
            _ => (recorder.spans(started, total, self.clock.grain()), Vec::new()),
        };
        Ok((total, Trace { totals: Vec::new(), spans, stages }))
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
        Workers::Processes(processes) => map(workload, input, processes.cut, processes, watch).await,
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
