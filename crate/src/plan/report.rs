//! What it means.

use super::{Answer, Disturbance, Failure, Mode, Phases, Plan, Reading, Transport, Trial, crossing};
use serde::{Deserialize, Serialize};

crossing! {
    /// What the numbers were measured on.
    pub struct Environment {
        /// The browser's own name for itself.
        pub user_agent: String,
        /// The browser's name and version, as read from that or from its client hints.
        #[serde(default)]
        pub browser: String,
        /// The operating system, as read from the same.
        #[serde(default)]
        pub system: String,
        /// How the machine is powered, where the browser tells: `mains`, `battery`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub power: Option<String>,
        /// The machine's compute pressure before the run, where the browser tells: `nominal`, `fair`, `serious`,
        /// `critical`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub pressure: Option<String>,
        /// Whether the page is cross-origin isolated (threads need it).
        pub cross_origin_isolated: bool,
        /// Cores that the browser claims.
        pub hardware_concurrency: u32,
        /// The smallest step of the clock seen, milliseconds.
        pub timer_resolution_ms: f64,
        /// Which build of the program.
        pub build: String,
        /// When the run began, ISO 8601.
        pub started: String,
    }
}

crossing! {
    /// A value with its 95 % interval.
    #[derive(Copy)]
    pub struct Estimate {
        /// The median.
        pub value: f64,
        /// The interval's lower end.
        pub low: f64,
        /// The interval's upper end.
        pub high: f64,
    }
}

crossing! {
    /// One point of a line: a mode at a worker count. Times are what the report's reading counts.
    pub struct Point {
        /// Threads, processes or tasks.
        pub workers: u32,
        /// Whether this is past the knee of the machine's compute ceiling: workers wait for each other's cores.
        pub oversubscribed: bool,
        /// Time of one run, milliseconds; absent where every realm failed.
        pub time: Option<Estimate>,
        /// The baseline's time over this time; absent until both are known.
        pub speedup: Option<Estimate>,
        /// Speedup over workers.
        pub efficiency: Option<Estimate>,
        /// The serial fraction that the speedup implies (Karp and Flatt); from two workers on.
        pub karp_flatt: Option<Estimate>,
        /// The time of every sample, milliseconds.
        pub times: Vec<f64>,
        /// One speedup for each sample: the median baseline time over the sample's time.
        pub dots: Vec<f64>,
        /// Median start-up of the workers, milliseconds.
        pub start_up: Option<f64>,
        /// Mean phases over the samples, milliseconds.
        pub phases: Option<Phases>,
        /// Where the workers' time went; absent without a trace.
        pub lost: Option<LostTime>,
        /// The same program on a size that grows with the workers; absent where it was not measured.
        pub scaled: Option<Scaled>,
        /// Failures of the point's realms.
        pub failures: Vec<Failure>,
    }
}

crossing! {
    /// Weak scaling: the plan's size times the workers.
    pub struct Scaled {
        /// Time on the workers, milliseconds.
        pub time: Estimate,
        /// Time of the best serial program for the same size, milliseconds.
        pub serial_time: Estimate,
        /// That over this.
        pub speedup: Estimate,
        /// One speedup for each sample.
        pub dots: Vec<f64>,
    }
}

crossing! {
    /// Where the workers' time went in the traced run: the parts add up to what was available. Worker-milliseconds.
    #[derive(Default, Copy)]
    pub struct LostTime {
        /// Workers times the time of the run, and of their start-up where that counts.
        pub available: f64,
        /// What the baseline takes: the work there is to do.
        pub useful: f64,
        /// Computing beyond that: extra steps of the parallel program, or the same steps slower.
        pub extra: f64,
        /// Starting the workers, where that counts.
        pub start_up: f64,
        /// Writing and reading messages, and waiting for that.
        pub copying: f64,
        /// Waiting while one worker did a serial part.
        pub serial: f64,
        /// Waiting at the end of a parallel part for others that had more to do.
        pub imbalance: f64,
        /// Waiting for anything else, and for a core where there are more workers than cores.
        pub idle: f64,
        /// What is left over; may be negative, as everything is measured.
        pub unexplained: f64,
    }
}

crossing! {
    /// A model's speedup, with its 95 % band.
    #[derive(Copy)]
    pub struct CurvePoint {
        /// Workers; between whole numbers, too.
        pub workers: f64,
        /// The model's speedup.
        pub value: f64,
        /// The band's lower end.
        pub low: f64,
        /// The band's upper end.
        pub high: f64,
    }
}

