//! A machine in virtual time, for tests of the instrument: what it takes is programmed, so what is measured is known.
//!
//! The runner, its stopwatch, its traces and the executors of processes and async are the real ones; workers, messages
//! and the clock are simulated, event by event. Work is a number of milliseconds, and doing it moves the clock. Nothing
//! sleeps, nothing is random but by seed, and the same program gives the same trial to the last digit.
#![allow(dead_code, reason = "each test file that includes this uses a part of it")]

use futures::channel::oneshot;
use speedup_lab::modes::processes::{self, Line, Message, Processes, Stamps};
use speedup_lab::modes::threads::Pool;
use speedup_lab::plan::{Activity, Answer, Cell, Disturbance, Failure, FailureKind, Mode, Plan, Role, Trial};
use speedup_lab::random::Random;
use speedup_lab::run::{self, Clock, Phase, Realm, Stopwatch, Workers};
use speedup_lab::workload::{Mismatch, Workload};
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake};

/// What a program and its machine take. Times are milliseconds.
#[derive(Clone, Debug)]
pub struct Program {
    /// Time of the whole program on one worker.
    pub work: f64,
    /// The share of it that is serial: half of it in split, half in merge.
    pub serial: f64,
    /// Jobs for each worker.
    pub jobs: usize,
    /// By how much the first job is larger than the even share, as a share of that.
    pub imbalance: f64,
    /// More merging for each part beyond the first.
    pub exchange: f64,
    /// Writing or reading one message, on either side.
    pub copy: f64,
    /// How long a message is under way, or a thread takes to wake up: its worker is idle meanwhile.
    pub idle: f64,
    /// Starting one worker.
    pub start_up: f64,
    /// The clock's grain.
    pub grain: f64,
    /// How much slower the first run is than the others, as a share.
    pub cold: f64,
    /// The standard deviation of every time, as a share of it.
    pub noise: f64,
    /// Decides the noise.
    pub seed: u32,
    /// What goes wrong.
    pub fault: Option<Fault>,
    /// What has disturbed the realm when the runner asks for the n-th time, from 0.
    pub disturbed: BTreeMap<usize, Disturbance>,
}

/// A planted fault.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The output that is checked n-th, from 0, is wrong.
    Wrong(u32),
    /// The worker that is sent the n-th job, from 0, crashes.
    Crash(u32),
    /// The workers don't start.
    NotStarted,
}

impl Default for Program {
    fn default() -> Self {
        Self {
            work: 64.0,
            serial: 0.0,
            jobs: 1,
            imbalance: 0.0,
            exchange: 0.0,
            copy: 0.0,
            idle: 0.0,
            start_up: 0.0,
            grain: 1.0 / 1024.0,
            cold: 0.0,
            noise: 0.0,
            seed: 1,
            fault: None,
            disturbed: BTreeMap::new(),
        }
    }
}

/// What a cell came to.
pub struct Measured {
    /// The trial.
    pub trial: Trial,
    /// The number of every repetition that the outside was told of.
    pub repetitions: Vec<u32>,
}

impl Program {
    /// Runs a cell on a machine of its own.
    pub fn measure(&self, plan: &Plan, cell: &Cell) -> Measured {
        let machine = Arc::new(Machine::new(self.clone(), cell));
        let realm = Simulated(machine.clone());
        let (trial, _) = machine.run(run::run_cell(&Timed(machine.clone()), plan, cell, &realm));
        let repetitions = machine.repetitions.lock().expect("free").clone();
        Measured { trial, repetitions }
    }
}

/// A cell at its first realm.
pub fn cell(mode: Mode, workers: u32, role: Role) -> Cell {
    let transport = (mode == Mode::Processes).then_some(speedup_lab::plan::Transport::Transfer);
    Cell { id: 0, mode, transport, workers, realm: 0, role }
}

/// The clock, and what is under way.
struct Machine {
    program: Program,
    threads: usize,
    now: Mutex<f64>,
    random: Mutex<Random>,
    /// Replies under way, and when they arrive.
    events: Mutex<Vec<(f64, oneshot::Sender<()>)>>,
    repetitions: Mutex<Vec<u32>>,
    checked: AtomicU32,
    sent: AtomicU32,
}

impl Machine {
    fn new(program: Program, cell: &Cell) -> Self {
        Self {
            random: Random::new(program.seed.wrapping_mul(1009).wrapping_add(cell.id)).into(),
            program,
            threads: cell.workers as usize,
            now: 0.0.into(),
            events: Mutex::default(),
            repetitions: Mutex::default(),
            checked: 0.into(),
            sent: 0.into(),
        }
    }

    fn set(&self, now: f64) {
        *self.now.lock().expect("free") = now;
    }

