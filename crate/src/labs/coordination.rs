//! Six ways for workers to wait for each other, or not to have to.

use super::queue::Queue;
use super::semaphore::Semaphore;
use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use crate::random::Random;
use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Barrier, Condvar, Mutex, PoisonError};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "coordination",
    title: "Queue, event, barrier and others",
    kind: LabKind::Live,
    summary: "What workers use to wait for each other: a queue of limited length, an event, a barrier, a semaphore, a condition; and storage of their own, with which they need not.",
    notice: "Follow the tokens: in the queue, give producers more workers than consumers and see them wait while it is full. A barrier is as slow as the slowest. At a semaphore at most so many work at once. An event lets all go at the same moment. What is thread-local is never shared: every worker ends with its own count.",
    knobs: &[
        OptionInfo {
            name: "with",
            label: "Coordinated with",
            help: "Which of them.",
            default: "queue",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "queue", label: "Queue" },
                    Choice { value: "event", label: "Event" },
                    Choice { value: "barrier", label: "Barrier" },
                    Choice { value: "semaphore", label: "Semaphore" },
                    Choice { value: "condition", label: "Condition" },
                    Choice { value: "thread-local", label: "Thread-local storage" },
                ],
            },
        },
        OptionInfo {
            name: "producers",
            label: "Producers",
            help: "Of the queue and the condition; else just workers.",
            default: "2",
            takes: Takes::Whole { min: 1, max: 8, word: None },
        },
        OptionInfo {
            name: "consumers",
            label: "Consumers",
            help: "Of the queue and the condition; else just workers, too.",
            default: "2",
            takes: Takes::Whole { min: 1, max: 8, word: None },
        },
        OptionInfo {
            name: "items",
            label: "Items",
            help: "In all for the queue and the condition; else rounds of each worker.",
            default: "12",
            takes: Takes::Whole { min: 1, max: 200, word: None },
        },
        OptionInfo {
            name: "capacity",
            label: "Capacity",
            help: "The queue’s length, or the semaphore’s permits.",
            default: "2",
            takes: Takes::Whole { min: 1, max: 64, word: None },
        },
        OptionInfo {
            name: "work",
            label: "Work, microseconds",
            help: "On an item or in a round, on average; each takes its own time.",
            default: "2000",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
    ],
    systems: &[10],
};

#[derive(Clone, Copy, PartialEq)]
enum With {
    Queue,
    Event,
    Barrier,
    Semaphore,
    Condition,
    Local,
}

const WITH: [(&str, With); 6] = [
    ("queue", With::Queue),
    ("event", With::Event),
    ("barrier", With::Barrier),
    ("semaphore", With::Semaphore),
    ("condition", With::Condition),
    ("thread-local", With::Local),
];

const STATES: &[&str] = &["waiting", "working", "done"];
const WAITING: u32 = 0;
const WORKING: u32 = 1;
const DONE: u32 = 2;

/// The end of a queue: so many consumers are to be told.
const END: u32 = u32::MAX;

/// Actors: the producers, then the consumers.
pub struct Coordination {
    board: Board,
    with: With,
    producers: usize,
    items: u32,
    work: u32,
    queue: Queue<u32>,
    start: Barrier,
    barrier: Barrier,
    permits: Semaphore,
    /// How many work inside the semaphore now.
    inside: AtomicU32,
    /// What the event says; how many items the condition's store holds.
    said: Mutex<u32>,
    changed: Condvar,
    /// Tokens made so far; the count that all share beside their own.
    produced: AtomicU32,
    /// Producers that have done.
    arrived: AtomicU32,
}

thread_local! {
    static OWN: Cell<u32> = const { Cell::new(0) };
}

impl Coordination {
    /// The knobs are `with`, `producers`, `items`, `capacity` and `work`; all actors after the producers are consumers.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        let capacity = setting.whole("capacity")?;
        Ok(Self {
            board: setting.board(1024, STATES),
            with: setting.one_of("with", &WITH)?,
            producers: setting.whole("producers")? as usize,
            items: setting.whole("items")?,
            work: setting.whole("work")?,
            queue: Queue::new(capacity as usize),
            start: Barrier::new(setting.actors),
            barrier: Barrier::new(setting.actors),
            permits: Semaphore::new(capacity),
            inside: AtomicU32::new(0),
            said: Mutex::new(0),
            changed: Condvar::new(),
            produced: AtomicU32::new(0),
            arrived: AtomicU32::new(0),
        })
    }

    fn consumers(&self) -> u32 {
        (self.board.actors() - self.producers) as u32
    }
}

/// One actor's part, and what it has to tell: for each token a kind, the token, and when.
struct Part<'a> {
    stage: &'a Coordination,
    actor: usize,
    now: fn() -> f64,
    random: Random,
    told: Vec<f64>,
}

