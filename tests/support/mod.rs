//! A realm without a browser: a pool of its own for threads, and for processes real threads that share nothing but
//! byte messages, each with a program configured anew from the plan.

use futures::channel::oneshot;
use speedup_lab::modes::processes::{self, Line, Processes, Stamps};
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Activity, Cell, Disturbance, Failure, FailureKind, Mode, Plan};
use speedup_lab::registry;
use speedup_lab::run::{Clock, Realm, Workers};
use speedup_lab::workload::{Visitor, Workload};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// What an isolated worker is sent.
enum Order {
    Job(Vec<u8>, oneshot::Sender<Result<Vec<u8>, Failure>>),
    Trace,
    Tell(oneshot::Sender<Vec<Stamps>>),
}

/// Isolated workers as threads that get and give bytes only.
pub struct Isolated(Vec<mpsc::Sender<Order>>);

impl Isolated {
    pub fn start<C: Clock + Send + 'static>(plan: &Plan, workers: u32, clock: &Arc<C>) -> Self {
        let start = |_| {
            let (sender, orders) = mpsc::channel();
            let plan = plan.clone();
            let serve = Serve { orders, clock: clock.clone() };
            thread::spawn(move || registry::open(&plan, serve).expect("the plan was opened before"));
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
        self.0[worker].send(Order::Job(job.to_vec(), sender)).expect("a worker waits for jobs");
        async { reply.await.expect("a worker answers every job") }
    }

    fn trace(&self) {
        for worker in &self.0 {
            worker.send(Order::Trace).expect("a worker waits for orders");
        }
    }

    async fn told(&self, worker: usize) -> Vec<Stamps> {
        let (sender, stamps) = oneshot::channel();
        self.0[worker].send(Order::Tell(sender)).expect("a worker waits for orders");
        stamps.await.expect("a worker tells")
    }
}

struct Serve<C> {
    orders: mpsc::Receiver<Order>,
    clock: Arc<C>,
}

impl<C: Clock> Visitor for Serve<C> {
    type Out = ();
    fn visit<W: Workload + 'static>(self, workload: W) {
        let (mut traced, mut told) = (false, Vec::new());
        for order in self.orders {
            match order {
                Order::Trace => traced = true,
                Order::Tell(reply) => {
                    traced = false;
                    reply.send(std::mem::take(&mut told)).expect("the caller waits for its reply");
                }
                Order::Job(job, reply) => {
                    let now = || if traced { self.clock.now() } else { 0.0 };
                    let stamps = std::cell::Cell::new([now(); 4]);
                    let begins = |activity| {
                        let mut marks = stamps.get();
                        marks[if activity == Activity::Solve { 1 } else { 2 }] = now();
                        stamps.set(marks);
                    };
                    let part = processes::answer(&workload, &job, begins, <[u8]>::to_vec);
                    let [read, begun, done, _] = stamps.get();
                    if traced {
                        told.push([read, begun, done, now()]);
                    }
                    reply.send(part).expect("the caller waits for its reply");
                }
            }
        }
    }
}

/// A realm on this machine, with the clock that a test gives it.
pub struct NativeRealm<C> {
    pub plan: Plan,
    pub clock: Arc<C>,
}

impl<C: Clock + Send + 'static> Realm for NativeRealm<C> {
    type Line = Isolated;

    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    async fn start(&self, cell: &Cell) -> Result<Workers<Isolated>, Failure> {
        match cell.mode {
            Mode::Serial => Ok(Workers::Serial),
            Mode::Threads => Ok(Workers::Threads(Pool::new(cell.workers as usize))),
            Mode::Processes if cell.workers > 64 => {
                Err(Failure { kind: FailureKind::NotStarted, message: "too many workers".into() })
            }
            Mode::Processes => {
                let line = Isolated::start(&self.plan, cell.workers, &self.clock);
                Ok(Workers::Processes(Processes::new(line)))
            }
            Mode::Async => Ok(Workers::Async(cell.workers as usize)),
        }
    }

    async fn repetition(&self, _number: u32) -> Vec<Disturbance> {
        Vec::new()
    }
}

/// A clock that moves one step at every look.
pub struct StepClock {
    step: f64,
    now: Mutex<f64>,
}

impl StepClock {
    pub fn new(step: f64) -> Self {
        Self { step, now: 0.0.into() }
    }
}

impl Clock for StepClock {
    fn now(&self) -> f64 {
        let mut now = self.now.lock().expect("no reader panics");
        *now += self.step;
        *now
    }

    fn grain(&self) -> f64 {
        1e-6
    }
}