    /// Moves the clock on by about this time.
    fn spend(&self, time: f64) {
        let mut random = self.random.lock().expect("free");
        // Close enough to a normal distribution: Irwin and Hall's.
        let normal = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let cold = if self.checked.load(Ordering::Relaxed) == 0 { 1.0 + self.program.cold } else { 1.0 };
        self.set(self.now() + time * cold * (1.0 + self.program.noise * normal).max(0.0));
    }

    /// What another worker does from this time on: its result, and when that is done. Here it is still now.
    fn elsewhere<T>(&self, from: f64, work: impl FnOnce() -> T) -> (T, f64) {
        let here = self.now();
        self.set(from);
        let result = work();
        let done = self.now();
        self.set(here);
        (result, done)
    }

    /// Runs a future to its end: where it waits, the next event happens.
    fn run<F: Future>(&self, future: F) -> F::Output {
        let woken = Arc::new(Woken(true.into()));
        let waker = woken.clone().into();
        let mut future = pin!(future);
        loop {
            while woken.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return output;
                }
            }
            let mut events = self.events.lock().expect("free");
            let next = (0..events.len()).min_by(|&a, &b| events[a].0.total_cmp(&events[b].0));
            let (at, reply) = events.remove(next.expect("who waits waits for something"));
            drop(events);
            self.set(at.max(self.now()));
            // Whoever gave up waiting doesn't mind.
            let _ = reply.send(());
        }
    }
}

impl Clock for Machine {
    fn now(&self) -> f64 {
        *self.now.lock().expect("free")
    }