impl Part<'_> {
    fn tell(&mut self, kind: f64, token: u32) {
        let at = (self.now)() - self.stage.board.origin();
        self.told.extend([kind, f64::from(token), at]);
    }

    fn enter(&self, state: u32) {
        self.stage.board.enter(self.actor, state, (self.now)());
    }

    /// Works for a while of its own: half as long as the knob says to half as long again.
    fn work(&mut self) {
        self.enter(WORKING);
        let share = 0.5 + self.random.unit();
        pause((f64::from(self.stage.work) * share) as u32);
        self.stage.board.count(self.actor).fetch_add(1, Ordering::Relaxed);
        self.enter(WAITING);
    }

    fn produce(&mut self) {
        let stage = self.stage;
        loop {
            let token = stage.produced.fetch_add(1, Ordering::Relaxed);
            if token >= stage.items {
                break;
            }
            self.work();
            self.give(token);
            self.tell(0.0, token);
        }
        // Whoever comes last tells the consumers that it is over.
        if stage.arrived.fetch_add(1, Ordering::AcqRel) + 1 == stage.producers as u32 {
            (0..stage.consumers()).for_each(|_| self.give(END));
        }
    }

    fn consume(&mut self) {
        loop {
            let token = self.take();
            if token == END {
                return;
            }
            self.tell(1.0, token);
            self.work();
        }
    }

    /// Into the queue; under a condition, into a store of one.
    fn give(&self, token: u32) {
        let stage = self.stage;
        if stage.with == With::Queue {
            stage.queue.put(token);
            return;
        }
        let mut store = stage.said.lock().unwrap_or_else(PoisonError::into_inner);
        while *store != 0 {
            store = stage.changed.wait(store).unwrap_or_else(PoisonError::into_inner);
        }
        *store = token.wrapping_add(2); // 0 is nothing, and 1 the end
        stage.changed.notify_all();
    }

    fn take(&self) -> u32 {
        let stage = self.stage;
        if stage.with == With::Queue {
            return stage.queue.take();
        }
        let mut store = stage.said.lock().unwrap_or_else(PoisonError::into_inner);
        while *store == 0 {
            store = stage.changed.wait(store).unwrap_or_else(PoisonError::into_inner);
        }
        let token = store.wrapping_sub(2);
        *store = 0;
        stage.changed.notify_all();
        token
    }

    /// The first actor works and then sets the event; the others wait for it.
    fn event(&mut self) {
        let stage = self.stage;
        for round in 1..=stage.items {
            if self.actor == 0 {
                self.work();
                self.tell(0.0, round);
                *stage.said.lock().unwrap_or_else(PoisonError::into_inner) = round;
                stage.changed.notify_all();
            } else {
                let mut said = stage.said.lock().unwrap_or_else(PoisonError::into_inner);
                while *said < round {
                    said = stage.changed.wait(said).unwrap_or_else(PoisonError::into_inner);
                }
                drop(said);
                self.tell(1.0, round);
                self.work();
            }
            stage.barrier.wait();
        }
    }

    fn barrier(&mut self) {
        for round in 1..=self.stage.items {
            self.work();
            self.tell(0.0, round);
            self.stage.barrier.wait();
            self.tell(1.0, round);
        }
    }

    /// Tells with each round how many were inside.
    fn semaphore(&mut self) {
        let stage = self.stage;
        for _ in 0..stage.items {
            let _permit = stage.permits.acquire();
            let inside = stage.inside.fetch_add(1, Ordering::AcqRel) + 1;
            self.tell(0.0, inside);
            self.work();
            self.tell(1.0, inside);
            stage.inside.fetch_sub(1, Ordering::AcqRel);
        }
    }

    /// A count of its own, and one that all share.
    fn local(&mut self) {
        OWN.set(0);
        for _ in 0..self.stage.items {
            self.work();
            OWN.set(OWN.get() + 1);
            let shared = self.stage.produced.fetch_add(1, Ordering::Relaxed) + 1;
            self.tell(0.0, OWN.get());
            self.tell(1.0, shared);
        }
    }
}

impl Stage for Coordination {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns three numbers for each thing to tell: a kind, a token, and when, milliseconds since the stage was set. For
    /// queue and condition: an item given (0) or taken (1). For event and barrier: a round reached (0), passed (1). For the
    /// semaphore: how many are inside, at entering (0) and leaving (1). For thread-local: the own count (0), the shared one (1).
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let random = Random::new(actor as u32 + 1);
        let mut part = Part { stage: self, actor, now, random, told: Vec::new() };
        self.start.wait();
        part.enter(WAITING);
        match self.with {
            With::Queue | With::Condition if actor < self.producers => part.produce(),
            With::Queue | With::Condition => part.consume(),
            With::Event => part.event(),
            With::Barrier => part.barrier(),
            With::Semaphore => part.semaphore(),
            With::Local => part.local(),
        }
        part.enter(DONE);
        part.told
    }
}
