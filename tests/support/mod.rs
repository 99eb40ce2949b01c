//! A realm without a browser: a pool of its own for threads, and for processes real threads that share nothing but
//! byte messages, each with a program configured anew from the plan.

use futures::channel::oneshot;
use speedup_lab::modes::processes::{self, Line};
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Cell, Failure, FailureKind, Mode, Plan};
use speedup_lab::registry;
use speedup_lab::run::{Clock, Realm, Workers};
use speedup_lab::workload::{Visitor, Workload};
use std::sync::mpsc;
use std::thread;

type Job = (Vec<u8>, oneshot::Sender<Result<Vec<u8>, Failure>>);

/// Isolated workers as threads that get and give bytes only.
pub struct Isolated(Vec<mpsc::Sender<Job>>);

impl Isolated {
    pub fn start(plan: &Plan, workers: u32) -> Self {
        let start = |_| {
            let (sender, jobs) = mpsc::channel();
            let plan = plan.clone();
            thread::spawn(move || registry::open(&plan, Serve(jobs)).expect("the plan was opened before"));
            sender
        };
        Self((0..workers).map(start).collect())
    }
}

impl Line for Isolated {
    type Reply = Vec<u8>;

    fn workers(&self) -> usize {
        self.0.len()
    }

    fn call<'l>(
        &'l self,
        worker: usize,
        job: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, Failure>> + use<'l> {
        let (sender, reply) = oneshot::channel();
        self.0[worker].send((job.to_vec(), sender)).expect("a worker waits for jobs");
        async { reply.await.expect("a worker answers every job") }
    }
}

struct Serve(mpsc::Receiver<Job>);

impl Visitor for Serve {
    type Out = ();
    fn visit<W: Workload + 'static>(self, workload: W) {
        for (job, reply) in self.0 {
            let part = processes::answer(&workload, &job, <[u8]>::to_vec);
            reply.send(part).expect("the caller waits for its reply");
        }
    }
}

/// A realm on this machine, with the clock that a test gives it.
pub struct NativeRealm<C> {
    pub plan: Plan,
    pub clock: C,
}

impl<C: Clock> Realm for NativeRealm<C> {
    type Line = Isolated;

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }

    async fn start(&self, cell: &Cell) -> Result<Workers<Isolated>, Failure> {
        match cell.mode {
            Mode::Serial => Ok(Workers::Serial),
            Mode::Threads => Ok(Workers::Threads(Pool::new(cell.workers as usize))),
            Mode::Processes if cell.workers > 64 => {
                Err(Failure { kind: FailureKind::NotStarted, message: "too many workers".into() })
            }
            Mode::Processes => Ok(Workers::Processes(Isolated::start(&self.plan, cell.workers))),
            Mode::Async => Ok(Workers::Async(cell.workers as usize)),
        }
    }

    async fn repetition(&self, _number: u32) {}
}

/// A clock that moves one step at every look.
pub struct StepClock {
    pub step: f64,
    pub now: std::cell::Cell<f64>,
}

impl StepClock {
    pub fn new(step: f64) -> Self {
        Self { step, now: 0.0.into() }
    }
}

impl Clock for StepClock {
    fn now(&self) -> f64 {
        self.now.set(self.now.get() + self.step);
        self.now.get()
    }

    fn grain(&self) -> f64 {
        1e-6
    }
}
