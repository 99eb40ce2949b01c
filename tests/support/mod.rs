//! A realm without a browser: a pool of its own for threads, and for processes real threads that share nothing but
//! byte messages, each with a program configured anew from the plan.

use futures::channel::oneshot;
use speedup_lab::modes::processes::{self, Line, Message, Processes, Stamps};
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Activity, Cell, Disturbance, Failure, FailureKind, Mode, Plan, Transport};
use speedup_lab::registry;
use speedup_lab::run::{Clock, Realm, Workers};
use speedup_lab::workload::{Visitor, Workload};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// What an isolated worker is sent.
enum Order {
    Job(Vec<u8>, oneshot::Sender<Result<Part, Failure>>),
    Seen(Seen, oneshot::Sender<Result<Part, Failure>>),
    Trace,
    Tell(oneshot::Sender<Vec<Stamps>>),
}

/// Its answer to a job: bytes, or how many of them lie in the buffer.
#[derive(Debug)]
enum Part {
    Sent(Vec<u8>),
    Seen(usize),
}

/// Isolated workers as threads that get and give bytes only.
pub struct Isolated {
    orders: Vec<mpsc::Sender<Order>>,
    /// For each worker what it sees of the caller's bytes, where that is how they travel.
    buffers: Option<Vec<Buffer>>,
}

/// A job lies in it, and later its part, over the job.
type Buffer = Arc<Mutex<Vec<u8>>>;

/// A job in a buffer.
struct Seen(Buffer, usize);

impl Message for Seen {
    fn len(&self) -> usize {
        self.1
    }

    fn copy_to(&self, start: usize, out: &mut [u8]) {
        out.copy_from_slice(&self.0.lock().expect("free")[start..start + out.len()]);
    }
}

/// Writes to the start of a buffer, which grows where it has to.
fn write(buffer: &Buffer, bytes: &[u8]) -> usize {
    let mut buffer = buffer.lock().expect("free");
    if buffer.len() < bytes.len() {
        buffer.resize(bytes.len(), 0);
    }
    buffer[..bytes.len()].copy_from_slice(bytes);
    bytes.len()
}

impl Isolated {
    pub fn start<C: Clock + Send + 'static>(plan: &Plan, cell: &Cell, clock: &Arc<C>) -> Self {
        let start = |_| {
            let (sender, orders) = mpsc::channel();
            let plan = plan.clone();
            let serve = Serve { orders, clock: clock.clone() };
            thread::spawn(move || registry::open(&plan, serve).expect("the plan was opened before"));
            sender
        };
        let shared = cell.transport == Some(Transport::Shared);
        let buffers = shared.then(|| (0..cell.workers).map(|_| Buffer::default()).collect());
        Self { orders: (0..cell.workers).map(start).collect(), buffers }
    }
}

impl Line for Isolated {
    type Reply = Vec<u8>;

    fn workers(&self) -> usize {
        self.orders.len()
    }

    fn call<'l>(
        &'l self,
        worker: usize,
        job: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, Failure>> + use<'l> {
        let (sender, reply) = oneshot::channel();
        let buffer = self.buffers.as_ref().map(|buffers| buffers[worker].clone());
        let order = match &buffer {
            Some(buffer) => Order::Seen(Seen(buffer.clone(), write(buffer, job)), sender),
            None => Order::Job(job.to_vec(), sender),
        };
        self.orders[worker].send(order).expect("a worker waits for jobs");
        async {
            let reply = reply.await.expect("a worker answers every job")?;
            Ok(match (reply, buffer) {
                (Part::Seen(length), Some(buffer)) => buffer.lock().expect("free")[..length].to_vec(),
                (Part::Sent(bytes), _) => bytes,
                (Part::Seen(_), None) => unreachable!("no buffer was there to see"),
            })
        }
    }

    fn trace(&self) {
        for worker in &self.orders {
            worker.send(Order::Trace).expect("a worker waits for orders");
        }
    }

    async fn told(&self, worker: usize) -> Vec<Stamps> {
        let (sender, stamps) = oneshot::channel();
        self.orders[worker].send(Order::Tell(sender)).expect("a worker waits for orders");
        stamps.await.expect("a worker tells")
    }
}

struct Serve<C> {
    orders: mpsc::Receiver<Order>,
    clock: Arc<C>,
}

impl<C: Clock> Serve<C> {
    /// Does a job; stamps it where somebody wants to be told.
    fn answer<W: Workload>(
        &self,
        workload: &W,
        job: &dyn Message,
        told: &mut Option<Vec<Stamps>>,
        send: impl FnOnce(&[u8]) -> Part,
    ) -> Result<Part, Failure> {
        let now = || if told.is_some() { self.clock.now() } else { 0.0 };
        let stamps = std::cell::Cell::new([now(); 4]);
        let begins = |activity| {
            let mut marks = stamps.get();
            marks[if activity == Activity::Solve { 1 } else { 2 }] = now();
            stamps.set(marks);
        };
        let part = processes::answer(workload, job, begins, send);
        let [read, begun, done, _] = stamps.get();
        let sent = now();
        if let Some(told) = told {
            told.push([read, begun, done, sent]);
        }
        part
    }
}

impl<C: Clock> Visitor for Serve<C> {
    type Out = ();
    fn visit<W: Workload + 'static>(self, workload: W) {
        let mut told = None;
        for order in &self.orders {
            match order {
                Order::Trace => told = Some(Vec::new()),
                Order::Tell(reply) => {
                    reply.send(told.take().unwrap_or_default()).expect("the caller waits for its reply");
                }
                Order::Job(job, reply) => {
                    let part = self.answer(&workload, &job, &mut told, |part| Part::Sent(part.to_vec()));
                    reply.send(part).expect("the caller waits for its reply");
                }
                Order::Seen(job, reply) => {
                    let over = |part: &[u8]| Part::Seen(write(&job.0, part));
                    let part = self.answer(&workload, &job, &mut told, over);
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
                let line = Isolated::start(&self.plan, cell, &self.clock);
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