crossing! {
    /// How far a measured time is from a model's.
    #[derive(Copy)]
    pub struct Residual {
        /// Workers.
        pub workers: u32,
        /// Measured minus modelled, as a share of the measured.
        pub share: f64,
    }
}

crossing! {
    /// Amdahl's law fitted to one line: T(p) = T(1) (s + (1 - s) / p).
    pub struct Amdahl {
        /// s, between 0 and 1.
        pub serial_fraction: Estimate,
        /// T(1) of the fit, milliseconds.
        pub one_worker_time: f64,
        /// The baseline's time over T(1): the speedup of one worker. The curve starts here.
        pub one_worker_speedup: f64,
        /// The speedup that the curve approaches with ever more workers; absent where s is 0.
        pub limit: Option<Estimate>,
        /// Root mean square of the residuals.
        pub residual: f64,
        /// The residuals.
        pub residuals: Vec<Residual>,
        /// The curve and its band.
        pub curve: Vec<CurvePoint>,
    }
}

crossing! {
    /// The universal scalability law fitted to one line: T(p) = T(1) (1 + s (p - 1) + k p (p - 1)) / p.
    pub struct Usl {
        /// Contention, s: 0 or more.
        pub contention: Estimate,
        /// Coherency, k: 0 or more.
        pub coherency: Estimate,
        /// T(1) of the fit, milliseconds.
        pub one_worker_time: f64,
        /// The baseline's time over T(1).
        pub one_worker_speedup: f64,
        /// The worker count after which more workers take longer; absent where k is 0.
        pub peak: Option<Estimate>,
        /// Root mean square of the residuals.
        pub residual: f64,
        /// The residuals.
        pub residuals: Vec<Residual>,
        /// The curve and its band.
        pub curve: Vec<CurvePoint>,
    }
}

crossing! {
    /// Gustafson's law fitted to one line's scaled speedups: S(p) = S(1) (p + (1 - p) s).
    pub struct Gustafson {
        /// s, between 0 and 1.
        pub serial_fraction: Estimate,
        /// S(1) of the fit.
        pub one_worker_speedup: f64,
        /// Root mean square of the residuals.
        pub residual: f64,
        /// The residuals.
        pub residuals: Vec<Residual>,
        /// The curve and its band.
        pub curve: Vec<CurvePoint>,
    }
}

crossing! {
    /// What a schedule of the recorded tasks gives on this many workers. Simulated, never measured.
    #[derive(Copy)]
    pub struct Simulated {
        /// Workers.
        pub workers: u32,
        /// The greedy schedule's length (makespan), milliseconds.
        pub time: f64,
        /// The baseline's time over that; absent without one.
        pub speedup: Option<f64>,
    }
}

crossing! {
    /// A simulated time beside the measured one.
    #[derive(Copy)]
    pub struct Check {
        /// Workers.
        pub workers: u32,
        /// The simulated time, milliseconds.
        pub simulated: f64,
        /// The measured time, milliseconds.
        pub measured: Estimate,
    }
}

crossing! {
    /// Work and span of a line's tasks, from a traced run by one worker.
    pub struct WorkSpan {
        /// For how many workers the program was cut.
        pub cut: u32,
        /// How many tasks that were.
        pub tasks: u32,
        /// Time of all tasks, milliseconds: the time on one worker.
        pub work: f64,
        /// Time of the longest chain of tasks, milliseconds: the time on any number of workers.
        pub span: f64,
        /// Work over span: more workers than this can't be kept busy.
        pub parallelism: f64,
        /// How much longer a traced run took than an untraced one, as a share.
        pub overhead: f64,
        /// The greedy schedule on 1 to 1,024 workers.
        pub simulated: Vec<Simulated>,
        /// The schedule's times beside measured ones.
        pub checks: Vec<Check>,
    }
}

crossing! {
    /// One line on the chart.
    pub struct Series {
        /// The mode.
        pub mode: Mode,
        /// How messages travel; only in processes mode.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub transport: Option<Transport>,
        /// Its points, by workers.
        pub points: Vec<Point>,
        /// The time of its own program at one worker, milliseconds.
        pub one: Option<Estimate>,
        /// The fitted law; withheld with fewer than two worker counts within the machine's ceiling.
        pub amdahl: Option<Amdahl>,
        /// The fitted law; withheld with fewer than four.
        pub usl: Option<Usl>,
        /// The law fitted to scaled speedups; withheld with fewer than two.
        pub gustafson: Option<Gustafson>,
        /// Work, span and the simulation; absent without a traced run.
        pub work_span: Option<WorkSpan>,
        /// How much longer traced runs took than samples, as a share, over all points; absent without traces.
        pub trace_overhead: Option<f64>,
        /// What limits this line, in one plain sentence.
        pub verdict: String,
    }
}