    fn grain(&self) -> f64 {
        self.program.grain
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The workload: jobs and parts are milliseconds.
struct Timed(Arc<Machine>);

impl Timed {
    fn parallel(&self) -> f64 {
        self.0.program.work * (1.0 - self.0.program.serial)
    }

    fn half_of_serial(&self) -> f64 {
        self.0.program.work * self.0.program.serial / 2.0
    }
}

impl Workload for Timed {
    type Input = Vec<f64>;
    type Job = Vec<f64>;
    type Part = Vec<f64>;
    type Output = Vec<f64>;

    fn generate(&self) -> Vec<f64> {
        vec![self.parallel()]
    }

    fn split(&self, input: Vec<f64>, workers: usize) -> Vec<Vec<f64>> {
        self.0.spend(self.half_of_serial());
        let jobs = workers * self.0.program.jobs;
        let even = input[0] / jobs as f64;
        let first = if jobs > 1 { even * (1.0 + self.0.program.imbalance) } else { even };
        let rest = (input[0] - first) / (jobs - 1).max(1) as f64;
        (0..jobs).map(|job| vec![if job == 0 { first } else { rest }]).collect()
    }

    fn solve(&self, job: Vec<f64>) -> Vec<f64> {
        self.0.spend(job[0]);
        job
    }

    fn merge(&self, parts: Vec<Vec<f64>>) -> Vec<f64> {
        self.0.spend(self.half_of_serial() + self.0.program.exchange * (parts.len() - 1) as f64);
        vec![parts.iter().flatten().sum()]
    }

    fn verify(&self, input: &Vec<f64>, output: &Vec<f64>) -> Result<(), Mismatch> {
        let number = self.0.checked.fetch_add(1, Ordering::Relaxed);
        let planted = matches!(self.0.program.fault, Some(Fault::Wrong(at)) if at == number);
        let output = if planted { 0.0 } else { output[0] };
        if (output - input[0]).abs() <= 1e-9 * input[0] {
            return Ok(());
        }
        Err(Mismatch(format!("{output} ms were worked, not {}", input[0])))
    }

    fn answer(&self, _input: &Vec<f64>, output: &Vec<f64>, _most: usize) -> Answer {
        Answer::Numbers { length: 1, head: vec![output[0].to_string()], tail: Vec::new() }
    }

    fn memory(&self) -> u64 {
        8
    }

    /// Whichever thread is free first takes the next job.
    fn solve_shared(&self, input: Vec<f64>, pool: &Pool, watch: &Stopwatch<'_>) -> Vec<f64> {
        watch.enter(Phase::Split);
        let jobs = self.split(input, pool.workers());
        watch.enter(Phase::Solve);
        let mut free = vec![self.0.now() + self.0.program.idle; self.0.threads];
        let solve = |job| {
            let thread = (0..free.len()).min_by(|&a, &b| free[a].total_cmp(&free[b])).expect("a thread");
            let task = || watch.task_of(thread + 1, || self.solve(job));
            let (part, done) = self.0.elsewhere(free[thread], task);
            free[thread] = done;
            part
        };
        let parts = jobs.into_iter().map(solve).collect();
        self.0.set(free.into_iter().fold(self.0.now(), f64::max));
        watch.enter(Phase::Merge);
        self.merge(parts)
    }
}

/// The realm, on this machine.
struct Simulated(Arc<Machine>);

impl Realm for Simulated {
    type Line = Messages;

    fn clock(&self) -> &dyn Clock {
        &*self.0
    }

    async fn start(&self, cell: &Cell) -> Result<Workers<Messages>, Failure> {
        let program = &self.0.program;
        if matches!(program.fault, Some(Fault::NotStarted)) {
            return Err(Failure { kind: FailureKind::NotStarted, message: "no workers today".into() });
        }
        let workers = cell.workers as usize;
        if matches!(cell.mode, Mode::Threads | Mode::Processes) {
            self.0.set(self.0.now() + program.start_up * workers as f64);
        }
        Ok(match cell.mode {
            Mode::Serial => Workers::Serial,
            // Its threads are simulated too: one real one does for any number.
            Mode::Threads => Workers::Threads(Pool::new(1).cut_for(workers)),
            Mode::Processes => Workers::Processes(Processes::new(Messages::new(&self.0))),
            Mode::Async => Workers::Async(workers),
        })
    }

    async fn repetition(&self, number: u32) -> Vec<Disturbance> {
        let mut heard = self.0.repetitions.lock().expect("free");
        heard.push(number);
        self.0.program.disturbed.get(&(heard.len() - 1)).copied().into_iter().collect()
    }
}

/// The line to simulated workers.
struct Messages {
    machine: Arc<Machine>,
    workers: Vec<Mutex<Isolated>>,
}

/// A worker at the other end.
#[derive(Default)]
struct Isolated {
    free: f64,
    traced: bool,
    told: Vec<Stamps>,
}

impl Messages {
    fn new(machine: &Arc<Machine>) -> Self {
        let workers = (0..machine.threads).map(|_| Mutex::default()).collect();
        Self { machine: machine.clone(), workers }
    }

    /// A worker's own time: it reads the job, does it, and writes its part.
    fn answer(&self, worker: usize, job: &[u8], arrives: f64) -> (Result<Vec<u8>, Failure>, f64) {
        let machine = &self.machine;
        let mut isolated = self.workers[worker].lock().expect("free");
        let from = arrives.max(isolated.free);
        let marks = Mutex::new([from; 4]);
        let begins =
            |what| marks.lock().expect("free")[if what == Activity::Solve { 1 } else { 2 }] = machine.now();
        let write = |part: &[u8]| {
            machine.spend(machine.program.copy);
            part.to_vec()
        };
        let job = Bytes { machine: machine.clone(), bytes: job.to_vec() };
        let (part, done) =
            machine.elsewhere(from, || processes::answer(&Timed(machine.clone()), &job, begins, write));
        isolated.free = done;
        if isolated.traced {
            let [read, begun, written, _] = *marks.lock().expect("free");
            isolated.told.push([read, begun, written, done]);
        }
        (part, done)
    }
}

impl Line for Messages {
    type Reply = Bytes;

    fn workers(&self) -> usize {
        self.workers.len()
    }

    fn call<'l>(
        &'l self,
        worker: usize,
        job: &[u8],
    ) -> impl Future<Output = Result<Bytes, Failure>> + use<'l> {
        let machine = &self.machine;
        let number = machine.sent.fetch_add(1, Ordering::Relaxed);
        let crashed = matches!(machine.program.fault, Some(Fault::Crash(at)) if at == number);
        machine.spend(machine.program.copy);
        let (part, done) = self.answer(worker, job, machine.now() + machine.program.idle);
        let (sender, arrived) = oneshot::channel();
        machine.events.lock().expect("free").push((done + machine.program.idle, sender));
        async move {
            arrived.await.expect("events are kept until they happen");
            if crashed {
                return Err(Failure {
                    kind: FailureKind::Crashed,
                    message: format!("job {number} was too much"),
                });
            }
            Ok(Bytes { machine: machine.clone(), bytes: part? })
        }
    }

    fn trace(&self) {
        for worker in &self.workers {
            worker.lock().expect("free").traced = true;
        }
    }

    async fn told(&self, worker: usize) -> Vec<Stamps> {
        let mut isolated = self.workers[worker].lock().expect("free");
        isolated.traced = false;
        std::mem::take(&mut isolated.told)
    }
}

/// A message: reading it takes time.
struct Bytes {
    machine: Arc<Machine>,
    bytes: Vec<u8>,
}

impl Message for Bytes {
    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn copy_to(&self, start: usize, out: &mut [u8]) {
        self.machine.spend(self.machine.program.copy);
        Message::copy_to(&self.bytes, start, out);
    }
}
