//! Two workers, two locks: taken crosswise, in one order, politely, or with a step back.

use super::gate::Gate;
use super::{Board, Setting, Stage, pause};
use crate::plan::{Choice, LabInfo, LabKind, OptionInfo, Problem, Takes};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// Its entry in the catalogue.
pub const INFO: LabInfo = LabInfo {
    id: "deadlock",
    title: "Deadlock and livelock",
    kind: LabKind::Live,
    summary: "Two workers need the same two locks. If each holds one and waits for the other’s, neither ever goes on. A watchdog finds the circle in who waits for whom, and ends both workers.",
    notice: "Crossed locks work for a while when the pause is 0, and stop for ever sooner or later. With one order for both, no circle can close. Giving way for as long as the other wants is worse than it sounds: both work all the time, and nothing gets done. That is a livelock.",
    knobs: &[
        OptionInfo {
            name: "order",
            label: "Locks",
            help: "How the two workers take them.",
            default: "crossed",
            takes: Takes::Choice {
                choices: &[
                    Choice { value: "crossed", label: "Crossed: A then B, and B then A" },
                    Choice { value: "ordered", label: "In one order: A then B, both" },
                    Choice { value: "back-off", label: "Crossed, but let go and retry" },
                    Choice { value: "polite", label: "Give way while the other wants" },
                ],
            },
        },
        OptionInfo {
            name: "rounds",
            label: "Rounds",
            help: "How often each worker takes both.",
            default: "200",
            takes: Takes::Whole { min: 1, max: 1_000_000, word: None },
        },
        OptionInfo {
            name: "delay",
            label: "Pause, microseconds",
            help: "Between the first lock and the second.",
            default: "200",
            takes: Takes::Whole { min: 0, max: 100_000, word: None },
        },
        OptionInfo {
            name: "patience",
            label: "Patience, milliseconds",
            help: "How long the watchdog sees no round end before it looks for the reason.",
            default: "500",
            takes: Takes::Whole { min: 100, max: 10_000, word: None },
        },
    ],
    systems: &[7],
};

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Crossed,
    Ordered,
    BackOff,
    Polite,
}

const ORDERS: [(&str, Order); 4] = [
    ("crossed", Order::Crossed),
    ("ordered", Order::Ordered),
    ("back-off", Order::BackOff),
    ("polite", Order::Polite),
];

const STATES: &[&str] = &["between rounds", "waiting", "holding", "working", "done"];
const BETWEEN: u32 = 0;
const WAITING: u32 = 1;
const HOLDING: u32 = 2;
const WORKING: u32 = 3;
const DONE: u32 = 4;

/// Two locks, and for the polite a right of way.
pub struct Deadlock {
    board: Board,
    order: Order,
    rounds: u32,
    delay: u32,
    locks: [Mutex<()>; 2],
    gate: Gate,
    /// Whose turn it is, and who wants one.
    turn: AtomicU32,
    wants: [AtomicBool; 2],
}

impl Deadlock {
    /// The knobs are `order`, `rounds` and `delay`; for two actors.
    ///
    /// # Errors
    /// One of them won't do.
    pub fn new(setting: &Setting<'_>) -> Result<Self, Problem> {
        Ok(Self {
            board: setting.board(64, STATES),
            order: setting.one_of("order", &ORDERS)?,
            rounds: setting.whole("rounds")?,
            delay: setting.whole("delay")?,
            locks: Default::default(),
            gate: Gate::new(setting.actors),
            turn: AtomicU32::new(0),
            wants: Default::default(),
        })
    }

    /// Says on the board which locks an actor holds (bits 0 and 1), and which one it waits for (from bit 8, from 1).
    fn tell(&self, actor: usize, held: u32, wanted: Option<usize>) {
        let wanted = wanted.map_or(0, |lock| lock as u32 + 1);
        self.board.detail(actor).store(held | wanted << 8, Ordering::Relaxed);
    }

    fn lock(&self, actor: usize, lock: usize, held: u32, now: fn() -> f64) -> MutexGuard<'_, ()> {
        self.tell(actor, held, Some(lock));
        self.board.enter(actor, WAITING, now());
        let guard = self.locks[lock].lock().unwrap_or_else(PoisonError::into_inner);
        self.tell(actor, held | 1 << lock, None);
        self.board.enter(actor, HOLDING, now());
        guard
    }

    /// One round with both locks, in this order.
    fn both(&self, actor: usize, [first, second]: [usize; 2], now: fn() -> f64) {
        loop {
            let _first = self.lock(actor, first, 0, now);
            pause(self.delay);
            if self.order != Order::BackOff {
                let _second = self.lock(actor, second, 1 << first, now);
                self.board.enter(actor, WORKING, now());
                return;
            }
            match self.locks[second].try_lock() {
                Ok(_) | Err(TryLockError::Poisoned(_)) => return self.board.enter(actor, WORKING, now()),
                // What is held is let go of, and all of it begins again.
                Err(TryLockError::WouldBlock) => {
                    self.board.head(1).fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    /// One round under the rule that whoever has the right of way gives it to the other, as long as the other wants it.
    fn polite(&self, actor: usize, now: fn() -> f64) {
        let (me, other) = (actor as u32, 1 - actor);
        self.wants[actor].store(true, Ordering::SeqCst);
        self.board.enter(actor, WAITING, now());
        loop {
            if self.turn.load(Ordering::SeqCst) != me {
                self.tell(actor, 0, Some(0));
                std::hint::spin_loop();
            } else if self.wants[other].load(Ordering::SeqCst) {
                self.board.head(1).fetch_add(1, Ordering::Relaxed);
                self.turn.store(other as u32, Ordering::SeqCst);
            } else {
                break;
            }
        }
        self.board.enter(actor, WORKING, now());
        self.wants[actor].store(false, Ordering::SeqCst);
        self.turn.store(other as u32, Ordering::SeqCst);
    }
}

impl Stage for Deadlock {
    fn board(&self) -> &Board {
        &self.board
    }

    /// Returns the milliseconds that all rounds took; never, where it is blocked. The board's second word counts steps back, or
    /// how often the right of way was given away.
    fn play(&self, actor: usize, now: fn() -> f64) -> Vec<f64> {
        let crosswise = self.order != Order::Ordered && actor == 1;
        let order = if crosswise { [1, 0] } else { [0, 1] };
        if self.order == Order::Polite {
            // Both want before either looks: neither finds the other content.
            self.wants[actor].store(true, Ordering::SeqCst);
        }
        self.gate.begin();
        let start = now();
        for _ in 0..self.rounds {
            if self.order == Order::Polite {
                self.polite(actor, now);
            } else {
                self.both(actor, order, now);
            }
            self.board.enter(actor, BETWEEN, now());
            self.tell(actor, 0, None);
            self.board.count(actor).fetch_add(1, Ordering::Relaxed);
        }
        self.board.enter(actor, DONE, now());
        vec![now() - start]
    }
}