crossing! {
    /// What a ceiling is made by.
    #[derive(Copy, Eq)]
    pub enum CeilingKind {
        /// Computing without memory traffic.
        Compute,
        /// Streaming through memory.
        Memory,
    }
}

crossing! {
    /// The most that this machine can do now with this many workers.
    #[derive(Copy)]
    pub struct CeilingPoint {
        /// Workers.
        pub workers: u32,
        /// Work done by all in the time in which one worker alone does one: k T(1) / T(k).
        pub speedup: Estimate,
    }
}

crossing! {
    /// The machine's ceiling, measured in the same sweep.
    pub struct Ceiling {
        /// By what.
        pub kind: CeilingKind,
        /// Under which mode its workers ran.
        pub mode: Mode,
        /// By workers.
        pub points: Vec<CeilingPoint>,
    }
}

impl Ceiling {
    /// The ceiling of a kind with this many workers, where it was measured.
    pub fn at(ceilings: &[Self], kind: CeilingKind, workers: u32) -> Option<Estimate> {
        let ceiling = ceilings.iter().find(|ceiling| ceiling.kind == kind)?;
        ceiling.points.iter().find(|point| point.workers == workers).map(|point| point.speedup)
    }
}

crossing! {
    /// How many samples were thrown away and taken again for a reason.
    #[derive(Copy)]
    pub struct Invalidated {
        /// The reason.
        pub reason: Disturbance,
        /// How many.
        pub samples: u32,
    }
}

crossing! {
    /// Something the reader should know before believing a number.
    pub struct Warning {
        /// What kind of warning, for programs.
        pub kind: WarningKind,
        /// What was seen, and what to do about it.
        pub message: String,
    }
}

crossing! {
    /// Kinds of warning.
    #[derive(Copy, Eq)]
    pub enum WarningKind {
        /// The serial baseline at the end differs from the one at the start.
        Drift,
        /// More workers than the machine's ceiling has room for, or than the browser claims cores.
        Oversubscribed,
        /// A sample is too short for this clock.
        CoarseClock,
        /// There is no serial baseline, so there is no speedup.
        NoBaseline,
        /// Cells failed.
        Failures,
        /// Samples were thrown away and taken again, or kept although the machine was busy.
        Invalidated,
        /// An interval is wider than the plan wants it, or rests on too few realms.
        Imprecise,
        /// Looking at a run made it clearly longer.
        TraceOverhead,
        /// The simulation differs from what was measured.
        Simulation,
    }
}

crossing! {
    /// How a sweep ended.
    #[derive(Copy, Eq)]
    pub enum Ended {
        /// Not yet.
        Running,
        /// Every cell was run.
        Complete,
        /// Every interval was as narrow as the plan wants it.
        Precise,
        /// The plan's time was up.
        Budget,
        /// The visitor ended it.
        Cancelled,
    }
}

crossing! {
    /// Everything that was measured, and what it means.
    pub struct Report {
        /// The version of this format: 1.
        pub version: u32,
        /// What was asked.
        pub plan: Plan,
        /// On what.
        pub environment: Environment,
        /// How it ended.
        pub ended: Ended,
        /// How the times below are read. Trials hold them all, so another reading can be made of them.
        pub reading: Reading,
        /// Every trial, in the order they were run.
        pub trials: Vec<Trial>,
        /// The best serial program's time, milliseconds.
        pub baseline: Option<Estimate>,
        /// The lines of the chart.
        pub series: Vec<Series>,
        /// What the machine could do: compute, then memory.
        pub ceilings: Vec<Ceiling>,
        /// The fewest workers that reach 95 % of the highest compute ceiling measured; more are oversubscribed.
        pub knee: Option<u32>,
        /// Samples thrown away and taken again.
        pub invalidated: Vec<Invalidated>,
        /// The result that was computed.
        pub answer: Option<Answer>,
        /// What the reader should know.
        pub warnings: Vec<Warning>,
    }
}
